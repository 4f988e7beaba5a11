"""What a query finds, and in which order: the same for pages, API, exports and feeds, and on both databases.

Every part of the order is a rank of ours over stored tokens; no database is asked how well anything matches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from policies.catalogue.search_words import Clause, Wanted, read_together, wanted
from policies.models.edition import Edition, EditionQuerySet
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

    def public(self) -> EditionQuerySet:
        """What the public sees or saw. A tombstone has no word: where any is asked for, it need not be left out, and
        an index alone tells what is found.
        """
        return Edition.objects.latest() if self.asked and not self.as_of else Edition.objects.public(self.as_of)

    def narrow(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Those of the editions that have all that is asked for and nothing that is excluded."""
        return self._narrow(editions, SearchEntry) if self.pieces else editions.none()

    def ranked(self, editions: EditionQuerySet) -> EditionQuerySet:
        """The editions with a `rank`, from 0, the best, to LAST_RANK."""
        cases = [When(answers, then=Value(rank)) for rank, answers in self._ranks()] if self.asked else []
        # A bare number in ORDER BY would be the place of a column.
        last = Cast(Value(LAST_RANK), IntegerField())
        return editions.annotate(rank=Case(*cases, default=last, output_field=IntegerField()))

    def _ranks(self) -> Iterator[tuple[int, Q]]:
        whole = " ".join(row.piece.text for row in self.asked)
        yield 0, Q(pk__in=SearchEntry.objects.having([[f"{WHOLE}{name_token(whole)}"]]))
        for rank, levels in enumerate(UP_TO, start=1):
            yield rank, self._answering(SearchEntry, levels, wide=False)
        if self.together or any(row.wide for row in self.asked):
            for rank, levels in enumerate(UP_TO[:-1], start=1 + len(UP_TO)):
                yield rank, self._answering(SearchEntry, levels, wide=True)

    def sentences(self) -> QuerySet:
        """The sentences of texts that have all that is asked for and nothing that is excluded, with a `nearness`:
        0 if they have the words themselves, else 1.
        """
        if not self.asked:
            return Sentence.objects.none()
        near = When(self._answering(Sentence, (TEXT,), wide=False), then=Value(0))
        found = self._narrow(Sentence.objects.all(), Sentence)
        return found.annotate(nearness=Case(near, default=Value(1), output_field=IntegerField()))

    def _narrow(self, rows: Any, model: Any) -> Any:
        if self.asked:
            rows = rows.filter(self._answering(model, UP_TO[-1], wide=True))
        for row in self.refused:
            rows = rows.exclude(_any_of(model, row.near, UP_TO[-1]))
        return rows

    def _answering(self, model: Any, levels: Sequence[int], *, wide: bool) -> Q:
        """What answers all that is asked for, in parts of these levels."""
        ways = [(*row.near, *row.wide) if wide else row.near for row in self.asked]
        every = _all_of(model, ways, levels)
        return every | _any_of(model, [self.together], levels) if wide and self.together else every


# Editions and sentences alike have their text in `search_text`; the tokens of `model` have their keys.


def _all_of(model: Any, ways: Sequence[Sequence[Clause]], levels: Sequence[int]) -> Q:
    """Each of the pieces answered in any of its ways. Pieces that single tokens answer are one look at the index."""
    simple = [all(clause.is_one_group for clause in row) for row in ways]
    groups = [
        _at(levels, frozenset().union(*(clause.groups[0] for clause in row)))
        for row, is_simple in zip(ways, simple, strict=True)
        if is_simple
    ]
    others = [_any_of(model, row, levels) for row, is_simple in zip(ways, simple, strict=True) if not is_simple]
    return reduce(and_, others, Q(pk__in=model.objects.having(groups)) if groups else Q())


def _any_of(model: Any, clauses: Sequence[Clause], levels: Sequence[int]) -> Q:
    """Any of the clauses; those that single tokens answer are one look at the index."""
    single = frozenset().union(*(clause.groups[0] for clause in clauses if clause.is_one_group))
    answers = [Q(pk__in=model.objects.having([_at(levels, single)]))] if single else []
    for clause in clauses:
        # What no token leads to is somewhere in the text; in which part is not known.
        if not clause.groups and TEXT not in levels:
            continue
        # A word that no known word contains is nowhere.
        if not clause.is_one_group and all(clause.groups):
            groups = [_at(levels, group) for group in clause.groups]
            having = Q(pk__in=model.objects.having(groups)) if groups else Q()
            answers.append(having & Q(search_text__contains=clause.check) if clause.check else having)
    return reduce(or_, answers, Q(pk__in=[]))


def _at(levels: Sequence[int], tokens: frozenset[str]) -> list[str]:
    """The tokens as they are stored, in a stable order."""
    return [f"{level}{token}" for level in levels for token in sorted(tokens)]
