"""Dates as content has them."""

from datetime import date

from policies.content.encoding import Content
from policies.models.dating import Dating


def dating(row: Dating) -> Content | None:
    """EDTF, its bounds and the words of the source; nothing for a date that is not known."""
    return known(row) if row.edtf else None


def known(row: Dating) -> Content:
    """The same for a date that cannot be empty."""
    return {
        "edtf": row.edtf,
        "earliest": bound(row.earliest),
        "latest": bound(row.latest),
        "wording": row.wording,
    }


def bound(day: date) -> str | None:
    """A bound as ISO 8601; nothing where the date is open on that side. Never a false day."""
    return None if day in {date.min, date.max} else day.isoformat()
