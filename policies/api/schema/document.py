"""The OpenAPI document, made of the views."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings

from policies.api.schema.examples import with_examples
from policies.api.schema.limiting import with_limits
from policies.api.schema.naming import with_names
from policies.api.schema.partial import with_partial

FILE = Path(__file__).parent.with_name("openapi.json")
SETTINGS = {
    "TITLE": "E-commerce Poverty Alleviation: a reference of public policy in China",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": (
        "Read-only and open: no key is needed; a partner’s key, asked for at /data/key/, raises the limit. Every "
        "record carries its `edition` (which published state this is) and its `evidence` (the words of the source, "
        "with offsets in an immutable text whose checksum is given). "
        "Errors are problem details as RFC 9457 has them. Examples are real answers, in which only ids, moments, "
        "cursors and the hashes of contents are made up: they are others in each catalogue."
    ),
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "TAGS": [
        {"name": "Records", "description": "Lists and records of each kind."},
        {"name": "Editions", "description": "Every published state of a record, for ever."},
        {"name": "Vocabularies", "description": "The terms that records are described with."},
        {"name": "Changes", "description": "How to keep a copy exact."},
        {"name": "Your own", "description": "What a key shows to whoever has it."},
        {"name": "Entrance", "description": "What there is."},
    ],
    # Names for closed lists would depend on which other lists there are.
    "POSTPROCESSING_HOOKS": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
}


def openapi() -> dict[str, Any]:
    """The whole description in English. The same code gives the same document, whatever is in the database."""
    with patched_settings(SETTINGS), override("en"):
        document = _without_marks(SchemaGenerator().get_schema(request=None, public=True))
    return with_examples(_with_bodies(with_names(with_partial(with_limits(document)))))


def _with_bodies(document: dict[str, Any]) -> dict[str, Any]:
    """The generator takes every body for one that may be left out."""
    for methods in document["paths"].values():
        for operation in methods.values():
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
    return document


def _without_marks(node: Any) -> Any:
    """Without what the generator leaves for the hooks that we do not use."""
    if isinstance(node, list):
        return [_without_marks(item) for item in node]
    if isinstance(node, dict):
        return {name: _without_marks(value) for name, value in node.items() if name != "x-spec-enum-id"}
    return node


def as_text(document: dict[str, Any]) -> str:
    """As it is committed: one line for each value, so that a difference shows what changed."""
    return json.dumps(document, indent=1, ensure_ascii=False, default=str) + "\n"


def renew() -> None:
    """Afterwards the committed file says what the code says."""
    FILE.write_text(as_text(openapi()), encoding="utf-8")
