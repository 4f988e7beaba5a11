"""What a release must be before it is one: no table has shrunk, no required value is missing, every quote is there."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from policies.catalogue.codebook import TABLES
from policies.catalogue.release.tables import Plan
from policies.models.edition import Text

Entry = dict[str, Any]
# What is wrong with a piece of evidence, given the text of its snapshot.
Mismatch = Callable[[Entry, str | None], str | None]
# The share of its rows that a table may have lost since the release before.
MOST_FALLEN = 0.05
TEXTS_IN_MEMORY = 64


def fallen(counts: Mapping[str, int], before: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each table that has lost too many of the rows that it had in the release before."""
    for table, number in before.items():
        if counts.get(table, 0) < number * (1 - MOST_FALLEN):
            yield _(
                "%(table)s: %(now)d instead of %(before)d in the release before. At most %(share)d %% may be lost; "
                "give --fewer if it is right."
            ) % {"table": table, "now": counts.get(table, 0), "before": number, "share": MOST_FALLEN * 100}


def failures(plan: Plan, mismatch: Mismatch) -> Iterator[str]:
    """A sentence for each column that should be filled and is not, and for each quote that is not in its snapshot."""
    read = lru_cache(TEXTS_IN_MEMORY)(_text)
    for table, columns in TABLES.items():
        required = [column for column in columns if column.is_required]
        empty: Counter[str] = Counter()
        first: dict[str, str] = {}
        for record in plan.records(table):
            for column in required:
                if column.value(record) in (None, ""):
                    empty[column.name] += 1
                    first.setdefault(column.name, record["slug"])
            yield from _misquoted(record, mismatch, read)
        yield from (_unfilled(table, name, number, first[name]) for name, number in empty.items())


def _unfilled(table: str, column: str, number: int, slug: str) -> str:
    return _("%(table)s: the required %(column)s is missing in %(number)d, first in %(slug)s.") % {
        "table": table,
        "column": column,
        "number": number,
        "slug": slug,
    }


def _misquoted(record: dict[str, Any], mismatch: Mismatch, read: Callable[[str], str | None]) -> Iterator[str]:
    for entry in record.get("evidence", ()):
        if complaint := mismatch(entry, read(entry["snapshot"]["sha256"])):
            yield f"{record['kind']} {record['slug']}: {complaint}"


def _text(sha256: str) -> str | None:
    """The text of that checksum; nothing where there is none, or where it is another text by now."""
    text = Text.objects.filter(sha256=sha256).values_list("text", flat=True).first()
    return text if text and hashlib.sha256(text.encode()).hexdigest() == sha256 else None
