"""One record by its address."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet, moment


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
    last_so_called = _last(rows.filter(record_id=name) if _is_id(name) else rows.filter(slug=name), as_of)
    if last_so_called is None:
        return None
    history = rows.filter(record_id=last_so_called.record_id).order_by("-sequence")
    if as_of:
        then = history.filter(published_at__lte=as_of).telling_hidden().first()
        return Found(_shown(then)) if then else None
    last = history.first()
    return Found(last, moved_to=last.slug if last.slug != last_so_called.slug else "")


def _last(so_called: EditionQuerySet, as_of: datetime | None) -> Edition | None:
    """The last edition of that name; at a moment, the last by then, and only where there is none, one of later."""
    latest_first = so_called.order_by("-sequence")
    by_then = latest_first.filter(published_at__lte=as_of).first() if as_of else None
    return by_then or latest_first.first()


def elsewhere(found: Found, as_of: datetime | None = None) -> str:
    """The slug under which to read a record that is not here: its present one, or that of what it was merged into."""
    into = merged_into(found.edition, as_of)
    return into.edition.slug if into else found.moved_to


def merged_into(edition: Edition, as_of: datetime | None = None) -> Found | None:
    """The record that a merged one went into, and on, where that one was merged further; nothing for any other."""
    into = find(edition.kind, str(edition.into), as_of) if edition.into else None
    return (merged_into(into.edition, as_of) or into) if into else None


def not_yet(kind: str, name: str, as_of: datetime | None) -> str:
    """The sentence for a record that came only after the moment; nothing for one that never was."""
    found = find(kind, name) if as_of else None
    if found is None:
        return ""
    first = Edition.objects.filter(record_id=found.edition.record_id).earliest("sequence")
    return _("This %(kind)s was not there at that moment: its first edition was published at %(at)s.") % {
        "kind": Kind(kind).label,
        "at": moment(first.published_at),
    }


def edition(kind: str, name: str, number: int) -> Edition | None:
    """That edition of the record with this slug or id; in place of one that is taken down, its tombstone."""
    found = find(kind, name)
    rows = Edition.objects.filter(record_id=found.edition.record_id, number=number) if found else Edition.objects.none()
    asked = rows.telling_hidden().first()
    return _shown(asked) if asked else None


def editions(found: Found) -> list[Edition]:
    """All editions of a record, the latest first; those that are taken down without their words."""
    rows = Edition.objects.filter(record_id=found.edition.record_id).telling_hidden().order_by("-number")
    return [_without_words(row) if row.is_hidden else row for row in rows]


def _shown(row: Edition) -> Edition:
    """The edition, or the tombstone of what is taken down in it: of the record itself, or of one that it names."""
    if not row.content or not row.is_hidden:
        return row
    own_or_named = Q(record_id=row.record_id) | Q(record_id__in=row.mentions.values("record_id"))
    return Edition.objects.latest().filter(own_or_named, is_takedown=True).order_by("-sequence")[0]


def _without_words(row: Edition) -> Edition:
    row.content = ""
    return row


def _is_id(name: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", name))
