"""The columns of tables, one row for each record. Each is declared here once.

Where a value has several parts they stand in one cell with " | " between them; cells of one group (those that begin
`evidence_`, `issuer_` …) have their parts in the same order, and as many.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.choices import Kind

Record = dict[str, Any]
Value = str | int | bool | None
Words = Promise | str
BETWEEN = " | "


@dataclass(frozen=True)
class Column:
    """`value` gives the cell for a record: text, number, yes or no, or None where there is nothing."""

    name: str
    label: Words
    description: Words
    value: Callable[[Record], Value]


def at(path: str) -> Callable[[Record], Value]:
    """Reads what stands at `edition.number`; at `evidence.quote`, the quotes of all the evidence in one cell."""
    steps = path.split(".")

    def read(record: Record) -> Value:
        found = list(_follow(record, steps))
        return joined(found) if _passes_a_list(record, steps) else found[0]

    return read


def _follow(node: Any, steps: list[str]) -> Iterator[Any]:
    if isinstance(node, list):
        for item in node:
            yield from _follow(item, steps)
    elif steps and node is not None:
        yield from _follow(node.get(steps[0]), steps[1:])
    else:
        yield node


def _passes_a_list(node: Any, steps: list[str]) -> bool:
    for step in steps:
        if isinstance(node, list) or node is None:
            break
        node = node.get(step)
    return isinstance(node, list)


def joined(parts: Iterable[Any]) -> str:
    """Several values in one cell; an empty part keeps its place."""
    return BETWEEN.join("" if part is None else str(part) for part in parts)


def _column(name: str, path: str, label: Words, description: Words = "") -> Column:
    return Column(name, label, description, at(path))


def _texts(name: str, path: str, label: Words) -> tuple[Column, ...]:
    """One column for each language."""
    return (
        _column(f"{name}_en", f"{path}.en", label, _("in English")),
        _column(f"{name}_zh", f"{path}.zh-Hans", label, _("in Chinese")),
    )


def _terms(name: str, path: str, label: Words) -> tuple[Column, ...]:
    code = _column(f"{name}_code", f"{path}.code", label, _("the code in the vocabulary"))
    return (code, *_texts(f"{name}_label", f"{path}.label", label))


def _records(name: str, path: str, label: Words) -> tuple[Column, ...]:
    slug = _column(f"{name}_slug", f"{path}.slug", label, _("the last part of its address"))
    return (slug, *_texts(f"{name}_title", f"{path}.title", label))


def _date(path: str) -> tuple[Column, ...]:
    label = _("Date")
    return (
        _column("date_edtf", f"{path}.edtf", label, _("EDTF (ISO 8601-2), exactly as precise as the source")),
        _column("date_earliest", f"{path}.earliest", label, _("the first day it may be; empty if open")),
        _column("date_latest", f"{path}.latest", label, _("the last day it may be; empty if open")),
        _column("date_wording", f"{path}.wording", label, _("in the words of the source")),
    )


def _names(label: Words) -> tuple[Column, ...]:
    return (
        _column("other_name_text", "other_names.text", label),
        _column("other_name_language", "other_names.language", label, _("language")),
        _column("other_name_kind", "other_names.kind", label, _("kind")),
    )


def _spans(record: Record) -> str:
    """Where the words stand: spans of one citation with commas, citations with bars between them."""
    return joined(",".join(f"{start}-{end}" for start, end in entry["spans"]) for entry in record["evidence"])


def _offsets(record: Record) -> str:
    return joined(f"{entry['start']}-{entry['end']}" for entry in record["evidence"])


def _actors(record: Record) -> str:
    return joined(row.get("code") or row["slug"] for row in record["actors"])


def _actor_labels(language: str) -> Callable[[Record], str]:
    return lambda record: joined((row.get("label") or row["name"]).get(language) for row in record["actors"])


HEAD = (
    _column("kind", "kind", _("Kind"), _("the kind of record")),
    _column("id", "id", _("Id"), _("stays the same for ever")),
    _column("slug", "slug", _("Address"), _("the last part of its address")),
    _column("url", "url", _("Page"), _("the path of its page on this site")),
    _column("edition_number", "edition.number", _("Edition"), _("the published states of a record are counted from 1")),
    _column("edition_sequence", "edition.sequence", _("Sequence"), _("the place of this edition in the one log")),
    _column("edition_published_at", "edition.published_at", _("Published"), _("UTC")),
    _column(
        "edition_superseded_at",
        "edition.superseded_at",
        _("Superseded"),
        _("when a later edition took its place, UTC; empty if it is current"),
    ),
    _column("edition_hash", "edition.hash", _("Hash"), _("SHA-256 of the content of this edition")),
    *_texts("title", "title", _("Title")),
)
WHY = _("why it is held, or is not, where sources disagree")
SUPPLIED = _column(
    "title_supplied",
    "title_supplied",
    _("Title supplied"),
    _("true if we made the title, because the source gives none"),
)
EVIDENCE = (
    _column("evidence_value", "evidence.value", _("Evidence"), _("the value that a citation bears on")),
    _column("evidence_stance", "evidence.stance", _("Evidence"), _("how the source stands to our value: supports …")),
    _column("evidence_stated", "evidence.stated", _("Evidence"), _("the value in the words of the source")),
    _column("evidence_quote", "evidence.quote", _("Quote"), _("the snapshot’s own characters")),
    Column(
        "evidence_offsets",
        _("Quote"),
        _("start-end in characters of the snapshot from 0, the end excluded"),
        _offsets,
    ),
    Column("evidence_spans", _("Quote"), _("where its key words stand: start-end,start-end"), _spans),
    _column("evidence_source_slug", "evidence.source.slug", _("Source"), _("the last part of the address of its page")),
    _column("evidence_source_address", "evidence.source.address", _("Source"), _("where it was published")),
    _column(
        "evidence_snapshot_number",
        "evidence.snapshot.number",
        _("Snapshot"),
        _("the snapshots of a source are counted from 1"),
    ),
    _column(
        "evidence_snapshot_sha256",
        "evidence.snapshot.sha256",
        _("Snapshot"),
        _("SHA-256 of the text that the offsets count in"),
    ),
)

DOCUMENT = (
    *HEAD,
    SUPPLIED,
    _column("number", "number", pgettext_lazy("document", "Number"), _("the number its issuer gave it")),
    *_terms("type", "type", _("Type")),
    *_date("date"),
    _column("date_kind", "date.kind", _("Date"), _("what happened on that date")),
    _column("dates_kind", "dates.kind", _("All dates"), _("what happened")),
    _column("dates_edtf", "dates.edtf", _("All dates"), "EDTF"),
    _column("dates_wording", "dates.wording", _("All dates"), _("in the words of the source")),
    _column("dates_reason", "dates.reason", _("All dates"), WHY),
    *_records("issuer", "issuers.agency", _("Issuers")),
    _column("issuer_role", "issuers.role", _("Issuers"), _("role")),
    _column("issuer_preferred", "issuers.preferred", _("Issuers"), _("false for a claim we do not hold to be right")),
    _column("issuer_reason", "issuers.reason", _("Issuers"), WHY),
    _column(
        "unnamed_issuers",
        "unnamed_issuers",
        _("Unnamed issuers"),
        _("how many joint issuers the source counts but does not name"),
    ),
    _column("status", "status", _("Status")),
    *_names(_("Other names")),
    _column("relation_predicate", "relations.predicate", _("Relations"), _("how it stands to the other document")),
    *_records("relation", "relations.document", _("Relations")),
    _column("relation_place", "relations.place", _("Relations"), _("where in this document")),
    _column("relation_object_place", "relations.object_place", _("Relations"), _("where in the other document")),
    *_terms("theme", "themes", _("Themes")),
    _column("measures_count", "measures_count", _("Measures"), _("the number of published measures")),
    *EVIDENCE,
)

MEASURE = (
    *HEAD,
    SUPPLIED,
    *_records("document", "document", _("Document")),
    *_date("document.date"),
    *_records("issuer", "document.issuers.agency", _("Issuers")),
    *_records("parent", "parent", _("Part of")),
    *_terms("instrument", "instrument", _("Instrument")),
    _column("instrument_broader", "instrument.broader", _("Instrument"), _("the codes above it, the nearest first")),
    *_terms("further_instrument", "further_instruments", _("Further instruments")),
    *_terms("strength", "strength", _("Strength of wording")),
    _column("verb", "verb", _("Verb"), _("the words that the strength is read from")),
    Column("actor", _("Carried out by"), _("codes of kinds of actor, addresses of agencies"), _actors),
    Column("actor_label_en", _("Carried out by"), _("in English"), _actor_labels("en")),
    Column("actor_label_zh", _("Carried out by"), _("in Chinese"), _actor_labels("zh-Hans")),
    *_terms("target", "targets", _("Target groups")),
    _column("target_role", "targets.role", _("Target groups"), _("beneficiary, focus, or place it is aimed at")),
    *_terms("sector", "sectors", _("Sectors")),
    _column("product", "product", _("Product"), _("in the words of the source")),
    *_terms("level", "levels", _("Levels")),
    _column("not_stated", "not_stated", _("Not stated"), _("what the source does not say")),
    *EVIDENCE,
)

AGENCY = (
    *HEAD,
    *_names(_("Other names")),
    _column("classification", "classification", _("Classification")),
    *_records("parent", "parent", _("Part of")),
    *_records("predecessor", "predecessors.agency", _("Predecessors")),
    _column("predecessor_kind", "predecessors.kind", _("Predecessors"), _("what became of them")),
    *_records("successor", "successors.agency", _("Successors")),
    _column("successor_kind", "successors.kind", _("Successors"), _("what became of this one")),
    _column("documents_count", "documents_count", _("Documents"), _("the number of published documents it issued")),
    *EVIDENCE,
)

SOURCE = (
    *HEAD,
    SUPPLIED,
    _column("section", "section", _("Section"), _("the part of the site or paper")),
    _column("publisher", "publisher", _("Publisher")),
    _column("address", "address", _("Source address"), _("where it was published")),
    *_date("date"),
    _column("language", "language", _("Language")),
    *_terms("keyword", "keywords", _("Keywords")),
    *_terms("trust", "trust", _("Trust")),
    _column("licence", "licence", _("Licence"), _("what others may do with it")),
    *_records("document", "document", _("Document it carries")),
    _column("snapshot_number", "snapshots.number", _("Snapshots"), _("number")),
    _column("snapshot_sha256", "snapshots.sha256", _("Snapshots"), _("SHA-256 of the text")),
    _column("snapshot_characters", "snapshots.characters", _("Snapshots"), _("length in characters")),
    _column("snapshot_taken_on", "snapshots.taken_on", _("Snapshots"), _("the day it was taken")),
    _column("coverage_sentences", "coverage.sentences", _("Coverage"), _("number of sentences")),
    _column("coverage_cited", "coverage.cited", _("Coverage"), _("sentences that a record cites")),
    _column("coverage_excused", "coverage.excused", _("Coverage"), _("sentences that need no record")),
    *EVIDENCE,
)

STATEMENT = (
    *HEAD,
    _column("statement_kind", "statement_kind", _("Kind of statement")),
    _column("text", "text", _("Text"), _("the quote")),
    *_records("source", "source", _("Source")),
    *_records("document", "documents", _("Documents")),
    *_terms("theme", "themes", _("Themes")),
    *_terms("target", "targets", _("Target groups")),
    _column("target_role", "targets.role", _("Target groups"), _("beneficiary, focus, or place it is aimed at")),
    *_terms("sector", "sectors", _("Sectors")),
    *EVIDENCE,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    Kind.DOCUMENT: DOCUMENT,
    Kind.MEASURE: MEASURE,
    Kind.AGENCY: AGENCY,
    Kind.SOURCE: SOURCE,
    Kind.STATEMENT: STATEMENT,
}
