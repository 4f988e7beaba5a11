"""What a correction speaks of: the value as its sender read it and as it is now, and the quotes that it rests on."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from policies.content.encoding import Content
from policies.content.records import record_of
from policies.domain.proposals import cited_for
from policies.models.correction import SOMETHING_ELSE, Correction
from policies.models.edition import Edition
from policies.text.differences import Path, evidence_of, units


@dataclass(frozen=True)
class Row:
    """A unit of a content as the sender read it and as the public reads it now; None where it is not there."""

    path: Path
    read: Any
    now: Any


@dataclass(frozen=True)
class Disputed:
    """`record` is the working record, or None; `now` the edition that is public, or None."""

    record: Any
    read: Edition | None
    now: Edition | None
    rows: list[Row]
    quotes: list[Content]


def disputed(correction: Correction) -> Disputed:
    """What a curator looks at beside the words of the sender."""
    of_record = Edition.objects.filter(record_id=correction.record_id)
    editions = list(of_record.filter(Q(number=correction.edition) | Q(superseded_at__isnull=True)))
    read = next((row for row in editions if row.number == correction.edition and row.content), None)
    now = next((row for row in editions if row.superseded_at is None and row.content), None)
    before, after = (edition.record if edition else {} for edition in (read, now))
    return Disputed(
        _record(correction), read, now, _rows(correction.value, before, after), quotes(correction.value, after)
    )


def _record(correction: Correction) -> Any:
    try:
        return record_of(correction.kind, correction.record_id)
    except ObjectDoesNotExist:
        return None


def _rows(value: str, before: Content, after: Content) -> list[Row]:
    read, now = units(before), units(after)
    spoken_of = [path for path in {**read, **now} if _is_spoken_of(path[0], value)]
    return [Row(path, read.get(path), now.get(path)) for path in spoken_of]


def _is_spoken_of(name: str, value: str) -> bool:
    """Quotes stand apart from the values; what is something else may be any of the values."""
    return name != "evidence" and value in {name, SOMETHING_ELSE}


def quotes(value: str, content: Content) -> list[Content]:
    """The evidence of a value; of what has none of its own, that of the record as a whole."""
    entries = content.get("evidence", [])
    if value in {"evidence", SOMETHING_ELSE}:
        return list(entries)
    paths = [path for path in units(content) if path[0] == value]
    found = [entry for path in paths for entry in evidence_of(path, content) or ()]
    return found or cited_for(value, content)
