"""What lists filter, sort and search by, read off a content. Pure functions: nothing is asked of the database."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from policies.choices import NOT_STATED, CodingRole
from policies.content import searching
from policies.content.encoding import Content
from policies.text import pinyin
from policies.text.normalise import fold

# A date that may be any of very many years is found by none of them; the filter by dates finds it all the same.
MOST_YEARS = 20
LONGEST_TITLE_KEY, LONGEST_PINYIN_KEY = 200, 400


class FacetValue(NamedTuple):
    facet: str
    value: str
    direct: bool


def columns(content: Content) -> dict[str, Any]:
    """The sorting and searching columns of an edition."""
    when = dated(content)
    return {
        "title_key": title_key(content),
        "pinyin_key": pinyin_key(content),
        "earliest": _day(when, "earliest", date.min) if when else date.max,
        "latest_day": _day(when, "latest", date.max) if when else date.max,
        "place": _place(content),
        "search_text": searching.text_of(content),
    }


def title_key(content: Content) -> str:
    """By what titles stand in English order. Those in Chinese alone come last, as their characters do.

    Between the languages stands what comes before every letter and space: a title comes before longer ones that begin
    with it, whatever it is in Chinese.
    """
    return "\t".join(map(fold, content["title"].values()))[:LONGEST_TITLE_KEY]


def pinyin_key(content: Content) -> str:
    """By what titles stand in Chinese order: those in Chinese by pinyin, then those in English alone in theirs."""
    chinese = content["title"].get("zh-Hans")
    key = f"0{pinyin.order_key(chinese)}" if chinese else f"1{title_key(content)}"
    return key[:LONGEST_PINYIN_KEY]


def _place(content: Content) -> str:
    """Several measures can share a quote; the starts of their key spans tell their order in the text."""
    cited = [entry for entry in content.get("evidence", ()) if entry["value"] == "record"]
    spans = cited[0]["spans"] if cited else []
    return "".join(f"{start:07d}" for start, _end in spans[:10])


def dated(content: Content) -> Content | None:
    """The date that a record is found by: a measure's is that of its document."""
    return content["document"]["date"] if content["kind"] == "measure" else content.get("date")


def _day(when: Content, name: str, open_end: date) -> date:
    return date.fromisoformat(when[name]) if when[name] else open_end


def facets(content: Content) -> list[FacetValue]:
    """Every value to filter by, once; one that is both direct and implied counts as direct."""
    found: dict[tuple[str, str], bool] = {}
    for facet, value, direct in _facets(content):
        found[facet, value] = found.get((facet, value), False) or direct
    return [FacetValue(facet, value, direct) for (facet, value), direct in found.items()]


def _facets(content: Content) -> Iterator[FacetValue]:
    yield from _years(dated(content))
    for entry in content.get("evidence", ()):
        yield FacetValue("source", entry["source"]["id"], True)
        yield FacetValue("stance", entry["stance"], True)
    yield from _OF_KIND[content["kind"]](content)


def _years(when: Content | None) -> Iterator[FacetValue]:
    if when and when["earliest"] and when["latest"]:
        first, last = int(when["earliest"][:4]), int(when["latest"][:4])
        if last - first < MOST_YEARS:
            for year in range(first, last + 1):
                yield FacetValue("year", str(year), True)


def _terms(facet: str, references: list[Content]) -> Iterator[FacetValue]:
    """The terms themselves, and every broader one, so that a broader term finds its narrower ones."""
    for reference in references:
        if "code" in reference:
            yield FacetValue(facet, reference["code"], True)
            for code in reference["broader"]:
                yield FacetValue(facet, code, False)


def _issuers(document: Content) -> Iterator[FacetValue]:
    """Agencies that we hold to be the issuers; a source's other claim is shown, but it does not file the record."""
    for row in document["issuers"]:
        if row.get("preferred", True):
            yield FacetValue("agency", row["agency"]["id"], True)


def _of_document(content: Content) -> Iterator[FacetValue]:
    yield from _issuers(content)
    yield from _terms("type", [content["type"]])
    yield from _terms("theme", content["themes"])
    yield FacetValue("status", content["status"], True)
    yield FacetValue("document", content["id"], True)


def _of_measure(content: Content) -> Iterator[FacetValue]:
    yield from _issuers(content["document"])
    yield FacetValue("document", content["document"]["id"], True)
    if content["parent"]:
        yield FacetValue("parent", content["parent"]["id"], True)
    yield from _terms("instrument", [content["instrument"], *content["further_instruments"]])
    yield from _terms("strength", [content["strength"]])
    yield from _coded(content)
    yield from _terms("level", content["levels"])
    yield from actors(content)
    for name in content["not_stated"]:
        scheme, code = NOT_STATED[name]
        yield FacetValue(scheme, code, True)


def actors(measure: Content) -> Iterator[FacetValue]:
    """Who carries a measure out: kinds of actor by their codes, agencies by their ids."""
    yield from _terms("actor", measure["actors"])
    for reference in measure["actors"]:
        if "code" not in reference:
            yield FacetValue("actor", reference["id"], True)


def _coded(content: Content) -> Iterator[FacetValue]:
    """A place is not a target: it has a facet of its own."""
    places = [row for row in content["targets"] if row["role"] == CodingRole.PLACE]
    yield from _terms("place", places)
    yield from _terms("target", [row for row in content["targets"] if row not in places])
    yield from _terms("sector", content["sectors"])


def _of_agency(content: Content) -> Iterator[FacetValue]:
    yield FacetValue("agency", content["id"], True)
    if content["parent"]:
        yield FacetValue("parent", content["parent"]["id"], True)


def _of_source(content: Content) -> Iterator[FacetValue]:
    yield FacetValue("source", content["id"], True)
    yield from _terms("trust", [content["trust"]])
    yield from _terms("keyword", content["keywords"])
    if content["document"]:
        yield FacetValue("document", content["document"]["id"], True)


def _of_statement(content: Content) -> Iterator[FacetValue]:
    yield FacetValue("kind", content["statement_kind"], True)
    yield FacetValue("source", content["source"]["id"], True)
    for document in content["documents"]:
        yield FacetValue("document", document["id"], True)
    yield from _terms("theme", content["themes"])
    yield from _coded(content)


def _of_term(content: Content) -> Iterator[FacetValue]:
    yield FacetValue("scheme", content["scheme"], True)
    for code in content["broader"]:
        yield FacetValue("broader", code, False)


_OF_KIND = {
    "document": _of_document,
    "measure": _of_measure,
    "agency": _of_agency,
    "source": _of_source,
    "statement": _of_statement,
    "term": _of_term,
}
