"""What makes lists fast: how many current records have each value, and what each is found by through others.

All of it follows from the current editions. `domain/counting.py` brings it up to date in the transaction that writes
them, under the lock of the log; `fill` makes it anew; `differences` says where it is not what it should be.
"""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from django.db import models

from policies.choices import Kind
from policies.models.edition import TOMBSTONES

# Under this facet, without a value, stands how many records of the kind there are.
EVERY = ""
LINEAGE = "agency_lineage"
# The kinds whose records name agencies themselves.
WITH_LINEAGE = (Kind.DOCUMENT, Kind.MEASURE, Kind.AGENCY)


class Way(NamedTuple):
    """Through the records of these kinds that have the same value of a facet: those of the same document, for one.

    With `by_citation`, it is what they say where they cite the record: they may cite others, and say other things.
    """

    over: str
    kinds: tuple[str, ...]
    by_citation: bool = False


OF_MEASURES = ("instrument", "target", "place", "level", "sector", "actor", "strength")
OF_DOCUMENTS = ("type", "theme", "status")
MEASURES_OF_DOCUMENT = Way("document", (Kind.MEASURE,))
DOCUMENTS = Way("document", (Kind.DOCUMENT,))
ISSUED = Way("agency", (Kind.DOCUMENT,))
CITING = Way("source", (Kind.DOCUMENT, Kind.MEASURE, Kind.AGENCY, Kind.STATEMENT), by_citation=True)

# The facets that records of a kind have through others, and through which. All other facets they have themselves.
THROUGH: dict[str, dict[str, Way]] = {
    Kind.DOCUMENT: dict.fromkeys(OF_MEASURES, MEASURES_OF_DOCUMENT),
    Kind.MEASURE: dict.fromkeys(OF_DOCUMENTS, DOCUMENTS),
    Kind.AGENCY: {
        **dict.fromkeys((*OF_DOCUMENTS, "year", "document"), ISSUED),
        **dict.fromkeys(OF_MEASURES, Way("agency", (Kind.MEASURE,))),
    },
    Kind.SOURCE: {
        **dict.fromkeys((*OF_DOCUMENTS, "agency"), Way("source", (Kind.DOCUMENT,))),
        **dict.fromkeys(OF_MEASURES, Way("source", (Kind.MEASURE,))),
        # It carries the text of the document, or is cited for it.
        "document": Way("source", (Kind.SOURCE, Kind.DOCUMENT)),
        "stance": CITING,
    },
    Kind.STATEMENT: dict.fromkeys(("agency", "type", "status", "year"), DOCUMENTS),
}


def ways(kind: str) -> dict[Way, list[str]]:
    """The ways from records of the kind, each with the facets that it leads to."""
    found: dict[Way, list[str]] = {}
    for facet, way in THROUGH.get(kind, {}).items():
        found.setdefault(way, []).append(facet)
    return found


class FacetCount(models.Model):
    """How many current records of a kind have a value, themselves or through others; a number of none is no row."""

    kind = models.CharField(max_length=20)
    facet = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=80, blank=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["kind", "facet", "value"], name="facet_count_once"),
        ]
        indexes: ClassVar[list] = [
            models.Index(
                models.F("kind"),
                models.F("facet"),
                models.F("number").desc(),
                models.F("value"),
                name="facet_count_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.facet}={self.value}: {self.number}"


class Reached(models.Model):
    """What a current record is found by through others; `number` says how often, so that it is known when it ends."""

    record_id = models.UUIDField()
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=80)
    number = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["record_id", "facet", "value"], name="reached_once"),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["facet", "value", "record_id"], name="reached_by_value")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.facet}={self.value}"


class Predecessor(models.Model):
    """That an agency came right after another, as its current edition has it. Ids are as facets have them."""

    agency_id = models.CharField(max_length=36)
    predecessor_id = models.CharField(max_length=36)

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["agency_id", "predecessor_id"], name="predecessor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} before {self.agency_id}"


COUNTS, REACHED, PREDECESSORS = "policies_facetcount", "policies_reached", "policies_predecessor"
COLUMNS = {COUNTS: "kind, facet, value, number", REACHED: "record_id, facet, value, number"}


def _among(values: Iterable[Any]) -> str:
    return ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values)


def _current(edition: str) -> str:
    return f"{edition}.superseded_at IS NULL AND {edition}.action NOT IN ({_among(TOMBSTONES)})"


# The statements below are put together from names and numbers of ours alone. CROSS JOIN keeps SQLite to the order of
# the tables; PostgreSQL chooses its own.


def reached(kind: str, editions: Iterable[int] | None = None) -> Iterator[str]:
    """The queries that find the rows of Reached for current records of the kind, or for these of their editions."""
    every = f"{_current('near')} AND near.kind = '{kind}'"
    # Without a word of their kind: SQLite would look for that, and go through all that there are.
    near = every if editions is None else f"near.sequence IN ({_among(editions)})"
    for way, names in ways(kind).items():
        yield _by_citation(way, near) if way.by_citation else _by_facet(way, names, near)


def _by_facet(way: Way, names: Iterable[str], near: str) -> str:
    return (
        "SELECT near.record_id, far.facet, far.value, COUNT(*) AS number "  # noqa: S608
        "FROM policies_edition near CROSS JOIN policies_facet own CROSS JOIN policies_facet shared "
        "CROSS JOIN policies_edition other CROSS JOIN policies_facet far "
        f"WHERE {near} AND own.edition_id = near.sequence AND own.facet = '{way.over}' "
        "AND shared.facet = own.facet AND shared.value = own.value AND other.sequence = shared.edition_id "
        f"AND {_current('other')} AND other.kind IN ({_among(way.kinds)}) "
        f"AND far.edition_id = other.sequence AND far.facet IN ({_among(names)}) "
        "GROUP BY near.record_id, far.facet, far.value"
    )


def _by_citation(way: Way, near: str) -> str:
    return (
        "SELECT near.record_id, 'stance' AS facet, cited.stance AS value, "  # noqa: S608
        "COUNT(DISTINCT cited.edition_id) AS number "
        "FROM policies_edition near CROSS JOIN policies_passage cited CROSS JOIN policies_edition other "
        f"WHERE {near} AND cited.source_id = near.record_id AND other.sequence = cited.edition_id "
        f"AND {_current('other')} AND other.kind IN ({_among(way.kinds)}) GROUP BY near.record_id, cited.stance"
    )


def counted() -> Iterator[str]:
    """The queries that find the rows of FacetCount, once those of Reached and Predecessor are right."""
    through = " OR ".join(f"(e.kind = '{kind}' AND f.facet IN ({_among(names)}))" for kind, names in THROUGH.items())
    yield (
        "SELECT e.kind, f.facet, f.value, COUNT(*) AS number FROM policies_edition e "  # noqa: S608
        f"JOIN policies_facet f ON f.edition_id = e.sequence WHERE {_current('e')} AND NOT ({through}) "
        "GROUP BY e.kind, f.facet, f.value"
    )
    yield (
        "SELECT e.kind, r.facet, r.value, COUNT(*) AS number FROM policies_reached r "  # noqa: S608
        f"JOIN policies_edition e ON e.record_id = r.record_id AND {_current('e')} GROUP BY e.kind, r.facet, r.value"
    )
    yield (
        f"SELECT e.kind, '{EVERY}' AS facet, '' AS value, COUNT(*) AS number FROM policies_edition e "  # noqa: S608
        f"WHERE {_current('e')} GROUP BY e.kind"
    )
    yield counted_by_lineage()


def counted_by_lineage() -> str:
    """The query for the records that agencies with predecessors have together with all of them."""
    return (
        "WITH RECURSIVE family(agency, member) AS (SELECT agency_id, agency_id FROM policies_predecessor "  # noqa: S608
        "UNION SELECT f.agency, p.predecessor_id FROM family f JOIN policies_predecessor p ON p.agency_id = f.member) "
        f"SELECT e.kind, '{LINEAGE}' AS facet, family.agency AS value, COUNT(DISTINCT e.sequence) AS number "
        "FROM family JOIN policies_facet f ON f.facet = 'agency' AND f.value = family.member "
        f"JOIN policies_edition e ON e.sequence = f.edition_id AND {_current('e')} "
        f"AND e.kind IN ({_among(WITH_LINEAGE)}) GROUP BY e.kind, family.agency"
    )


def insert(cursor: Any, table: str, query: str) -> None:
    """Afterwards the table has the rows that the query finds, besides those it had."""
    columns = COLUMNS[table]
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM ({query}) AS found")  # noqa: S608


def fill(connection: Any) -> None:
    """Afterwards all of it is made anew from the current editions. Nobody may publish meanwhile."""
    with connection.cursor() as cursor:
        for table in (COUNTS, REACHED, PREDECESSORS):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        cursor.executemany(
            f"INSERT INTO {PREDECESSORS} (agency_id, predecessor_id) VALUES (%s, %s)",  # noqa: S608
            sorted(_predecessors(cursor)),
        )
        for kind in THROUGH:
            for query in reached(kind):
                insert(cursor, REACHED, query)
        for query in counted():
            insert(cursor, COUNTS, query)


def _predecessors(cursor: Any) -> set[tuple[str, str]]:
    cursor.execute(f"SELECT content FROM policies_edition e WHERE e.kind = '{Kind.AGENCY}' AND {_current('e')}")  # noqa: S608
    contents = [json.loads(content) for (content,) in cursor.fetchall()]
    return {(content["id"], row["agency"]["id"]) for content in contents for row in content["predecessors"]}


def differences(connection: Any) -> Iterator[str]:
    """Every row that is not what follows from the current editions, as a short text: stored, or missing."""
    with connection.cursor() as cursor:
        following = _predecessors(cursor)
        cursor.execute(f"SELECT agency_id, predecessor_id FROM {PREDECESSORS}")  # noqa: S608
        for pair in sorted(following.symmetric_difference(cursor.fetchall())):
            yield f"{PREDECESSORS}: {' '.join(pair)}"
        queries = {REACHED: [query for kind in THROUGH for query in reached(kind)], COUNTS: list(counted())}
        for table, found in queries.items():
            for row in _differing(cursor, table, found):
                yield f"{table}: {' '.join(str(value) for value in row if value != EVERY)}"


def _differing(cursor: Any, table: str, queries: Iterable[str]) -> list[tuple[Any, ...]]:
    columns = COLUMNS[table]
    # A query that begins with its own list can stand in another only as a table.
    every = " UNION ALL ".join(f"SELECT {columns} FROM ({query}) AS part{place}" for place, query in enumerate(queries))  # noqa: S608
    stored = f"SELECT {columns} FROM {table}"  # noqa: S608
    rows = []
    for one, other in ((every, stored), (stored, every)):
        cursor.execute(f"SELECT * FROM ({one}) AS one EXCEPT SELECT * FROM ({other}) AS other")  # noqa: S608
        rows += cursor.fetchall()
    return sorted(rows, key=str)


def standing_with(connection: Any, kind: str, facet: str, values: Collection[str]) -> Iterator[tuple[str, uuid.UUID]]:
    """The current records of the kind that have any of the values themselves, each with it.

    Very many records may have the source, and few of them are sources: these are gone through one by one.
    """
    tables = ["policies_facet own", "policies_edition near"]
    join = " CROSS JOIN ".join(reversed(tables) if kind == Kind.SOURCE else tables)
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT own.value, near.record_id FROM {join} WHERE {_current('near')} AND near.kind = %s "  # noqa: S608
            f"AND own.edition_id = near.sequence AND own.facet = %s AND own.value IN ({places})",
            [kind, facet, *values],
        )
        for value, name in cursor.fetchall():
            yield value, name if isinstance(name, uuid.UUID) else uuid.UUID(name)


def families(predecessors: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Each agency that has predecessors, with itself, them, and theirs, to the beginning."""
    before: dict[str, set[str]] = {}
    for agency, predecessor in predecessors:
        before.setdefault(agency, set()).add(predecessor)
    return {agency: _up(agency, before) for agency in before}


def _up(name: str, before: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    frontier = {name}
    while frontier:
        found |= frontier
        frontier = set().union(*(before.get(member, set()) for member in frontier)) - found
    return found
