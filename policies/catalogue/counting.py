"""For each value that a list can be narrowed by, how many records choosing it would give. Every number is exact."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from policies.catalogue import maintained
from policies.catalogue.facets import (
    FACETS,
    LINEAGE,
    FacetType,
    Labels,
    counted,
    counted_facets,
    labels_of,
    records_of,
)
from policies.catalogue.lineage import lineages
from policies.catalogue.through import THROUGH, Number, counted_now
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import NOT_STATED
from policies.models.edition import EditionQuerySet, Facet

Counts = dict[str, list[dict[str, Any]]]
Numbers = dict[str, Counter[str]]
# A list can have as many documents as it has records: of agencies, documents and sources so many are told, those with
# the most records first. What is chosen is always told.
MOST_RECORDS = 100


@dataclass(frozen=True)
class Counting:
    """The counts of a list: `narrowed(but=…)` gives what every filter keeps, or every filter but some, and
    `is_whole(but=…)` tells whether that is everything there is now.

    `title` is the column in whose order records stand that have the same count.
    """

    kind: str
    narrowed: Callable[..., EditionQuerySet]
    is_whole: Callable[..., bool]
    chosen: Mapping[str, Sequence[str]]
    as_of: datetime | None = None
    title: str = "title_key"

    def counts(self) -> Counts:
        """For each facet its values with the number of records that choosing it would give, labelled as at the moment.

        What is chosen of other facets narrows them; what is chosen of the facet itself does not.
        """
        numbers = {name: self._most(name, found) for name, found in self._numbers.items()}
        named = {FACETS[name]: found for name, found in numbers.items() if FACETS[name].kind}
        records = records_of(named, set().union(*named.values()), self.as_of, by=self.title)
        return {name: _told(FACETS[name], found, self._vocabulary, records) for name, found in numbers.items()}

    @property
    def cut(self) -> set[str]:
        """The facets of which some values are not told."""
        return {name for name, found in self._numbers.items() if len(self._most(name, found)) < len(found)}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary.read(self.as_of)

    def _always_told(self, name: str) -> set[str]:
        """What is chosen, and terms: it is the records that are too many to tell all of them."""
        return {*self.chosen.get(name, ()), *self._vocabulary.schemes.get(FACETS[name].scheme, ())}

    @cached_property
    def _numbers(self) -> Numbers:
        free = [name for name in counted_facets(self.kind) if name not in self.chosen]
        found = self._counted(free, but=[])
        for name in self.chosen:
            if name in counted_facets(self.kind):
                found |= self._counted([name], but=[name])
        return {name: found.get(name, Counter()) for name in counted_facets(self.kind)}

    def _counted(self, names: Sequence[str], but: Sequence[str]) -> Numbers:
        """The numbers of these facets under every filter but some: where nothing narrows, they are known.

        Else there is one query for the facets that the records have themselves, and one for all that they have through
        others; of a past moment there is one for each way.
        """
        if not names:
            return {}
        if self.is_whole(but=but):
            return self._known(names)
        editions, through = self.narrowed(but=but), THROUGH[self.kind]
        own = [name for name in names if name not in through and name != LINEAGE]
        found: Numbers = counted(editions, own) if own else defaultdict(Counter)
        for facet, value, number in self._reached(editions, [name for name in names if name in through]):
            found[facet][value] = number
        if LINEAGE in names:
            found[LINEAGE] = _by_lineage(editions, self.as_of)
        return found

    def _known(self, names: Sequence[str]) -> Numbers:
        """One more than are told, and than are chosen, so that it is seen whether there are more."""
        long = [name for name in names if FACETS[name].kind]
        besides = sorted(set().union(*map(self._always_told, long)))
        short = [name for name in names if name not in long]
        return maintained.numbers(self.kind, short, long, MOST_RECORDS + len(besides) + 1, besides)

    def _reached(self, editions: EditionQuerySet, names: Sequence[str]) -> Iterator[Number]:
        if not names:
            return
        if not self.as_of:
            yield from counted_now(editions, names)
            return
        ways = defaultdict(list)
        for name in names:
            ways[THROUGH[self.kind][name]].append(name)
        for way, reached in ways.items():
            yield from way.counted(editions, reached, self.as_of)

    def _most(self, name: str, numbers: Counter[str]) -> Counter[str]:
        if not FACETS[name].kind or len(numbers) <= MOST_RECORDS:
            return numbers
        always = self._always_told(name).intersection(numbers)
        others = sorted(numbers.keys() - always, key=lambda value: (-numbers[value], value))[:MOST_RECORDS]
        return Counter({value: numbers[value] for value in (*always, *others)})


def _by_lineage(editions: EditionQuerySet, as_of: datetime | None) -> Counter[str]:
    """How many of the editions each agency with predecessors has together with them; two queries, or one for none."""
    families = lineages(as_of)
    if not families:
        return Counter()
    members = set().union(*families.values())
    rows = Facet.objects.filter(facet="agency", value__in=members, edition__in=editions.sequences()).values_list(
        "value", "edition"
    )
    having = defaultdict(set)
    for agency, edition in rows:
        having[agency].add(edition)
    numbers = {name: len(set().union(*(having[member] for member in family))) for name, family in families.items()}
    return Counter({name: number for name, number in numbers.items() if number})


def _told(facet: FacetType, numbers: Counter[str], vocabulary: Vocabulary, records: Labels) -> list[dict[str, Any]]:
    """The values in their order: terms in that of their vocabulary, years in theirs, others by their number.

    Of records with the same number, it is the order of their titles. Where there are terms and records, terms come
    first, but for the one that says that nothing is stated.
    """
    names = labels_of(facet, numbers, vocabulary, records)
    place = {value: at for at, value in enumerate(names if facet.scheme or facet.kind else sorted(numbers))}
    by_number = {value for value in names if facet.choices or value in records}

    def order(value: str) -> tuple[bool, bool, int, int]:
        is_last = bool(facet.kind) and (facet.scheme, value) in NOT_STATED.values()
        return is_last, value in by_number, -numbers[value] if value in by_number else 0, place[value]

    return [{**names[value], "count": numbers[value]} for value in sorted(names, key=order)]
