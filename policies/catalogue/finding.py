"""One record by its address."""

import re
from dataclasses import dataclass
from datetime import datetime

from policies.models.edition import Edition


@dataclass(frozen=True)
class Found:
    """A record to show, or a tombstone, or the address it has now."""

    edition: Edition
    moved_to: str = ""

    @property
    def is_gone(self) -> bool:
        return not self.edition.content


def find(kind: str, name: str, as_of: datetime | None = None) -> Found | None:
    """The record with this slug or id, or as it was at a moment, under whatever slug it had then or has now.

    An old slug leads to the present one; an unknown one to nothing.
    """
    if "\x00" in name:  # PostgreSQL refuses to look for it.
        return None
    rows = Edition.objects.of(kind)
    by_name = rows.filter(record_id=name) if _is_id(name) else rows.filter(slug=name)
    last_so_called = by_name.order_by("-sequence").first()
    if last_so_called is None:
        return None
    history = rows.filter(record_id=last_so_called.record_id).order_by("-sequence")
    if as_of:
        then = history.filter(published_at__lte=as_of).first()
        return Found(then) if then else None
    last = history.first()
    return Found(last, moved_to=last.slug if last.slug != last_so_called.slug else "")


def edition(kind: str, name: str, number: int) -> Edition | None:
    """That edition of the record with this slug or id."""
    found = find(kind, name)
    return Edition.objects.filter(record_id=found.edition.record_id, number=number).first() if found else None


def editions(found: Found) -> list[Edition]:
    """All editions of a record, the latest first."""
    return list(Edition.objects.filter(record_id=found.edition.record_id).order_by("-number"))


def _is_id(name: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", name))
