"""What the `load` functions share: texts by language, terms, dates, codings and citations put back into rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.content.encoding import Content
from policies.models.citation import Citation
from policies.models.coding import Coding
from policies.models.source import Snapshot

# A row of a record with the column of citations that names it and the evidence it has.
EvidencedRow = tuple[str, Any, list[Content]]


def languages(name: str, by_language: Content) -> dict[str, str]:
    """The two columns of a text that has a language."""
    return {f"{name}_en": by_language.get("en", ""), f"{name}_zh": by_language.get("zh-Hans", "")}


def key(reference: Content) -> str:
    """The key of the term that a reference stands for."""
    return f"{reference['scheme']}:{reference['code']}"


def record_id(reference: Content | None) -> str | None:
    return reference["id"] if reference else None


def date_columns(date: Content | None) -> dict[str, str]:
    """The columns of a date; its bounds follow from them."""
    return {"edtf": date["edtf"], "wording": date["wording"]} if date else {"edtf": "", "wording": ""}


def put_codings(record: Any, by_role: Iterable[tuple[str, Content]]) -> None:
    """Afterwards the record has exactly these terms in these roles."""
    record.codings.all().delete()
    for role, reference in by_role:
        Coding.objects.create(**{record.kind: record}, role=role, term_id=key(reference))


def put_citations(record: Any, content: Content, rows: Sequence[EvidencedRow] = ()) -> None:
    """Afterwards the record has exactly the citations of the content, those of a row on that row."""
    record.citations.all().delete()
    waiting = [(column, row, list(evidence)) for column, row, evidence in rows]
    for entry in content["evidence"]:
        _put(record, entry, _row_of(entry, waiting))


def _row_of(entry: Content, waiting: Sequence[EvidencedRow]) -> dict[str, Any]:
    """The row that has this piece of evidence; each piece is used once."""
    for column, row, evidence in waiting:
        if entry in evidence:
            evidence.remove(entry)
            return {column: row}
    return {}


def _put(record: Any, entry: Content, row: dict[str, Any]) -> None:
    whole = [[entry["start"], entry["end"]]]
    Citation.objects.create(
        **{record.kind: record},
        **row,
        value=entry["value"],
        snapshot=_snapshot(entry),
        start=entry["start"],
        end=entry["end"],
        quote=entry["quote"],
        spans=[] if entry["spans"] == whole else entry["spans"],
        stance=entry["stance"],
        stated=entry["stated"] or "",
    )


def _snapshot(entry: Content) -> Snapshot:
    number, sha256 = entry["snapshot"]["number"], entry["snapshot"]["sha256"]
    found = Snapshot.objects.filter(source=entry["source"]["id"], number=number, sha256=sha256).first()
    if found is None:
        raise ValidationError(
            _("%(url)s is not here, or has another text than the one cited. Add that snapshot first.")
            % {"url": entry["snapshot"]["url"]}
        )
    return found
