"""The documentation: our own words and the reference, on one page that needs no script; and a page to try it on."""

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerSplitView

from policies.api.entrance import committed_schema
from policies.catalogue.problems import PROBLEMS

EXPLANATIONS = {
    "wrong-parameter": "`errors` names each parameter and says what is wrong with its value. Nothing was listed.",
    "wrong-request": "The request itself could not be read, such as one with thousands of parameters.",
    "wrong-key": (
        "What stands in the header `Authorization` is no key, or one that was revoked or has expired. Nothing is "
        "answered in its place: leave the header out to read without a key."
    ),
    "no-key": "What a key has used, and what was sent to its partner, is shown to that key alone.",
    "wrong-scope": "The key was granted for less than this address. An administrator can grant another.",
    "no-such-record": "No record of this kind is, or ever was, published under this slug or id.",
    "no-such-address": "The address is misspelt. /api/v1/ lists the right ones.",
    "reading-only": "Records are written by curators; the API answers GET, HEAD and OPTIONS.",
    "not-renewed": (
        "The key was renewed before, and the new one is in use; or the one before it still works. `detail` says which."
    ),
    "withdrawn": "The record was public and is not any more; `reason` says why. Delete your copy.",
    "cursor-out-of-log": (
        "The cursor of changes was given before the catalogue was restored from a copy. `full_export` says where to "
        "take the whole again."
    ),
    "too-many-requests": (
        "More was asked for within a minute than the limit allows. `Retry-After` says after how many seconds to go on; "
        "what is refused does not count."
    ),
    "withheld": (
        "Words in this file of a release were taken down. It can be had again when it has been made without them."
    ),
    "failure": "Our mistake. It was noted.",
}


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    schema = committed_schema()
    context = {
        "section": "data",
        "lede": coded(schema["info"]["description"]),
        "groups": [
            {**tag, "operations": [row for row in _operations(schema) if tag["name"] in row["tags"]]}
            for tag in schema["tags"]
        ],
        "shapes": [_shape(name, shape) for name, shape in sorted(schema["components"]["schemas"].items())],
        "problems": [
            {"name": name, "status": kind.status, "title": kind.title, "about": coded(EXPLANATIONS[name])}
            for name, kind in PROBLEMS.items()
        ],
    }
    # Without the request the page offers itself in no other language: it is in English only.
    return HttpResponse(render_to_string("policies/api_docs.html", context))


def coded(text: str) -> SafeString:
    """The text with what stands between backticks as code."""
    pieces = re.split("`([^`]+)`", text)
    return format_html_join(
        "",
        "{}",
        ((format_html("<code>{}</code>", piece) if place % 2 else piece,) for place, piece in enumerate(pieces)),
    )


def _operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The description of each address: its parameters and answers as rows to print."""
    return [
        {
            "path": path,
            "method": method.upper(),
            "id": operation["operationId"],
            "summary": operation["summary"],
            "description": coded(operation.get("description", "")),
            "tags": operation["tags"],
            "parameters": [_parameter(row) for row in operation.get("parameters", ())],
            "answers": [_answer(status, row) for status, row in operation["responses"].items()],
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


def _parameter(row: dict[str, Any]) -> dict[str, Any]:
    schema = row["schema"]
    example = schema.get("examples", [""])[0]
    return {
        "name": row["name"],
        "in": row["in"],
        "about": coded(row.get("description", "")),
        "allowed": _allowed(schema) or _allowed(schema.get("items", {})),
        "example": example[0] if isinstance(example, list) else example,
    }


def _answer(status: str, row: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = next(iter(row.get("content", {}).values()), {})
    return {
        "status": status,
        "about": coded(row.get("description", "")),
        "shape": _named(content.get("schema", {})),
        "examples": [_example(example) for example in content.get("examples", {}).values()],
    }


def _example(example: dict[str, Any]) -> dict[str, str]:
    """What was asked for, and the answer as it is read best."""
    method, _space, path = example["summary"].partition(" ")
    text = json.dumps(example["value"], indent=2, ensure_ascii=False)
    return {"method": method, "path": path, "answer": text}


def _shape(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {
            "name": field,
            "type": _type(schema),
            "shape": _named(schema),
            "about": coded(schema.get("description", "")),
            "allowed": () if _named(schema) else _allowed(schema),
            "is_certain": field in shape.get("required", ()),
        }
        for field, schema in shape.get("properties", {}).items()
    ]
    others = [_named(other) for other in shape.get("oneOf", ())]
    return {"name": name, "fields": fields, "others": others, "allowed": _allowed(shape)}


def _named(schema: dict[str, Any]) -> str:
    """The name of the shape that a schema refers to, itself, in a list, or among others."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    parts = [part for among in ("allOf", "anyOf", "oneOf") for part in schema.get(among, ())]
    inner = [*parts, *([schema["items"]] if "items" in schema else ())]
    return next((name for part in inner if (name := _named(part))), "")


def _allowed(schema: dict[str, Any]) -> list[str]:
    """The values of a closed list, or of the one that a schema refers to."""
    if name := _named(schema) if "items" not in schema else "":
        return _allowed(committed_schema()["components"]["schemas"][name])
    return schema.get("enum") or ([schema["const"]] if "const" in schema else [])


def _type(schema: dict[str, Any]) -> str:
    """In words: `string`, `integer or null`, `list of string`."""
    if "oneOf" in schema:
        return _("object or null") if {"type": "null"} in schema["oneOf"] else _("object")
    kinds = schema.get("type") or _type_of_named(_named(schema))
    words = " or ".join(kinds) if isinstance(kinds, list) else kinds
    return f"list of {_type(schema['items'])}" if words == "array" else words


def _type_of_named(name: str) -> str:
    return committed_schema()["components"]["schemas"].get(name, {}).get("type", "object")


@method_decorator(require_safe, name="dispatch")
class TryOut(SpectacularSwaggerSplitView):
    """Swagger UI, from our own files and without inline script."""

    url = "/api/v1/openapi.json"
    template_name = "policies/api_try.html"
