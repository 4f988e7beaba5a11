"""What a reviewer reads: the working record against what is public, value by value, with the evidence of each."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from policies.choices import CitedValue
from policies.content.encoding import Content, own_hash
from policies.content.records import dump, public_id
from policies.models.edition import Edition
from policies.models.thread import ThreadEntry
from policies.text.differences import Change, Path, changes, evidence_of

# The value that citations name, for the names of values in content; any other value rests on the words of the whole.
CITED = {
    "title": CitedValue.TITLE,
    "name": CitedValue.NAME,
    "type": CitedValue.TYPE,
    "number": CitedValue.NUMBER,
    "status": CitedValue.STATUS,
    "date": CitedValue.DATE,
    "section": CitedValue.SECTION,
    "keywords": CitedValue.KEYWORD,
    "instrument": CitedValue.INSTRUMENT,
    "further_instruments": CitedValue.INSTRUMENT,
    "targets": CitedValue.TARGET,
    "actors": CitedValue.ACTOR,
    "levels": CitedValue.LEVEL,
    "sectors": CitedValue.SECTOR,
}
# They say where a record stands or how it is shown, which no source tells.
OURS = {"slug", "title_supplied", "not_stated", "label_supplied", "position", "retired", "evidence", "snapshots"}


@dataclass(frozen=True)
class Row:
    """A change and the evidence, in the proposed content, of what it says now.

    `is_of_whole`: nothing is cited for the value by itself, and the evidence is that of the record as a whole.
    """

    change: Change
    evidence: list[Content]
    is_of_whole: bool
    is_first_of_value: bool


@dataclass(frozen=True)
class Proposal:
    """What a working record says now, beside the edition that is public, if there is one. `hash` binds an approval."""

    record: Any
    content: Content
    edition: Edition | None
    rows: list[Row]

    @property
    def hash(self) -> str:
        return own_hash(self.content)


def proposals(records: Iterable[Any]) -> list[Proposal]:
    """One for each record, in their order; one query for all the editions."""
    records = list(records)
    editions = Edition.objects.current().filter(record_id__in=[public_id(record) for record in records])
    by_record = {str(edition.record_id): edition for edition in editions}
    return [_proposal(record, by_record.get(public_id(record))) for record in records]


def _proposal(record: Any, edition: Edition | None) -> Proposal:
    content = dump(record)
    before = json.loads(edition.content) if edition else None
    return Proposal(record, content, edition, list(_rows(changes(before, content), content)))


def _rows(found: list[Change], content: Content) -> Iterator[Row]:
    seen: set[str] = set()
    for change in found:
        evidence = _evidence(change, content)
        of_whole = bool(evidence) and all(entry["value"] == CitedValue.RECORD for entry in evidence)
        yield Row(change, evidence, of_whole, change.value not in seen)
        seen.add(change.value)


def _evidence(change: Change, content: Content) -> list[Content]:
    return [] if change.after is None else evidence_for(change.path, content)


def evidence_for(path: Path, content: Content) -> list[Content]:
    """What the value at a path of the content rests on; the words of the whole where nothing is cited for it alone."""
    if path[0] in OURS:
        return []
    if (of_row := evidence_of(path, content)) is not None:
        return of_row
    return cited_for(path[0], content)


def cited_for(value: str, content: Content) -> list[Content]:
    """The evidence of a value that has no rows; the words of the whole where nothing is cited for it alone."""
    entries = content.get("evidence", [])
    of_value = [entry for entry in entries if entry["value"] == CITED.get(value)]
    return of_value or [entry for entry in entries if entry["value"] == CitedValue.RECORD]


def last_flags(record: Any) -> list[str]:
    """Why a reviewer should look twice: the flags of the last submission."""
    entries = ThreadEntry.objects.of(record.kind, public_id(record)).filter(act="submitted")
    last = entries.order_by("-pk").first()
    return list(last.flags) if last else []
