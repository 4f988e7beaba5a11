"""Examples of what can be searched for, of which every one finds something in what is public."""

from datetime import datetime
from functools import lru_cache

from policies.catalogue.search import Search
from policies.choices import Kind
from policies.models.edition import Log

# Of each way the first candidates that find anything are offered, MOST of them at the most.
CANDIDATES: dict[str, tuple[str, ...]] = {
    "words": ("logistics subsidies", "training support", "poverty alleviation", "policy measures"),
    "chinese": ("農村電商", "農村", "扶貧", "政策"),
    "phrases": ('"cold chain"', '"poverty alleviation"', '"e-commerce"'),
    "without": ("subsidies -equipment", "poverty -subsidies", "policy -subsidies"),
    "names": ("poverty-stricken", "poor households", "micro-credit"),
    "numbers": ("国办发[2015]78号", "商建发[2015]306号", "中发[2015]34号", "国发[2016]64号", "国办发[2018]129号"),
    "pinyin": ("shangwubu", "swb", "guowuyuan", "nongyebu"),
}
MOST = {"pinyin": 2}
# A process knows the examples of the last states that it was asked for.
MOST_STATES = 32


def examples(as_of: datetime | None) -> dict[str, tuple[str, ...]]:
    """For each way the queries to offer, none where none finds anything; one query, and some for each candidate when
    it is asked for the first time after a publication.
    """
    epoch, sequence, chain = Log.objects.values_list("epoch", "sequence", "chain").get(pk=1)
    return _finding((epoch, sequence, chain), as_of)


@lru_cache(maxsize=MOST_STATES)
def _finding(_state: tuple[str, int, str], as_of: datetime | None) -> dict[str, tuple[str, ...]]:
    """What is found changes with the log alone."""
    return {way: _first(candidates, MOST.get(way, 1), as_of) for way, candidates in CANDIDATES.items()}


def _first(candidates: tuple[str, ...], most: int, as_of: datetime | None) -> tuple[str, ...]:
    found: list[str] = []
    for query in candidates:
        if len(found) < most and _finds(Search(query, as_of)):
            found.append(query)
    return tuple(found)


def _finds(search: Search) -> bool:
    """Whether any record answers; terms are no records."""
    return search.narrow(search.public()).exclude(kind=Kind.TERM).exists()
