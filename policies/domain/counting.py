"""Keeps what makes lists fast in step with the editions: see `models/counts.py`.

The log is locked when anything here is called, so nobody else counts meanwhile.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from policies.choices import Kind
from policies.content import indexing
from policies.content.encoding import Content
from policies.models import counts
from policies.models.counts import EVERY, LINEAGE, THROUGH, WITH_LINEAGE, FacetCount, Predecessor, Reached, Way, ways
from policies.models.edition import Edition, Facet, Log, Passage

AT_ONCE = 500
Value = tuple[str, str]
# By how much the number of a row changes, by the columns that name the row: of counts, kind, facet and value.
Moves = Counter[tuple[Any, ...]]


class Said(NamedTuple):
    """What a record says, as far as it is counted: its values, and of which sources it says what."""

    kind: str
    values: frozenset[Value]
    cited: frozenset[Value]

    def of(self, facet: str) -> frozenset[str]:
        return frozenset(value for name, value in self.values if name == facet)

    def reaching(self, way: Way, facets: Collection[str]) -> Iterator[tuple[str, str, str]]:
        """What is reached through this record: the value it is reached over, a facet and its value."""
        if self.kind not in way.kinds:
            return
        if way.by_citation:
            yield from ((source, "stance", stance) for source, stance in self.cited)
            return
        for over in self.of(way.over):
            yield from ((over, facet, value) for facet, value in self.values if facet in facets)


class Change(NamedTuple):
    """What a record said before, and what it says now; nothing where it was not, or is no longer, public."""

    kind: str
    before: Said | None
    after: Said | None

    def over(self, facet: str) -> tuple[frozenset[str], frozenset[str]]:
        """The values of a facet before and now."""
        before, after = (said.of(facet) if said else frozenset() for said in (self.before, self.after))
        return before, after

    @property
    def is_reached_anew(self) -> bool:
        """Whether it became public or ceased to be, or stands with other records than before."""
        turned = self.before is None or self.after is None
        return turned or any(len({*self.over(way.over)}) > 1 for way in ways(self.kind))

    def signed(self) -> Iterator[tuple[int, Said]]:
        """What is taken away and what is added."""
        yield from ((sign, said) for sign, said in ((-1, self.before), (1, self.after)) if said)


Changes = Mapping[str, Change]


def keep(closed: Collection[Edition], written: Sequence[Edition], contents: Mapping[str, Content]) -> None:
    """Afterwards all counts are those of the current editions, now that these were written and those closed."""
    changes = _changes(closed, written, contents)
    moves: Moves = Counter()
    for part in (_own(changes), _anew(changes, written), _through(changes)):
        moves.update(part)
    if not _keep_predecessors([*closed, *written], contents):
        moves.update(_by_lineage(changes))
    list(_move(FacetCount, ("kind", "facet", "value"), moves))


@transaction.atomic
def recount() -> int:
    """Afterwards all of it is made anew from the editions; returns how many rows of it were wrong."""
    # So that nobody publishes meanwhile.
    Log.objects.select_for_update().get(pk=1)
    wrong = sum(1 for _row in counts.differences(connection))
    counts.fill(connection)
    return wrong


def _changes(closed: Collection[Edition], written: Sequence[Edition], contents: Mapping[str, Content]) -> Changes:
    """The records that are counted otherwise than before. Most that are renewed are not among them."""
    before = _said(edition for edition in closed if edition.content_hash)
    kinds = {str(edition.record_id): edition.kind for edition in written}
    after = {name: _says(contents[name]) for name in kinds if name in contents}
    every = {name: Change(kind, before.get(name), after.get(name)) for name, kind in kinds.items()}
    return {name: change for name, change in every.items() if change.before != change.after}


def _said(editions: Iterable[Edition]) -> dict[str, Said]:
    """What these editions say, by record; two queries for each portion."""
    by_sequence = {edition.pk: edition for edition in editions}
    values, cited = defaultdict(set), defaultdict(set)
    for portion in _portions(by_sequence):
        facets = Facet.objects.filter(edition__in=portion).values_list("edition", "facet", "value")
        for edition, facet, value in facets:
            values[edition].add((facet, value))
        passages = Passage.objects.filter(edition__in=portion).values_list("edition", "source_id", "stance")
        for edition, source, stance in passages:
            cited[edition].add((str(source), stance))
    return {
        str(edition.record_id): Said(edition.kind, frozenset(values[key]), frozenset(cited[key]))
        for key, edition in by_sequence.items()
    }


def _says(content: Content) -> Said:
    values = frozenset((row.facet, row.value) for row in indexing.facets(content))
    cited = frozenset((entry["source"]["id"], entry["stance"]) for entry in content.get("evidence", ()))
    return Said(content["kind"], values, cited)


def _own(changes: Changes) -> Moves:
    """Values that records have themselves, and how many records there are."""
    moves: Moves = Counter()
    for change in changes.values():
        through = THROUGH.get(change.kind, {})
        for sign, said in change.signed():
            moves[change.kind, EVERY, ""] += sign
            moves.update({(change.kind, *value): sign for value in said.values if value[0] not in through})
    return moves


def _anew(changes: Changes, written: Sequence[Edition]) -> Moves:
    """Afterwards what is reached from records that stand with others than before is worked out anew."""
    kinds = {name: change.kind for name, change in changes.items() if _is_anew(change)}
    moves: Moves = Counter()
    _count_reached(moves, kinds, -1)
    for portion in _portions(kinds):
        Reached.objects.filter(record_id__in=portion).delete()
    with connection.cursor() as cursor:
        standing = [edition for edition in written if edition.content_hash and str(edition.record_id) in kinds]
        for kind in sorted({edition.kind for edition in standing}):
            for query in counts.reached(kind, [edition.pk for edition in standing if edition.kind == kind]):
                counts.insert(cursor, counts.REACHED, query)
    _count_reached(moves, kinds, 1)
    return moves


def _is_anew(change: Change) -> bool:
    return change.kind in THROUGH and change.is_reached_anew


def _count_reached(moves: Moves, kinds: Mapping[str, str], sign: int) -> None:
    for portion in _portions(kinds):
        rows = Reached.objects.filter(record_id__in=portion).values_list("record_id", "facet", "value")
        for name, facet, value in rows:
            moves[kinds[str(name)], facet, value] += sign


def _through(changes: Changes) -> Moves:
    """Afterwards the other records that reach what was changed reach what it says now."""
    anew = {UUID(name) for name, change in changes.items() if _is_anew(change)}
    moves: Moves = Counter()
    for kind in THROUGH:
        reached: Moves = Counter()
        for way, facets in ways(kind).items():
            told = _told(changes, way, facets)
            near = _near(kind, way, {over for over, _facet, _value in told}) if told else {}
            for (over, facet, value), number in told.items():
                reached.update({(name, facet, value): number for name in near.get(over, set()) - anew})
        for (_name, facet, value), sign in _move(Reached, ("record_id", "facet", "value"), reached):
            moves[kind, facet, value] += sign
    return moves


def _told(changes: Changes, way: Way, facets: Collection[str]) -> Moves:
    """By how many records more or less a value is reached over another, where that changes."""
    told: Moves = Counter()
    for change in changes.values():
        for sign, said in change.signed():
            told.update(dict.fromkeys(said.reaching(way, facets), sign))
    return Counter({key: number for key, number in told.items() if number})


def _near(kind: str, way: Way, over: Collection[str]) -> dict[str, set[UUID]]:
    """The current records of the kind that stand with each of these values; one query."""
    if way.by_citation or kind in (Kind.DOCUMENT, Kind.AGENCY):
        # These have no value of the facet but their own id.
        names = Edition.objects.current().of(kind).filter(record_id__in=over).values_list("record_id", flat=True)
        return {str(name): {name} for name in names}
    found = defaultdict(set)
    for value, name in counts.standing_with(connection, kind, way.over, over):
        found[value].add(name)
    return found


def _keep_predecessors(editions: Iterable[Edition], contents: Mapping[str, Content]) -> bool:
    """Afterwards what came before these agencies is known. Whether that is news: then all is counted anew by it."""
    names = {str(edition.record_id) for edition in editions if edition.kind == Kind.AGENCY}
    told = {name: contents[name]["predecessors"] for name in names if name in contents}
    now = {(name, row["agency"]["id"]) for name, rows in told.items() for row in rows}
    rows = Predecessor.objects.filter(agency_id__in=names)
    if not names or now == set(rows.values_list("agency_id", "predecessor_id")):
        return False
    rows.delete()
    Predecessor.objects.bulk_create(
        [Predecessor(agency_id=name, predecessor_id=before) for name, before in sorted(now)]
    )
    FacetCount.objects.filter(facet=LINEAGE).delete()
    with connection.cursor() as cursor:
        counts.insert(cursor, counts.COUNTS, counts.counted_by_lineage())
    return True


def _by_lineage(changes: Changes) -> Moves:
    families = counts.families(Predecessor.objects.values_list("agency_id", "predecessor_id"))
    moves: Moves = Counter()
    for change in changes.values():
        if change.kind in WITH_LINEAGE:
            before, after = change.over("agency")
            for name, family in families.items():
                moves[change.kind, LINEAGE, name] += bool(after & family) - bool(before & family)
    return moves


def _move(model: Any, columns: Sequence[str], moves: Moves) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Afterwards each row has its number; yields those that came to be, with 1, and those that ended, with -1."""
    for portion in _portions(sorted(key for key, number in moves.items() if number)):
        among = zip(columns, map(set, zip(*portion, strict=True)), strict=True)
        rows = model.objects.filter(**{f"{column}__in": values for column, values in among})
        there = {row[:-2]: row[-2:] for row in rows.values_list(*columns, "number", "pk")}
        now = {key: there.get(key, (0, 0))[0] + moves[key] for key in portion}
        _store(model, columns, {key: number for key, number in now.items() if number})
        ended = [there[key][1] for key, number in now.items() if not number]
        if ended:
            model.objects.filter(pk__in=ended).delete()
        yield from ((key, 1) for key in portion if key not in there)
        yield from ((key, -1) for key in portion if not now[key])


def _store(model: Any, columns: Sequence[str], numbers: Mapping[tuple[Any, ...], int]) -> None:
    model.objects.bulk_create(
        [model(**dict(zip(columns, key, strict=True)), number=number) for key, number in numbers.items()],
        update_conflicts=True,
        unique_fields=columns,
        update_fields=["number"],
    )


def _portions(keys: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(keys)
    while portion := list(islice(waiting, AT_ONCE)):
        yield portion
