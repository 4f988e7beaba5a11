"""Measures that may be two of one, by the words they rest on."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from policies.choices import CitedValue
from policies.domain.pairing import Found, Id, both
from policies.models.citation import Citation
from policies.models.measure import Measure

# Two measures share their words when they share at least this much of what the shorter one has.
SHARED = 0.9


def measures() -> Found:
    return _sharing_words(Citation.objects.filter(measure__isnull=False))


def of_measure(pk: Id) -> Found:
    own = Measure.objects.filter(pk=pk)
    alike_ones = Citation.objects.filter(measure__document__in=own.values("document"))
    found = _sharing_words(alike_ones.filter(measure__instrument__in=own.values("instrument")))
    return {two: why for two, why in found.items() if pk in two}


def _sharing_words(citations: QuerySet) -> Found:
    """Measures of one document and one instrument that rest on the same words; a part and its whole are two."""
    rows = citations.filter(value=CitedValue.RECORD).order_by("snapshot", "start", "pk")
    columns = ("measure_id", "measure__parent_id", "start", "end", "spans")
    of_one = ("measure__document_id", "measure__instrument_id", "snapshot_id")
    beside: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    found: Found = {}
    for *key, pk, parent, start, end, spans in rows.values_list(*of_one, *columns):
        words = {place for first, last in spans or [[start, end]] for place in range(first, last)}
        open_ones = [row for row in beside[tuple(key)] if row[2] > start]
        for other, above, _end, others_words in open_ones:
            if pk not in {other, above} and other != parent and _shared(words, others_words) >= SHARED:
                found[both(pk, other)] = [_("The same document, instrument and words")]
        beside[tuple(key)] = [*open_ones, (pk, parent, end, words)]
    return found


def _shared(one: set[int], other: set[int]) -> float:
    """How much of the shorter of two places in a text both have, from 0 to 1."""
    return len(one & other) / min(len(one), len(other))
