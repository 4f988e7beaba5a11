"""A record in the fifteen elements of Dublin Core 1.1, for those who keep lists of many things."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policies.catalogue.bibliography.entry import site_title
from policies.choices import Kind
from policies.text.titles import is_supplied

Record = Mapping[str, Any]


class Element(NamedTuple):
    name: str
    text: str
    language: str = ""


def elements(record: Record, base: str) -> list[Element]:
    """What the record says, element by element, each once; `base` is the address of the site without a final stroke."""
    return list(dict.fromkeys(element for element in _all(record, base) if element.text))


def _all(record: Record, base: str) -> Iterator[Element]:
    for language, title in record["title"].items():
        yield Element("title", f"[{title}]" if is_supplied(record, language) else title, language)
    yield from _OF_KIND[record["kind"]](record, base)
    yield Element("type", Kind(record["kind"]).value)
    yield Element("publisher", site_title())
    yield Element("identifier", f"{base}{record['url']}")
    yield Element("identifier", f"urn:uuid:{record['id']}")
    for entry in record.get("evidence", ()):
        if entry["value"] == "record":
            yield Element("description", entry["quote"])
        yield Element("source", entry["source"]["address"] or f"{base}{entry['source']['url']}")


def _document(record: Record, _base: str) -> Iterator[Element]:
    yield from _issuing(record)
    yield Element("identifier", record["number"] or "")
    yield from _terms("type", [record["type"]])
    yield from _terms("subject", record["themes"])


def _issuing(document: Record) -> Iterator[Element]:
    for row in document["issuers"]:
        if row.get("preferred", True):
            yield from _texts("creator", row["agency"]["name"])
    yield from _date(document["date"])


def _measure(record: Record, base: str) -> Iterator[Element]:
    yield from _issuing(record["document"])
    yield from _terms("subject", [record["instrument"], *record["targets"], *record["sectors"]])
    yield Element("relation", f"{base}{record['document']['url']}")


def _agency(record: Record, base: str) -> Iterator[Element]:
    for row in record["other_names"]:
        yield Element("title", row["text"], row["language"])
    for row in (*record["predecessors"], *record["successors"]):
        yield Element("relation", f"{base}{row['agency']['url']}")


def _source(record: Record, _base: str) -> Iterator[Element]:
    yield Element("creator", record["publisher"] or "")
    yield from _date(record["date"])
    yield from _terms("subject", record["keywords"])
    yield Element("language", record["language"])
    yield Element("source", record["address"] or "")
    yield Element("rights", record["licence"] or "")


def _statement(record: Record, base: str) -> Iterator[Element]:
    yield Element("description", record["text"])
    yield from _terms("subject", record["themes"])
    for document in record["documents"]:
        yield Element("relation", f"{base}{document['url']}")


def _term(record: Record, _base: str) -> Iterator[Element]:
    yield from _texts("description", record["definition"] or {})
    yield Element("identifier", record["code"])


_OF_KIND = {
    Kind.DOCUMENT: _document,
    Kind.MEASURE: _measure,
    Kind.AGENCY: _agency,
    Kind.SOURCE: _source,
    Kind.STATEMENT: _statement,
    Kind.TERM: _term,
}


def _texts(name: str, texts: Mapping[str, str]) -> Iterator[Element]:
    yield from (Element(name, text, language) for language, text in texts.items())


def _terms(name: str, terms: list[Record]) -> Iterator[Element]:
    for term in terms:
        yield from _texts(name, term["label"])


def _date(value: Record | None) -> Iterator[Element]:
    """As EDTF has it, which is what ISO 8601 has where nothing is in doubt."""
    if value:
        yield Element("date", value["edtf"])
