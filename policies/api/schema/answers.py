"""What each address answers: lists, problems, vocabularies, changes."""

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from policies.api.schema import parts
from policies.api.schema.parts import Shape, listed, maybe_text, number, one_of, shape, text, texts
from policies.api.schema.records import AGENCY, MEASURE, RECORDS, TERM_OF_VOCABULARY
from policies.catalogue.expansion import EXPANSIONS
from policies.catalogue.facets import counted_facets
from policies.catalogue.kinds import PLURALS
from policies.catalogue.problems import CONTENT_TYPE, PROBLEMS
from policies.choices import Action, Kind, Scheme

ADDRESS = "An absolute address, with the whole query string."
# As they stand in another's expansion: without one of their own.
WHOLE = {
    "measures": shape("ExpandedMeasure", MEASURE().fields),
    "agencies": shape("ExpandedAgency", AGENCY().fields),
}
FACET_VALUE = shape(
    "FacetValue",
    {
        "code": text("What to give as the parameter."),
        "label": texts("Its name."),
        "count": number("How many records the list would have with it."),
    },
)


def _facets(kind: str) -> Shape:
    return shape(f"{kind.capitalize()}Facets", {name: FACET_VALUE(many=True) for name in counted_facets(kind)})


def _with_expansions(kind: str) -> Shape:
    """The record, and what stands beside it only if `expand` asks for it."""
    beside = {
        name: WHOLE[name](many=True, required=False, help_text=f"Only with `expand={name}`.")
        for name in EXPANSIONS.get(kind, ())
    }
    return shape(kind.capitalize(), {**RECORDS[kind]().fields, **beside})


EXPANDABLE = {kind: _with_expansions(kind) for kind in RECORDS}


def a_list(kind: str) -> Shape:
    return shape(
        f"ListOf{PLURALS[kind].capitalize()}",
        {
            "count": number("How many records the whole list has."),
            "next": serializers.URLField(help_text=ADDRESS, allow_null=True),
            "previous": serializers.URLField(help_text=ADDRESS, allow_null=True),
            "facets": _facets(kind)(required=False, help_text="Only with `facets=1`."),
            "results": EXPANDABLE[kind](many=True),
        },
    )


INDEX = shape(
    "Index",
    {
        name: serializers.URLField(help_text=about)
        for name, about in {
            "documents": "Policy documents.",
            "measures": "What they do.",
            "agencies": "Who issued them.",
            "sources": "Where it is read.",
            "statements": "What is said of policy as a whole.",
            "vocabularies": "The controlled vocabularies.",
            "changes": "What changed.",
            "match": "Exact names and numbers, many at once.",
            "reconcile": "Reconciliation API 0.2, for OpenRefine.",
            "usage": "How much your key was used.",
            "webhooks": "What was sent to your webhooks.",
            "openapi": "This description.",
            "docs": "The same for people.",
        }.items()
    },
)
VOCABULARY_SUMMARY = shape(
    "VocabularySummary",
    {
        "scheme": one_of(Scheme, "Its name in addresses."),
        "label": texts("Its name."),
        "terms": number("How many terms it has."),
        "url": parts.path("Its terms."),
    },
)
VOCABULARIES = shape("Vocabularies", {"count": number("How many there are."), "results": VOCABULARY_SUMMARY(many=True)})
VOCABULARY = shape(
    "Vocabulary",
    {
        "scheme": one_of(Scheme, "Its name in addresses."),
        "label": texts("Its name."),
        "count": number("How many terms it has."),
        "results": TERM_OF_VOCABULARY(many=True),
    },
)
EDITION_SUMMARY = shape(
    "EditionSummary",
    {
        "number": number("Its place among the editions of the record, from 1."),
        "sequence": number("Its place in the log."),
        "action": one_of(Action, "What happened to the record."),
        "published_at": parts.moment("From when, UTC."),
        "superseded_at": parts.moment("Until when, UTC; null if it is the latest.", allow_null=True),
        "hash": serializers.CharField(help_text="SHA-256 of its content; null if it has none.", allow_null=True),
        "reason": maybe_text("Why the record was withdrawn."),
        "into": serializers.UUIDField(help_text="The record it was merged into.", allow_null=True),
        "url": parts.path("The edition itself."),
    },
)
MATCH = shape(
    "Match",
    {
        "kind": one_of(Kind, "The kind of record."),
        "id": serializers.UUIDField(help_text="The record."),
        "slug": text("Its name in its address."),
        "url": parts.path("Its page."),
        "title": texts("What it is called."),
        "number": maybe_text("The number of a document."),
        "by": text("What of it was met: title, number, code, label or other_name."),
    },
)
MATCHED = shape("MatchedName", {"given": text("What was asked for."), "found": MATCH(many=True)})
MATCHES = shape("Matches", {"results": MATCHED(many=True)})
EDITIONS = shape("Editions", {"count": number("How many there are."), "results": EDITION_SUMMARY(many=True)})
CHANGE = shape(
    "Change",
    {
        "sequence": number("Its place in the log. There are no gaps."),
        "action": one_of(Action, "What happened to the record."),
        "kind": one_of(Kind, "The kind of record."),
        "id": serializers.UUIDField(help_text="The record."),
        "edition": number("The edition that this made."),
        "at": parts.moment("When, UTC."),
        "hash": serializers.CharField(help_text="SHA-256 of the new content; null if there is none.", allow_null=True),
        "url": parts.path("Where the record is now."),
        "into": serializers.UUIDField(help_text="The record it was merged into.", allow_null=True),
        "reason": maybe_text("Why it was withdrawn."),
    },
)
CHANGES = shape(
    "Changes",
    {
        "next_after": text("The cursor to ask with next time: epoch:sequence."),
        "last": text("The cursor of the whole log: who takes the whole now follows the changes after it."),
        "results": CHANGE(many=True),
    },
)
PROBLEM_PARTS = {
    "type": text("Which problem this is; the address explains it."),
    "title": text("The type in words."),
    "status": serializers.IntegerField(help_text="The HTTP status."),
    "detail": text("What is wrong, which value, and what to do."),
    "instance": text("The address that was asked for."),
}
PROBLEM = shape("Problem", PROBLEM_PARTS)
WRONG = shape(
    "WrongParameter",
    {
        **PROBLEM_PARTS,
        "errors": listed(
            shape("Complaint", {"parameter": text("The parameter."), "detail": text("What is wrong with it.")})(),
            "Each complaint with its parameter.",
        ),
    },
)
WITHDRAWN = shape("Withdrawn", {**PROBLEM_PARTS, "reason": text("Why the record was withdrawn.")})
OUT_OF_LOG = shape(
    "CursorOutOfLog",
    {
        **PROBLEM_PARTS,
        "full_export": listed(serializers.CharField(), "Where the whole can be had."),
        "next_after": text("The cursor that stands for the log as it is now."),
    },
)
_SHAPES = {"wrong-parameter": WRONG, "withdrawn": WITHDRAWN, "cursor-out-of-log": OUT_OF_LOG}


def problems(*names: str) -> dict[tuple[int, str], OpenApiResponse]:
    """The documentation of those problems."""
    return {
        (PROBLEMS[name].status, CONTENT_TYPE): OpenApiResponse(_SHAPES.get(name, PROBLEM), str(PROBLEMS[name].title))
        for name in names
    }
