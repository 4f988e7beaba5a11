"""The ledger of a source: all it claims that a public record cites, beside our value, with the verdict."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from policies.catalogue.column import Column, at, joined
from policies.catalogue.marking import BRIEF
from policies.choices import CitedValue, DateKind
from policies.models.edition import Edition, EditionQuerySet, Passage
from policies.text.normalise import fold

Claim = dict[str, Any]
Content = dict[str, Any]
Entry = dict[str, Any]


def ledger_of(source_id: str, editions: EditionQuerySet | None = None) -> list[Claim]:
    """Every claim in the order of the text, those in earlier snapshots first; one query.

    Without editions, as the public sees it now. `stated` is always filled: where nobody wrote down what the source
    states, it is the words cited. `ours` has the shapes of the contract; it is empty where the record has none.
    """
    standing = Edition.objects.current() if editions is None else editions
    citing = Passage.objects.filter(source_id=source_id).values("edition")
    found = standing.filter(pk__in=citing).defer("search_text")
    return sorted((claim for edition in found for claim in _claims(edition, source_id)), key=_place)


def _claims(edition: Edition, source_id: str) -> list[Claim]:
    content = edition.record
    number = {name: content["edition"][name] for name in ("number", "sequence")}
    record = {**{name: content[name] for name in BRIEF if name in content}, "edition": number}
    mine = (entry for entry in content["evidence"] if entry["source"]["id"] == source_id)
    return [_claim(record, content, entry) for entry in mine]


def _claim(record: Content, content: Content, entry: Entry) -> Claim:
    return {
        "record": record,
        "value": entry["value"],
        "stance": entry["stance"],
        "stated": entry["stated"] or " … ".join(entry["quotes"]),
        "ours": ours(content, entry),
        # Part of our value of who issued a document: how many more there are that nobody names.
        "unnamed_issuers": content.get("unnamed_issuers", 0) if entry["value"] == CitedValue.ISSUER else 0,
        **{name: entry[name] for name in ("quote", "quotes", "source", "snapshot", "start", "end", "spans")},
    }


def _place(claim: Claim) -> tuple[Any, ...]:
    record = claim["record"]
    place = (claim["snapshot"]["number"], claim["start"], -claim["end"], record["kind"], claim["spans"])
    return (*place, claim["value"], record["edition"]["sequence"])


def ours(content: Content, entry: Entry) -> list[Any]:
    """The value that we hold: dates, issuers, terms and texts as the record has them, without their evidence."""
    parts = _READ.get(entry["value"], _nothing)(content, entry)
    return [_bare(part) for part in parts if part]


def _bare(part: Any) -> Any:
    return {name: value for name, value in part.items() if name != "evidence"} if isinstance(part, dict) else part


def _nothing(_content: Content, _entry: Entry) -> list[Any]:
    return []


def _under(*names: str) -> Callable[[Content, Entry], list[Any]]:
    """All that stands under these names; of several terms the one that the source names, if it names one."""

    def read(content: Content, entry: Entry) -> list[Any]:
        values = [content.get(name) for name in names]
        parts = [part for value in values for part in (value if isinstance(value, list) else [value]) if part]
        return [part for part in parts if _is_called(part, entry["stated"] or entry["quote"])] or parts

    return read


def _is_called(part: Any, words: str) -> bool:
    labels = part.get("label", {}).values() if isinstance(part, dict) else ()
    return fold(words) in {fold(label) for label in labels}


def _rows(name: str) -> Callable[[Content, Entry], list[Any]]:
    """The rows that the claim itself is evidence for."""
    return lambda content, entry: [row for row in content.get(name, ()) if entry in row["evidence"]]


def _name(content: Content, _entry: Entry) -> list[Any]:
    return [content["title"]]


def _whole(content: Content, _entry: Entry) -> list[Any]:
    """Of a record as a whole only an agency holds one value: its name, by whatever name the source mentions it."""
    return [content.get("name")]


def _dates(content: Content, entry: Entry) -> list[Any]:
    """The preferred date; of another event than that, such as coming into force, the date of that event."""
    preferred = content.get("date")
    alike = {DateKind.STATED, preferred and preferred.get("kind")}
    others = [row for row in content.get("dates", ()) if entry in row["evidence"] and row["kind"] not in alike]
    return others or [preferred]


def _issuers(content: Content, _entry: Entry) -> list[Any]:
    return [row for row in content.get("issuers", ()) if row["preferred"]]


_READ: dict[str, Callable[[Content, Entry], list[Any]]] = {
    CitedValue.RECORD: _whole,
    CitedValue.TITLE: _name,
    CitedValue.NAME: _name,
    CitedValue.DATE: _dates,
    CitedValue.ISSUER: _issuers,
    CitedValue.TYPE: _under("type"),
    CitedValue.NUMBER: _under("number"),
    CitedValue.STATUS: _under("status"),
    CitedValue.TARGET: _under("targets"),
    CitedValue.INSTRUMENT: _under("instrument", "further_instruments"),
    CitedValue.ACTOR: _under("actors"),
    CitedValue.LEVEL: _under("levels"),
    CitedValue.SECTOR: _under("sectors", "product"),
    CitedValue.RELATION: _rows("relations"),
    CitedValue.OBJECT: _rows("relations"),
    CitedValue.SUCCESSION: _rows("successors"),
    CitedValue.SECTION: _under("section"),
    CitedValue.KEYWORD: _under("keywords"),
}


# The ledger as a table


def _ours_in(language: str) -> Callable[[Claim], str]:
    return lambda claim: joined(_words(part, language) for part in claim["ours"])


def _words(part: Any, language: str) -> str | None:
    """A part of our value in words; a date, a number or another text of the source is the same in every language."""
    if isinstance(part, str):
        return part
    if "edtf" in part:
        return part["wording"]
    named = part.get("agency") or part.get("document") or part
    return (named.get("label") or named.get("title") or named).get(language)


def _dated(name: str) -> Callable[[Claim], str]:
    """Of our dates; of rows that have a date, such as relations, theirs."""
    return lambda claim: joined(date[name] for date in _dates_in(claim["ours"]))


def _dates_in(parts: Iterable[Any]) -> list[Content]:
    found = [part if "edtf" in part else part.get("date") for part in parts if isinstance(part, dict)]
    return [date for date in found if date]


def _pairs(pairs: Iterable[list[int]]) -> str:
    return ",".join(f"{start}-{end}" for start, end in pairs)


COLUMNS = (
    Column("value", _("Value"), _("the value that a claim bears on"), at("value")),
    Column("stance", _("Verdict"), _("how the source stands to our value: supports …"), at("stance")),
    Column("stated", _("The source states"), _("the value in the words of the source"), at("stated")),
    Column("our_value_en", _("We have"), _("in English"), _ours_in("en")),
    Column("our_value_zh", _("We have"), _("in Chinese"), _ours_in("zh-Hans")),
    Column("our_date_edtf", _("We have"), "EDTF", _dated("edtf")),
    Column("our_date_earliest", _("We have"), _("the first day it may be; empty if open"), _dated("earliest")),
    Column("our_date_latest", _("We have"), _("the last day it may be; empty if open"), _dated("latest")),
    Column("our_unnamed_issuers", _("Unnamed issuers"), "", lambda claim: claim["unnamed_issuers"] or None),
    Column("record_kind", _("Kind"), _("the kind of record"), at("record.kind")),
    Column("record_id", _("Id"), _("stays the same for ever"), at("record.id")),
    Column("record_slug", _("Address"), _("the last part of its address"), at("record.slug")),
    Column("record_url", _("Page"), _("the path of its page on this site"), at("record.url")),
    Column("record_title_en", _("Title"), _("in English"), at("record.title.en")),
    Column("record_title_zh", _("Title"), _("in Chinese"), at("record.title.zh-Hans")),
    Column("edition_number", _("Edition"), "", at("record.edition.number")),
    Column("edition_sequence", _("Sequence"), "", at("record.edition.sequence")),
    Column("quote", _("Quote"), _("the snapshot’s own characters"), at("quote")),
    Column("offsets", _("Quote"), "", lambda claim: _pairs([[claim["start"], claim["end"]]])),
    Column("spans", _("Quote"), "", lambda claim: _pairs(claim["spans"])),
    Column("source_slug", _("Source"), _("the last part of its address"), at("source.slug")),
    Column("snapshot_number", _("Snapshot"), "", at("snapshot.number")),
    Column("snapshot_sha256", _("Snapshot"), _("SHA-256 of the text"), at("snapshot.sha256")),
)
