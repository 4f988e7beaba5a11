"""Columns that belong together and that several kinds of record have: a date is four columns, a term three."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from policies.catalogue.column import DATE, EDTF, INTEGER, MOMENT, Column, Record, Words, column, joined
from policies.choices import CitedValue, CodingRole, Kind, Language, NameKind, Scheme, Stance


def texts(name: str, path: str, label: Words, **more: Any) -> tuple[Column, ...]:
    """One column for each language."""
    return (
        column(f"{name}_en", f"{path}.en", label, _("in English"), **more),
        column(f"{name}_zh", f"{path}.zh-Hans", label, _("in Chinese"), **more),
    )


def term(
    name: str, path: str, label: Words, scheme: str, *, is_required: bool = False, is_list: bool = False
) -> tuple[Column, ...]:
    """A term, or several, of that vocabulary: the code, and the label in each language."""
    what = _("the code in the vocabulary")
    code = column(
        f"{name}_code", f"{path}.code", label, what, vocabulary=scheme, is_list=is_list, is_required=is_required
    )
    return (code, *texts(f"{name}_label", f"{path}.label", label, is_list=is_list))


def terms(name: str, path: str, label: Words, scheme: str) -> tuple[Column, ...]:
    """Several terms in one cell."""
    return term(name, path, label, scheme, is_list=True)


def record(
    name: str, path: str, label: Words, kind: str, *, is_required: bool = False, is_list: bool = False
) -> tuple[Column, ...]:
    """Another record, or several: the last part of its address, and its title in each language."""
    what = _("the last part of its address")
    slug = column(f"{name}_slug", f"{path}.slug", label, what, refers=kind, is_list=is_list, is_required=is_required)
    return (slug, *texts(f"{name}_title", f"{path}.title", label, is_list=is_list))


def records(name: str, path: str, label: Words, kind: str, *, is_required: bool = False) -> tuple[Column, ...]:
    """Several records in one cell."""
    return record(name, path, label, kind, is_required=is_required, is_list=True)


def date(path: str, *, is_required: bool = False) -> tuple[Column, ...]:
    """A date: as it is, between which days it lies, and what the source says."""
    label = _("Date")
    exact = _("EDTF (ISO 8601-2), exactly as precise as the source")
    return (
        column("date_edtf", f"{path}.edtf", label, exact, type_=EDTF, is_required=is_required),
        column("date_earliest", f"{path}.earliest", label, _("the first day it may be; empty if open"), type_=DATE),
        column("date_latest", f"{path}.latest", label, _("the last day it may be; empty if open"), type_=DATE),
        column("date_wording", f"{path}.wording", label, _("in the words of the source")),
    )


def names(label: Words) -> tuple[Column, ...]:
    return (
        column("other_name_text", "other_names.text", label, is_list=True),
        column("other_name_language", "other_names.language", label, _("language"), values=Language, is_list=True),
        column("other_name_kind", "other_names.kind", label, _("kind"), values=NameKind, is_list=True),
    )


def _spans(record: Record) -> str:
    """Where the words stand: spans of one citation with commas, citations with bars between them."""
    return joined(",".join(f"{start}-{end}" for start, end in entry["spans"]) for entry in record["evidence"])


def _offsets(record: Record) -> str:
    return joined(f"{entry['start']}-{entry['end']}" for entry in record["evidence"])


def head(kind: str) -> tuple[Column, ...]:
    """What every record has."""
    slug = _("the last part of its address")
    number = _("the published states of a record are counted from 1")
    ended = _("when a later edition took its place, UTC; empty if it is current")
    place, hash_ = _("the place of this edition in the one log"), _("SHA-256 of the content of this edition")
    return (
        column("kind", "kind", _("Kind"), _("the kind of record"), values=(kind,), is_required=True),
        column("id", "id", _("Id"), _("stays the same for ever"), is_required=True),
        column("slug", "slug", _("Address"), slug, is_required=True),
        column("url", "url", _("Page"), _("the path of its page on this site"), is_required=True),
        column("edition_number", "edition.number", _("Edition"), number, type_=INTEGER, is_required=True),
        column("edition_sequence", "edition.sequence", _("Sequence"), place, type_=INTEGER, is_required=True),
        column(
            "edition_published_at", "edition.published_at", _("Published"), _("UTC"), type_=MOMENT, is_required=True
        ),
        column("edition_superseded_at", "edition.superseded_at", _("Superseded"), ended, type_=MOMENT),
        column("edition_hash", "edition.hash", _("Hash"), hash_, is_required=True),
        *texts("title", "title", _("Title")),
    )


def targets() -> tuple[Column, ...]:
    label, what = _("Target groups"), _("beneficiary, focus, or place it is aimed at")
    roles = (CodingRole.BENEFICIARY, CodingRole.FOCUS, CodingRole.PLACE)
    role = column("target_role", "targets.role", label, what, values=roles, is_list=True)
    return (*terms("target", "targets", label, Scheme.TARGET), role)


def evidence(*, is_required: bool) -> tuple[Column, ...]:
    """Where the values of a record come from."""
    label, quote, source, snapshot = _("Evidence"), _("Quote"), _("Source"), _("Snapshot")
    value, stance = _("the value that a citation bears on"), _("how the source stands to our value: supports …")
    offsets = _("start-end in characters of the snapshot from 0, the end excluded")
    spans, slug = _("where its key words stand: start-end,start-end"), _("the last part of the address of its page")
    stated, words = _("the value in the words of the source"), _("the snapshot’s own characters")
    number, sha256 = (
        _("the snapshots of a source are counted from 1"),
        _("SHA-256 of the text that the offsets count in"),
    )
    many: dict[str, Any] = {"is_list": True, "is_required": is_required}
    return (
        column("evidence_value", "evidence.value", label, value, values=CitedValue, **many),
        column("evidence_stance", "evidence.stance", label, stance, values=Stance, **many),
        column("evidence_stated", "evidence.stated", label, stated, is_list=True),
        column("evidence_quote", "evidence.quote", quote, words, **many),
        Column("evidence_offsets", quote, offsets, _offsets, **many),
        Column("evidence_spans", quote, spans, _spans, **many),
        column("evidence_source_slug", "evidence.source.slug", source, slug, refers=Kind.SOURCE, **many),
        column("evidence_source_address", "evidence.source.address", source, _("where it was published"), is_list=True),
        column("evidence_snapshot_number", "evidence.snapshot.number", snapshot, number, type_=INTEGER, **many),
        column("evidence_snapshot_sha256", "evidence.snapshot.sha256", snapshot, sha256, **many),
    )
