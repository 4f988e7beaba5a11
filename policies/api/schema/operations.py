"""Says of each view what it answers."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.views import APIView

from policies.api.schema import answers, own, parameters
from policies.catalogue import matching
from policies.catalogue.kinds import PLURALS
from policies.choices import Kind, Scheme

View = type[APIView]
MOVED = {308: OpenApiResponse(description="The record has another address now: see the header `Location`.")}


def documented(view: View, tag: str, operation: str, summary: str, **more: Any) -> View:
    """The view, described by what it answers to GET."""
    return _seen(view, extend_schema(operation_id=operation, summary=summary, tags=[tag], **more))


def hidden(view: View) -> View:
    """The view, left out of the description."""
    return _seen(view, extend_schema(exclude=True))


def _seen(view: View, of_get: Any) -> View:
    by_post = {"post": extend_schema(exclude=True)} if hasattr(view, "post") else {}
    return extend_schema_view(get=of_get, **by_post)(view)


def list_of(kind: str, view: View) -> View:
    plural = PLURALS[kind]
    return documented(
        type(f"ListOf{kind.capitalize()}", (view,), {"kind": kind}),
        "Records",
        f"list_{plural}",
        f"List {plural}",
        description=f"The {plural} that the parameters leave, in a stable order, in portions.",
        parameters=parameters.of_list(kind),
        responses={200: answers.a_list(kind), **answers.problems("wrong-parameter")},
    )


def one(kind: str, view: View) -> View:
    return documented(
        type(f"One{kind.capitalize()}", (view,), {"kind": kind}),
        "Records",
        f"get_{kind}",
        f"Get one {kind}",
        description=f"The present state of the {kind}, or with `as_of` that of a day gone by.",
        parameters=[_name(kind), *(parameters.of(name, kind) for name in ("as_of", "fields", "expand", "lang"))],
        responses={
            200: answers.EXPANDABLE[kind],
            **MOVED,
            **answers.problems("wrong-parameter", "no-such-record", "withdrawn"),
        },
    )


def editions(kind: str, view: View) -> View:
    return documented(
        type(f"EditionsOf{kind.capitalize()}", (view,), {"kind": kind}),
        "Editions",
        f"list_editions_of_{kind}",
        f"List the editions of one {kind}",
        description="Every published state, the first one first; of a withdrawn record too, with the reason.",
        parameters=[_name(kind)],
        responses={200: answers.EDITIONS, **MOVED, **answers.problems("wrong-parameter", "no-such-record")},
    )


def one_edition(kind: str, view: View) -> View:
    return documented(
        type(f"EditionOf{kind.capitalize()}", (view,), {"kind": kind}),
        "Editions",
        f"get_edition_of_{kind}",
        f"Get one edition of one {kind}",
        description=f"The {kind} in that edition. The address and its words are for ever.",
        parameters=[_name(kind), NUMBER, *(parameters.of(name, kind) for name in ("fields", "lang"))],
        responses={
            200: answers.EXPANDABLE[kind],
            **MOVED,
            **answers.problems("wrong-parameter", "no-such-record", "withdrawn"),
        },
    )


def vocabularies(view: View) -> View:
    return documented(
        view,
        "Vocabularies",
        "list_vocabularies",
        "List the vocabularies",
        parameters=[parameters.of("as_of"), parameters.of("lang")],
        responses={200: answers.VOCABULARIES, **answers.problems("wrong-parameter")},
    )


def vocabulary(view: View) -> View:
    return documented(
        view,
        "Vocabularies",
        "get_vocabulary",
        "Get all terms of a vocabulary",
        parameters=[SCHEME, parameters.of("as_of"), parameters.of("lang")],
        responses={200: answers.VOCABULARY, **answers.problems("wrong-parameter", "no-such-record")},
    )


def one_term(view: View) -> View:
    return documented(
        view,
        "Vocabularies",
        "get_term",
        "Get one term",
        parameters=[SCHEME, CODE, *(parameters.of(name, Kind.TERM) for name in ("as_of", "fields", "lang"))],
        responses={
            200: answers.EXPANDABLE[Kind.TERM],
            **MOVED,
            **answers.problems("wrong-parameter", "no-such-record", "withdrawn"),
        },
    )


def changes(view: View) -> View:
    return documented(
        view,
        "Changes",
        "list_changes",
        "List what changed",
        description=(
            "Every change once, in order. Ask again with `next_after`; nothing new gives the same cursor and no "
            "results. A change says that and when, not what: fetch `url` for the present state of the record."
        ),
        parameters=[parameters.of(name) for name in ("after", "since", "limit", "wait")],
        responses={200: answers.CHANGES, **answers.problems("wrong-parameter", "cursor-out-of-log")},
    )


def match(view: View) -> View:
    more: dict[str, Any] = {
        "tags": ["Records"],
        "responses": {200: answers.MATCHES, **answers.problems("wrong-parameter")},
    }
    by_get = extend_schema(
        operation_id="match_names",
        summary="Fit your own list to ours",
        description=(
            "For each name or number given the records that have it: as title, number, code or other name, in any "
            "language, in any brackets. For names that are only nearly ours, /api/v1/reconcile/ speaks the "
            "Reconciliation API 0.2 of OpenRefine."
        ),
        parameters=parameters.of_names(),
        **more,
    )
    by_post = extend_schema(
        operation_id="match_many_names",
        summary="Fit a long list of yours to ours",
        description="The same for up to 1,000 names at once. It changes nothing.",
        request={"application/json": NAMES},
        **more,
    )
    return extend_schema_view(get=by_get, post=by_post)(view)


NAMES = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 1000},
        "kind": {"type": "array", "items": {"type": "string", "enum": list(matching.KINDS)}},
    },
    "examples": [{"name": ["国办发〔2015〕78号", "State Council"], "kind": ["document", "agency"]}],
}


def own_use(view: View) -> View:
    return documented(
        view,
        "Your own",
        "get_usage",
        "See how much your key was used",
        description="By day and family of addresses, for 90 days. Each key sees its own use alone.",
        responses={200: own.OWN_USE, **answers.problems("wrong-parameter", "no-key")},
    )


def renewal(view: View) -> View:
    tag: dict[str, Any] = {"tags": ["Your own"]}
    by_get = extend_schema(
        operation_id="get_renewal",
        summary="See whether your key was renewed",
        responses={200: own.RENEWAL, **answers.problems("wrong-parameter", "no-key")},
        **tag,
    )
    by_post = extend_schema(
        operation_id="renew_key",
        summary="Renew your key",
        description=(
            "A new key for as long as yours was granted for, with the same scope. Its words are in the answer, and "
            "nowhere else; yours works for another week. Was the answer lost, ask again: as long as the new key was "
            "not used, another takes its place. Once it was used, yours renews nothing more."
        ),
        request=None,
        responses={201: own.RENEWED, **answers.problems("wrong-parameter", "no-key", "not-renewed")},
        **tag,
    )
    return extend_schema_view(get=by_get, post=by_post)(view)


def own_webhooks(view: View) -> View:
    return documented(
        view,
        "Your own",
        "list_webhooks",
        "See what was sent to your webhooks",
        description="The webhooks of the partner whose key this is, with the last attempts to send. Needs the scope "
        "`webhooks`.",
        responses={200: own.OWN_WEBHOOKS, **answers.problems("wrong-parameter", "no-key", "wrong-scope")},
    )


def index(view: View) -> View:
    return documented(
        view,
        "Entrance",
        "get_index",
        "List the addresses",
        responses={200: answers.INDEX, **answers.problems("wrong-parameter")},
    )


# Of the records that the first source brought.
EXAMPLES: dict[str, str] = {
    Kind.DOCUMENT: "guiding-opinions-2015",
    Kind.MEASURE: "equipment-subsidies",
    Kind.AGENCY: "state-council",
    Kind.SOURCE: "e-commerce-poverty-alleviation",
    Kind.STATEMENT: "claim-first-time",
}


def _name(kind: str) -> OpenApiParameter:
    example = EXAMPLES[kind]
    return OpenApiParameter(
        "name",
        {"type": "string", "examples": [example]},
        OpenApiParameter.PATH,
        description=f"Slug or id of the {kind}.",
    )


NUMBER = OpenApiParameter(
    "number",
    {"type": "integer", "minimum": 1, "examples": [1]},
    OpenApiParameter.PATH,
    description="The number of the edition: those of a record are counted from 1.",
)
SCHEME = OpenApiParameter(
    "scheme",
    {"type": "string", "enum": Scheme.values, "examples": ["instrument"]},
    OpenApiParameter.PATH,
    description="The vocabulary.",
)
CODE = OpenApiParameter(
    "code",
    {"type": "string", "examples": ["SUBSIDY-EQUIPMENT"]},
    OpenApiParameter.PATH,
    description="The code, in any case.",
)
