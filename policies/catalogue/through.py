"""What a record is found by through others: a document by the instruments of its measures.

What is found now is kept with every publication (`models/counts.py`). Of a past moment what was public then is joined,
so that a measure that is withdrawn or taken down no longer counts for its document, and on every day before it did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from policies.choices import Kind
from policies.models import counts
from policies.models.counts import Reached, Way
from policies.models.edition import Edition, EditionQuerySet, Facet, Passage

Number = tuple[str, str, int]


@dataclass(frozen=True)
class At:
    """The moment at which the others are read: now, at `as_of`, or, with `ended`, when the edition itself ended."""

    as_of: datetime | None = None
    ended: bool = False

    @property
    def is_now(self) -> bool:
        return not self.as_of and not self.ended

    def editions(self) -> EditionQuerySet:
        return Edition.objects.standing().not_taken_down() if self.ended else Edition.objects.public(self.as_of)

    def together(self, end: OuterRef) -> Q:
        """Of a row of another's edition: that it stood until that end, whether or not it ended then, too.

        Not every record is written anew when one that is reached through it ends: a document is not for a statement.
        """
        until_then = Q(edition__superseded_at__isnull=True) | Q(edition__superseded_at__gte=end)
        return until_then & Q(edition__published_at__lt=end) if self.ended else Q()


@dataclass(frozen=True)
class Through:
    """Through the records of these kinds that have the same value of a facet: those of the same document, for one."""

    over: str
    kinds: tuple[str, ...]

    def others(self, at: At) -> EditionQuerySet:
        return at.editions().filter(kind__in=self.kinds)

    def reaching(self, editions: EditionQuerySet, others: EditionQuerySet, at: At) -> EditionQuerySet:
        """Those of the editions from which any of the others is reached."""
        shared = Facet.objects.filter(facet=self.over, edition__in=others.sequences())
        if at.ended:
            together = shared.filter(at.together(OuterRef(OuterRef("superseded_at"))), value=OuterRef("value"))
            own = Facet.objects.filter(Exists(together), edition=OuterRef("pk"), facet=self.over)
            return editions.filter(Exists(own))
        # Lists that do not depend on the row: a database makes each once.
        own = Facet.objects.filter(facet=self.over, value__in=shared.values("value"))
        return editions.filter(pk__in=own.values("edition"))

    def having(self, editions: EditionQuerySet, facet: str, values: Sequence[str], at: At) -> EditionQuerySet:
        """Those of the editions from which one with any of these values is reached."""
        if at.is_now:
            return _reaching_now(editions, facet, values)
        rows = Facet.objects.filter(facet=facet, value__in=values)
        return self.reaching(editions, self.others(at).filter(pk__in=rows.values("edition")), at)

    def counted(self, editions: EditionQuerySet, names: Sequence[str], as_of: datetime) -> Iterator[Number]:
        """Facet, value, and from how many of the editions one with it is reached at the moment; at most one query.

        Both ends are made first, and CROSS JOIN keeps SQLite to this order. PostgreSQL may choose another, but with
        both ends at hand it chooses well even where it does not know how large its tables are.
        """
        try:
            near, near_values = editions.sequences().query.sql_with_params()
            far, far_values = self.others(At(as_of)).sequences().query.sql_with_params()
        # There is no SQL for a list that is known to be empty, as of words that no record has.
        except EmptyResultSet:
            return
        table, places = Facet._meta.db_table, ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH near AS MATERIALIZED ({near}), other AS MATERIALIZED ({far}) "  # noqa: S608 - names in the code
                "SELECT far.facet, far.value, COUNT(DISTINCT own.edition_id) "
                f"FROM near CROSS JOIN {table} own CROSS JOIN {table} shared CROSS JOIN other CROSS JOIN {table} far "
                "WHERE own.edition_id = near.sequence AND own.facet = %s AND shared.facet = own.facet "
                "AND shared.value = own.value AND shared.edition_id = other.sequence "
                f"AND far.edition_id = other.sequence AND far.facet IN ({places}) GROUP BY far.facet, far.value",
                [*near_values, *far_values, self.over, *names],
            )
            yield from cursor.fetchall()


class Citing(Through):
    """From a source to the stances of what cites it. A record may cite several sources, each with another stance."""

    def having(self, editions: EditionQuerySet, facet: str, values: Sequence[str], at: At) -> EditionQuerySet:
        if at.is_now:
            return _reaching_now(editions, facet, values)
        of_source = Passage.objects.filter(source_id=OuterRef("record_id"), edition__in=self.others(at).sequences())
        together = at.together(OuterRef("superseded_at"))
        return editions.filter(Exists(of_source.filter(together, **{f"{facet}__in": values})))

    def counted(self, editions: EditionQuerySet, names: Sequence[str], as_of: datetime) -> Iterator[Number]:
        cited = Passage.objects.filter(
            source_id__in=editions.order_by().values("record_id"), edition__in=self.others(At(as_of)).sequences()
        )
        for name in names:
            for value, number in cited.values_list(name).annotate(Count("source_id", distinct=True)):
                yield name, value, number


def _reaching_now(editions: EditionQuerySet, facet: str, values: Sequence[str]) -> EditionQuerySet:
    return editions.filter(record_id__in=Reached.objects.filter(facet=facet, value__in=values).values("record_id"))


def counted_now(editions: EditionQuerySet, names: Sequence[str]) -> Iterator[Number]:
    """Facet, value, and from how many of these current editions it is reached; one query."""
    rows = Reached.objects.filter(facet__in=names, record_id__in=editions.order_by().values("record_id"))
    yield from rows.values_list("facet", "value").annotate(Count("pk"))


def _made(way: Way) -> Through:
    return (Citing if way.by_citation else Through)(way.over, way.kinds)


# The facets that records of a kind have through others, and through which. All other facets they have themselves.
THROUGH: dict[str, dict[str, Through]] = {
    kind: {facet: _made(way) for facet, way in facets.items()} for kind, facets in counts.THROUGH.items()
}
# A kind without dates of its own is found by those of its documents.
DATED_BY: dict[str, Through] = {Kind.AGENCY: _made(counts.ISSUED), Kind.STATEMENT: _made(counts.DOCUMENTS)}
