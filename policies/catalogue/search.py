"""What a query finds, and in which order: the same for pages, API, exports and feeds, and on both databases.

Every part of the order is a rank of ours over stored tokens; no database is asked how well anything matches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from operator import and_, or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from policies.catalogue.search_words import Clause, Wanted, read_together, wanted
from policies.models.edition import EditionQuerySet
from policies.models.search import SearchEntry, Sentence
from policies.text.parts import NAME, QUOTE, TEXT, WHOLE
from policies.text.tokens import Piece, name_token, pieces

# The parts that count for each rank: names, then quotes, then all.
UP_TO = ((NAME,), (NAME, QUOTE), (NAME, QUOTE, TEXT))
# 0: the query is a name. 1 to 3: its words are in names, in quotes, anywhere. 4 to 6: the same of what else answers.
LAST_RANK = 2 * len(UP_TO)


@dataclass
class Search:
    """A query at a moment. Any text is one; a text without a word finds nothing."""

    query: str
    as_of: datetime | None = None

    @cached_property
    def pieces(self) -> list[Piece]:
        return pieces(self.query)

    @cached_property
    def _wanted(self) -> list[Wanted]:
        return wanted(self.pieces, self.as_of)

    @property
    def asked(self) -> list[Wanted]:
        """What must be there."""
        return [row for row in self._wanted if not row.piece.is_excluded]

    @property
    def refused(self) -> list[Wanted]:
        """What must not."""
        return [row for row in self._wanted if row.piece.is_excluded]

    @cached_property
    def together(self) -> Clause | None:
        """The one name that all words spell."""
        return read_together([piece for piece in self.pieces if not piece.is_excluded])

    def narrow(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Those of the editions that have all that is asked for and nothing that is excluded."""
        if not self.pieces:
            return editions.none()
        if self.asked:
            editions = editions.filter(pk__in=_keys(self._entries(UP_TO[-1], wide=True)))
        if self.refused:
            editions = editions.exclude(pk__in=_keys(self._excluded(SearchEntry.objects.all(), IN_ENTRY)))
        return editions

    def ranked(self, editions: EditionQuerySet) -> EditionQuerySet:
        """The editions with a `rank`, from 0, the best, to LAST_RANK."""
        cases = [When(pk__in=_keys(rows), then=Value(rank)) for rank, rows in self._ranks()] if self.asked else []
        return editions.annotate(rank=Case(*cases, default=Value(LAST_RANK), output_field=IntegerField()))

    def named(self) -> QuerySet:
        """The entries of editions of which the query is a name."""
        whole = " ".join(row.piece.text for row in self.asked)
        return SearchEntry.objects.filter(tokens__having=[[f"{WHOLE}{name_token(whole)}"]])

    def _ranks(self) -> Iterator[tuple[int, QuerySet]]:
        yield 0, self.named()
        for rank, levels in enumerate(UP_TO, start=1):
            yield rank, self._entries(levels, wide=False)
        if self.together or any(row.wide for row in self.asked):
            for rank, levels in enumerate(UP_TO[:-1], start=1 + len(UP_TO)):
                yield rank, self._entries(levels, wide=True)

    def sentences(self, *, wide: bool = True) -> QuerySet:
        """The sentences of texts that have all that is asked for, or only those that have the words themselves."""
        if not self.asked:
            return Sentence.objects.none()
        found = Sentence.objects.filter(self._condition((TEXT,), IN_SENTENCE, wide=wide))
        if self.refused:
            found = found.exclude(pk__in=_keys(self._excluded(Sentence.objects.all(), IN_SENTENCE)))
        return found

    def _entries(self, levels: Sequence[int], *, wide: bool) -> QuerySet:
        return SearchEntry.objects.filter(self._condition(levels, IN_ENTRY, wide=wide))

    def _condition(self, levels: Sequence[int], text: str, *, wide: bool) -> Q:
        ways = [(*row.near, *row.wide) if wide else row.near for row in self.asked]
        every = _all_of(ways, levels, text)
        return every | _any_of([self.together], levels, text) if wide and self.together else every

    def _excluded(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(reduce(or_, (_any_of(row.near, UP_TO[-1], text) for row in self.refused)))


# Where the text stands that a check is made in.
IN_ENTRY, IN_SENTENCE = "edition__search_text", "search_text"


def _keys(rows: QuerySet) -> QuerySet:
    return rows.order_by().values("pk")


def _all_of(ways: Sequence[Sequence[Clause]], levels: Sequence[int], text: str) -> Q:
    """Each of the pieces answered in any of its ways. What a word or another answers is one look at the index."""
    simple = [row for row in ways if all(clause.is_one_group for clause in row)]
    groups = [_at(levels, frozenset().union(*(clause.groups[0] for clause in row))) for row in simple]
    others = [_any_of(row, levels, text) for row in ways if row not in simple]
    return reduce(and_, others, Q(tokens__having=groups) if groups else Q())


def _any_of(clauses: Sequence[Clause], levels: Sequence[int], text: str) -> Q:
    """Any of the clauses; those of a single group are one look at the index."""
    simple = frozenset().union(*(clause.groups[0] for clause in clauses if clause.is_one_group))
    answers = [Q(tokens__having=[_at(levels, simple)])] if simple else []
    for clause in clauses:
        if not clause.is_one_group and all(clause.groups):
            having = Q(tokens__having=[_at(levels, group) for group in clause.groups]) if clause.groups else Q()
            answers.append(having & Q(**{f"{text}__contains": clause.check}) if clause.check else having)
    return reduce(or_, answers, Q(pk__in=[]))


def _at(levels: Sequence[int], tokens: frozenset[str]) -> list[str]:
    """The tokens as they are stored, in a stable order."""
    return [f"{level}{token}" for level in levels for token in sorted(tokens)]
