"""The columns of tables, one row for each record. Each is declared here once: CSV, XLSX and codebook read it.

Where a value has several parts they stand in one cell with " | " between them; cells of one group (those that begin
`evidence_`, `issuer_` …) have their parts in the same order, and as many.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind

Record = dict[str, Any]
Value = str | int | bool | None
LANGUAGES = {"en": "en", "zh": "zh-Hans"}
LANGUAGE_NAMES = {"en": _("in English"), "zh": _("in Chinese")}
BETWEEN = " | "


@dataclass(frozen=True)
class Column:
    """`value` gives the cell for a record: text, number, yes or no, or None where there is nothing."""

    name: str
    label: Promise | str
    description: Promise | str
    value: Callable[[Record], Value]


def joined(parts: Iterable[Any]) -> str:
    """Several values in one cell; an empty part keeps its place."""
    return BETWEEN.join("" if part is None else str(part) for part in parts)


def _plain(name: str, label: Promise, description: Promise | str = "") -> Column:
    return Column(name, label, description, lambda record: record[name])


def _in_languages(
    name: str, label: Promise, texts: Callable[[Record], list[dict[str, str]]], description: Promise | str = ""
) -> Iterator[Column]:
    """One column for each language."""
    for suffix, language in LANGUAGES.items():
        yield Column(
            f"{name}_{suffix}",
            label,
            description or LANGUAGE_NAMES[suffix],
            # The default binds each language now; a loop variable would be the last one for all.
            lambda record, language=language: joined(text.get(language) for text in texts(record)),
        )


def _text(name: str, label: Promise, description: Promise | str = "") -> Iterator[Column]:
    return _in_languages(name, label, lambda record: [record[name]], description)


def _terms(name: str, label: Promise, references: Callable[[Record], list[Record]]) -> Iterator[Column]:
    """The codes and the labels of terms."""
    yield Column(
        f"{name}_code",
        label,
        _("the code in the vocabulary"),
        lambda record: joined(row["code"] for row in references(record)),
    )
    yield from _in_languages(f"{name}_label", label, lambda record: [row["label"] for row in references(record)])


def _one(name: str) -> Callable[[Record], list[Record]]:
    return lambda record: [record[name]] if record[name] else []


def _many(name: str) -> Callable[[Record], list[Record]]:
    return lambda record: record[name]


def _records(name: str, label: Promise, references: Callable[[Record], list[Record]]) -> Iterator[Column]:
    """The addresses and the titles of other records."""
    yield Column(
        f"{name}_slug",
        label,
        _("the last part of its address"),
        lambda record: joined(row["slug"] for row in references(record)),
    )
    yield from _in_languages(f"{name}_title", label, lambda record: [row["title"] for row in references(record)])


DATE_PARTS = {
    "edtf": _("EDTF (ISO 8601-2), exactly as precise as the source"),
    "earliest": _("the first day it may be; empty if open"),
    "latest": _("the last day it may be; empty if open"),
    "wording": _("in the words of the source"),
}


def _date(dating: Callable[[Record], Record | None]) -> Iterator[Column]:
    for part, description in DATE_PARTS.items():
        yield Column(
            f"date_{part}",
            _("Date"),
            description,
            lambda record, part=part: (dating(record) or {}).get(part),
        )


def _each(name: str, label: Promise, description: Promise | str, part: Callable[[Record], Iterable[Any]]) -> Column:
    return Column(name, label, description, lambda record: joined(part(record)))


def _spans(spans: Iterable[Iterable[int]]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)


HEAD = (
    _plain("kind", _("Kind"), _("the kind of record")),
    _plain("id", _("Id"), _("stays the same for ever")),
    _plain("slug", _("Address"), _("the last part of its address")),
    _plain("url", _("Page"), _("the path of its page on this site")),
    Column(
        "edition_number",
        _("Edition"),
        _("its published states are counted from 1"),
        lambda record: record["edition"]["number"],
    ),
    Column(
        "edition_sequence",
        _("Sequence"),
        _("the place of this edition in the log of the whole catalogue"),
        lambda record: record["edition"]["sequence"],
    ),
    Column(
        "edition_published_at",
        _("Published"),
        _("when this edition was published, UTC"),
        lambda record: record["edition"]["published_at"],
    ),
    Column(
        "edition_superseded_at",
        _("Superseded"),
        _("when a later edition took its place, UTC; empty if it is current"),
        lambda record: record["edition"]["superseded_at"],
    ),
    Column(
        "edition_hash",
        _("Hash"),
        _("SHA-256 of the content of this edition"),
        lambda record: record["edition"]["hash"],
    ),
    *_text("title", _("Title")),
)
TITLE_SUPPLIED = _plain(
    "title_supplied", _("Title supplied"), _("true if we made the title because the source gives none")
)


def _evidence(name: str, label: Promise, description: Promise, part: Callable[[Record], Any]) -> Column:
    return _each(f"evidence_{name}", label, description, lambda record: map(part, record["evidence"]))


EVIDENCE = (
    _evidence("value", _("Evidence: bears on"), _("the value a citation bears on"), lambda entry: entry["value"]),
    _evidence(
        "stance",
        _("Evidence: stance"),
        _("how the source stands to our value: supports, imprecise, contradicts"),
        lambda entry: entry["stance"],
    ),
    _evidence(
        "stated", _("Evidence: stated"), _("the value in the words of the source"), lambda entry: entry["stated"]
    ),
    _evidence(
        "quote", _("Evidence: quote"), _("the snapshot’s own characters"), lambda entry: entry["quote"]
    ),
    _evidence(
        "offsets",
        _("Evidence: offsets"),
        _("start-end in characters of the snapshot from 0, the end excluded"),
        lambda entry: f"{entry['start']}-{entry['end']}",
    ),
    _evidence(
        "spans",
        _("Evidence: key words"),
        _("where the words stand inside the quote: start-end,start-end"),
        lambda entry: _spans(entry["spans"]),
    ),
    _evidence(
        "source_slug",
        _("Evidence: source"),
        _("the last part of the address of the source’s page"),
        lambda entry: entry["source"]["slug"],
    ),
    _evidence(
        "source_address",
        _("Evidence: source address"),
        _("where the source was published"),
        lambda entry: entry["source"]["address"],
    ),
    _evidence(
        "snapshot_number",
        _("Evidence: snapshot"),
        _("the snapshots of a source are counted from 1"),
        lambda entry: entry["snapshot"]["number"],
    ),
    _evidence(
        "snapshot_sha256",
        _("Evidence: snapshot SHA-256"),
        _("the checksum of the text that the offsets count in"),
        lambda entry: entry["snapshot"]["sha256"],
    ),
)



DOCUMENT = (
    *HEAD,
    TITLE_SUPPLIED,
    _plain("number", _("Number"), _("the number its issuer gave it")),
    *_terms("type", _("Type"), _one("type")),
    *_date(_many("date")),
    Column(
        "date_kind",
        _("Date"),
        _("what happened on that date"),
        lambda record: record["date"]["kind"] if record["date"] else None,
    ),
    _each("dates_kind", _("All dates"), _("what happened"), lambda record: [row["kind"] for row in record["dates"]]),
    _each("dates_edtf", _("All dates"), _("EDTF"), lambda record: [row["edtf"] for row in record["dates"]]),
    *_records("issuer", _("Issuers"), lambda record: [row["agency"] for row in record["issuers"]]),
    _each("issuer_role", _("Issuers"), _("role"), lambda record: [row["role"] for row in record["issuers"]]),
    _plain("unnamed_issuers", _("Unnamed issuers"), _("how many joint issuers the source counts but does not name")),
    _plain("status", _("Status")),
    _each(
        "other_names", _("Other names"), _("as text"), lambda record: [row["text"] for row in record["other_names"]]
    ),
    _each(
        "relation_predicate",
        _("Relations"),
        _("how it stands to the other document"),
        lambda record: [row["predicate"] for row in record["relations"]],
    ),
    *_records("relation", _("Relations"), lambda record: [row["document"] for row in record["relations"]]),
    *_terms("theme", _("Themes"), _many("themes")),
    _plain("measures_count", _("Measures"), _("the number of published measures")),
    *EVIDENCE,
)

MEASURE = (
    *HEAD,
    TITLE_SUPPLIED,
    *_records("document", _("Document"), _one("document")),
    *_date(lambda record: record["document"]["date"]),
    *_records(
        "issuer", _("Issuers"), lambda record: [row["agency"] for row in record["document"]["issuers"]]
    ),
    *_records("parent", _("Part of"), _one("parent")),
    *_terms("instrument", _("Instrument"), _one("instrument")),
    _each(
        "instrument_broader",
        _("Instrument"),
        _("the codes above it, the nearest first"),
        lambda record: record["instrument"]["broader"],
    ),
    *_terms("further_instrument", _("Further instruments"), _many("further_instruments")),
    *_terms("strength", _("Strength of wording"), _one("strength")),
    _plain("verb", _("Verb"), _("the words of the source that the strength is read from")),
    _each(
        "actor",
        _("Carried out by"),
        _("codes of kinds of actor; addresses of agencies"),
        lambda record: [row.get("code") or row["slug"] for row in record["actors"]],
    ),
    *_in_languages(
        "actor_label", _("Carried out by"), lambda record: [row.get("label") or row["name"] for row in record["actors"]]
    ),
    *_terms("target", _("Target groups"), _many("targets")),
    _each(
        "target_role",
        _("Target groups"),
        _("beneficiary, focus, or place it is aimed at"),
        lambda record: [row["role"] for row in record["targets"]],
    ),
    *_terms("sector", _("Sectors"), _many("sectors")),
    _plain("product", _("Product"), _("in the words of the source")),
    *_terms("level", _("Levels"), _many("levels")),
    _each(
        "not_stated", _("Not stated"), _("what the source does not say"), lambda record: record["not_stated"]
    ),
    *EVIDENCE,
)

AGENCY = (
    *HEAD,
    _each(
        "other_names", _("Other names"), _("as text"), lambda record: [row["text"] for row in record["other_names"]]
    ),
    _each(
        "other_names_language",
        _("Other names"),
        _("language"),
        lambda record: [row["language"] for row in record["other_names"]],
    ),
    _each(
        "other_names_kind", _("Other names"), _("kind"), lambda record: [row["kind"] for row in record["other_names"]]
    ),
    _plain("classification", _("Classification")),
    *_records("parent", _("Part of"), _one("parent")),
    *_records("predecessor", _("Predecessors"), lambda record: [row["agency"] for row in record["predecessors"]]),
    _each(
        "predecessor_kind", _("Predecessors"), _("how"), lambda record: [row["kind"] for row in record["predecessors"]]
    ),
    *_records("successor", _("Successors"), lambda record: [row["agency"] for row in record["successors"]]),
    _each("successor_kind", _("Successors"), _("how"), lambda record: [row["kind"] for row in record["successors"]]),
    _plain("documents_count", _("Documents"), _("the number of published documents it issued")),
    *EVIDENCE,
)

SOURCE = (
    *HEAD,
    TITLE_SUPPLIED,
    _plain("section", _("Section"), _("the part of the site or paper")),
    _plain("publisher", _("Publisher")),
    _plain("address", _("Source address"), _("where the source was published")),
    *_date(_many("date")),
    _plain("language", _("Language")),
    *_terms("keyword", _("Keywords"), _many("keywords")),
    *_terms("trust", _("Trust"), _one("trust")),
    _plain("licence", _("Licence"), _("what others may do with it")),
    *_records("document", _("Document it carries"), _one("document")),
    _each(
        "snapshot_number", _("Snapshots"), _("number"), lambda record: [row["number"] for row in record["snapshots"]]
    ),
    _each(
        "snapshot_sha256",
        _("Snapshots"),
        _("the checksum of the text"),
        lambda record: [row["sha256"] for row in record["snapshots"]],
    ),
    _each(
        "snapshot_characters",
        _("Snapshots"),
        _("length in characters"),
        lambda record: [row["characters"] for row in record["snapshots"]],
    ),
    _each(
        "snapshot_taken_on",
        _("Snapshots"),
        _("the day it was taken"),
        lambda record: [row["taken_on"] for row in record["snapshots"]],
    ),
    Column(
        "coverage_sentences",
        _("Coverage"),
        _("sentences of the latest snapshot"),
        lambda record: record["coverage"]["sentences"],
    ),
    Column(
        "coverage_cited",
        _("Coverage"),
        _("sentences that a record cites"),
        lambda record: record["coverage"]["cited"],
    ),
    Column(
        "coverage_excused",
        _("Coverage"),
        _("sentences that need no record"),
        lambda record: record["coverage"]["excused"],
    ),
    *EVIDENCE,
)

STATEMENT = (
    *HEAD,
    _plain("statement_kind", _("Kind of statement")),
    _plain("text", _("Text"), _("the quote")),
    *_records("source", _("Source"), _one("source")),
    *_records("document", _("Documents"), _many("documents")),
    *_terms("theme", _("Themes"), _many("themes")),
    *_terms("target", _("Target groups"), _many("targets")),
    *_terms("sector", _("Sectors"), _many("sectors")),
    *EVIDENCE,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    Kind.DOCUMENT: DOCUMENT,
    Kind.MEASURE: MEASURE,
    Kind.AGENCY: AGENCY,
    Kind.SOURCE: SOURCE,
    Kind.STATEMENT: STATEMENT,
}
