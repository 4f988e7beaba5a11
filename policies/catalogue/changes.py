"""The log of the catalogue as partners follow it: every change once, in order, after a cursor."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.catalogue.kinds import PLURALS
from policies.choices import Kind
from policies.models.edition import TOMBSTONES, Edition, Log, moment

# How many changes a part of the feed has. A whole part never has others: it can be kept.
IN_PART = 100
LONGEST_NUMBER = 16


class OutOfLogError(Exception):
    """The cursor is of another epoch or beyond the log. `present` is the one that stands for the log as it is now."""

    def __init__(self, present: str) -> None:
        super().__init__(present)
        self.present = present


@dataclass(frozen=True)
class Changes:
    """`last` is the cursor of the whole log as it was before anything of it was read."""

    next_after: str
    last: str
    changes: Sequence[dict[str, Any]]


def since(after: str, limit: int, at: datetime | None = None) -> Changes:
    """At most `limit` changes after the cursor `epoch:sequence`, from the beginning if it is empty, and after the
    moment if one is given; two queries, or three.

    Raises ValidationError for what is no cursor, OutOfLogError for one that another log gave.
    """
    log = Log.objects.get(pk=1)
    last = max(_sequence(after, log) if after else 0, _at(at) if at else 0)
    rows = Edition.objects.filter(sequence__gt=last).order_by("sequence").defer("content", "search_text")[:limit]
    changes = [change(edition) for edition in rows]
    return Changes(f"{log.epoch}:{changes[-1]['sequence'] if changes else last}", str(log), changes)


def _at(time: datetime) -> int:
    """The number of the last change by that moment."""
    by_then = Edition.objects.filter(published_at__lte=time).order_by("-published_at", "-sequence")
    return by_then.values_list("sequence", flat=True).first() or 0


def _sequence(after: str, log: Log) -> int:
    """The number in a cursor. Numbers have no gaps, so one beyond the log was given before a restore."""
    found = re.fullmatch(r"([0-9A-Za-z]{1,16}):([0-9]{1,40})", after)
    if not found:
        raise ValidationError(
            _("“%(value)s” is no cursor of changes. Take `next_after` of the last answer, or start without `after`.")
            % {"value": after[:60]}
        )
    epoch, sequence = found[1], int(found[2])
    if epoch != log.epoch or sequence > log.sequence:
        raise OutOfLogError(str(log))
    return sequence


@dataclass(frozen=True)
class Part:
    """A stretch of the log: the latest changes if `number` is nothing, else the changes of that number of hundreds."""

    number: int | None
    log: Log

    @classmethod
    def read(cls, number: str) -> "Part | None":
        """The part of that number, the latest changes without one; nothing where no part has it. One query."""
        log = Log.objects.get(pk=1)
        if not number:
            return cls(None, log)
        is_number = number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER
        if not is_number or not 1 <= int(number) <= log.sequence // IN_PART:
            return None
        return cls(int(number), log)

    @property
    def last(self) -> int:
        return self.number * IN_PART if self.number else self.log.sequence

    @property
    def before(self) -> int | None:
        """The number of the part that goes on where this one ends, into the past; only whole parts have one."""
        before = self.number - 1 if self.number else (self.log.sequence - 1) // IN_PART
        return before if before > 0 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number and self.number < self.log.sequence // IN_PART else None

    @cached_property
    def editions(self) -> list[Edition]:
        """The latest first, each with `is_hidden`; one query."""
        rows = Edition.objects.filter(sequence__gt=self.last - IN_PART, sequence__lte=self.last)
        return list(rows.telling_hidden().defer("search_text").order_by("-sequence"))

    def gone(self) -> dict[Edition, list[int]]:
        """For each end in this part that lasts the numbers of the editions that it takes back; at most a query."""
        ends = {row.record_id: row for row in self.editions if row.action in TOMBSTONES and not row.superseded_at}
        found: dict[Edition, list[int]] = {edition: [] for edition in ends.values()}
        rows = Edition.objects.filter(record_id__in=ends).order_by("sequence").values_list("record_id", "number")
        for name, number in rows if ends else ():
            if number < ends[name].number:
                found[ends[name]].append(number)
        return found


def change(edition: Edition) -> dict[str, Any]:
    """What happened, as the contract has it, and where the record is now; not what it says."""
    return {
        "sequence": edition.sequence,
        "action": edition.action,
        "kind": edition.kind,
        "id": str(edition.record_id),
        "edition": edition.number,
        "at": moment(edition.published_at),
        "hash": edition.content_hash or None,
        "url": _address(edition),
        "into": str(edition.into) if edition.into else None,
        "reason": edition.reason or None,
    }


def message(edition: Edition) -> bytes:
    """The same change as it is sent to who asked to be told: its type, its moment, and the change itself."""
    data = change(edition)
    body = {"type": f"{data['kind']}.{data['action']}", "timestamp": data["at"], "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _address(edition: Edition) -> str:
    """Where the API has the record now; by id, which no new title changes. Terms are found by scheme and code."""
    if edition.kind == Kind.TERM:
        return f"/api/v1/vocabularies/{edition.slug}/"
    return f"/api/v1/{PLURALS[edition.kind]}/{edition.record_id}/"
