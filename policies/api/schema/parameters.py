"""Every parameter with its words and examples. Which there are is read from the filters, not repeated."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from policies.api.parameters import LONGEST_WAIT
from policies.api.schema.records import FIELDS
from policies.catalogue import matching
from policies.catalogue.expansion import EXPANSIONS, MOST_EXPANDED
from policies.catalogue.facets import FacetType
from policies.catalogue.fields import CERTAINLY, POSSIBLY, SORTS
from policies.catalogue.filters import FILTERS
from policies.catalogue.listing import API_PARAMETERS, LIMIT, MOST_AT_ONCE
from policies.choices import LANGUAGES_FOR

FACET_EXAMPLES = {
    "instrument": "SUBSIDY-EQUIPMENT",
    "type": "OPINIONS",
    "target": "TG-POOR-HH",
    "place": "TG-POOR-COUNTY",
    "level": "county",
    "sector": "SEC-AGRI",
    "actor": "ACT-POST",
    "strength": "supports",
    "theme": "INTERNET-PLUS",
    "trust": "official-text",
    "keyword": "E-COMMERCE",
    "agency": "state-council",
    "agency_lineage": "state-council",
    "document": "guiding-opinions-2015",
    "source": "e-commerce-poverty-alleviation",
    "kind": "trend",
    "status": "in_force",
    "stance": "supports",
    "year": "2015",
}
# Words, example, and what is allowed where that is a closed list.
WORDS: dict[str, tuple[str, str, Sequence[str] | None]] = {
    "q": ("Words to search, all of which the record must have; English or Chinese.", "equipment subsidies", None),
    "from": ("Dated on or after this year, month or day.", "2015-11", None),
    "to": ("Dated on or before this year, month or day.", "2016", None),
    "dates": (
        "Whether a date that is not exact must lie in the period as a whole (`certainly`) or may (`possibly`).",
        CERTAINLY,
        (POSSIBLY, CERTAINLY),
    ),
    "as_of": (
        "The catalogue as it stood at this moment, ISO 8601. A day alone is its end.",
        "2026-11-24T10:00:00Z",
        None,
    ),
    "sort": (
        (
            "The order. Without it: best match first where words are searched, else the natural order of the kind. "
            "`title` follows `lang`: in Chinese by pinyin, records without a Chinese title last."
        ),
        "-date",
        tuple(SORTS),
    ),
    "cursor": ("Where to go on. Take it from `next` or `previous` and do not make one up.", "WyJkYXRlIiwg", None),
    "limit": (f"How many records at once: 1 to {MOST_AT_ONCE}, {MOST_EXPANDED} with `expand`.", str(LIMIT), None),
    "facets": ("`1`: with the number of records for each value that the list can be narrowed by.", "1", ("0", "1")),
    "fields": (
        "Only these fields of each record, with commas between them, or repeated.",
        "slug",
        None,
    ),
    "expand": ("Give whole what the record only names.", "agencies", None),
    "lang": (
        "Every text in this language alone, or in the next best one there is, under its own name.",
        "zh-hans",
        tuple(LANGUAGES_FOR),
    ),
    "after": ("The cursor from `next_after` of the last answer. Without it: from the beginning.", "3f9c:57", None),
    "since": (
        (
            "Only what changed after this moment, ISO 8601; a day alone is its end. Who took the whole `as_of` that "
            "moment, or as a release, begins with it and goes on with `next_after`."
        ),
        "2026-11-24T10:00:00Z",
        None,
    ),
    "wait": (
        f"Where nothing is new, wait for it so many seconds, {LONGEST_WAIT} at most. `Retry-After`: too many wait now.",
        "30",
        None,
    ),
}
# Of those that are numbers: the least, the most, and what is meant without one.
NUMBERS = {"limit": (1, MOST_AT_ONCE, LIMIT), "wait": (0, LONGEST_WAIT, 0)}


def of_list(kind: str) -> list[OpenApiParameter]:
    """All parameters of a list, in the order of its filters."""
    filters = FILTERS[kind].base_filters
    narrowing = [_of_filter(name, filters[name].label, filters[name].extra.get("facet"), kind) for name in filters]
    return [*narrowing, *(of(name, kind) for name in API_PARAMETERS)]


def _of_filter(name: str, label: str, facet: FacetType | None, kind: str) -> OpenApiParameter:
    if facet is None:
        return of(name, kind)
    example, allowed = FACET_EXAMPLES[facet.name], facet.choices.values if facet.choices else ()
    return _several(name, f"{label}: {_values(facet)} Repeatable: any of them.", example, allowed)


def of(name: str, kind: str = "") -> OpenApiParameter:
    words, example, allowed = WORDS[name]
    if name == "expand":
        return _several(name, f"{words} Repeatable, or with commas.", example, EXPANSIONS[kind])
    if name == "fields":
        return _several(name, words, example, (*FIELDS[kind], *EXPANSIONS.get(kind, ())))
    if name in NUMBERS:
        least, most, default = NUMBERS[name]
        schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
        return _parameter(name, words, schema, int(example))
    form = {"pattern": FORMS[name]} if name in FORMS else {}
    return _parameter(name, words, {"type": "string", **form, **({"enum": list(allowed)} if allowed else {})}, example)


def _values(facet: FacetType) -> str:
    if facet.scheme:
        or_record = f" Or the slug or the id of a published {facet.kind}." if facet.kind else ""
        return (
            f"a code of the vocabulary `{facet.scheme}` (/api/v1/vocabularies/{facet.scheme}/), in any case. "
            f"A broader term finds its narrower ones.{or_record}"
        )
    if facet.kind:
        return f"the slug or the id of a published {facet.kind}; an address given up still finds it."
    return "one of these values." if facet.choices else "four digits."


# How a value is written, where it is no code and no name.
FORMS = {
    **dict.fromkeys(("from", "to"), "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    **dict.fromkeys(("as_of", "since"), "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15}(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"),
    "after": "^[0-9A-Za-z]{1,16}:[0-9]{1,40}$",
}


def _several(name: str, words: str, example: str, allowed: Sequence[str]) -> OpenApiParameter:
    items = {"type": "string", **({"enum": list(allowed)} if allowed else {})}
    return _parameter(name, words, {"type": "array", "items": items}, [example])


def _parameter(name: str, words: str, schema: dict[str, Any], example: Any) -> OpenApiParameter:
    return OpenApiParameter(name, {**schema, "examples": [example]}, OpenApiParameter.QUERY, description=words)


def of_names() -> list[OpenApiParameter]:
    """What a list of somebody else's is fitted by."""
    return [
        _needed(_several("name", "A title, number, code or other name. Repeatable.", "国办发〔2015〕78号", ())),
        _several("kind", "Only records of this kind. Repeatable: any of them.", "document", matching.KINDS),
    ]


def _needed(parameter: OpenApiParameter) -> OpenApiParameter:
    parameter.required = True
    return parameter
