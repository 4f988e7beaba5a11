"""The results of one query over all kinds of records, and over the sentences of public sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from policies.catalogue.listing import ORDERS
from policies.catalogue.search import Search
from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet
from policies.models.search import SearchEntry, Sentence

# Sources that have the same text: the first that was published leads to it.
IN_ORDER = ("nearness", "text_id", "start")


@dataclass(frozen=True)
class Passage:
    """A sentence of a public source, where it stands in the text that the source's page shows."""

    start: int
    end: int
    text: str
    source: dict[str, Any]


@dataclass
class Results:
    """What a query finds at its moment."""

    search: Search

    def counts(self) -> dict[str, int]:
        """The number of records of each kind that has any; one query."""
        found = self._found().order_by().values_list("kind").annotate(number=Count("pk"))
        return dict(found)

    def best(self, kind: str, start: int, end: int) -> list[Edition]:
        """Records of the kind, the best first, as its list has them."""
        found = self.search.ranked(self._found().of(kind))
        return list(found.defer("search_text").order_by(*ORDERS["relevance"])[start:end])

    def readings(self, editions: Iterable[Edition]) -> dict[int, str]:
        """How the names of agencies in these editions are read; one query."""
        rows = SearchEntry.objects.filter(pk__in=[edition.pk for edition in editions]).exclude(readings="")
        return dict(rows.values_list("pk", "readings"))

    def count_passages(self) -> int:
        return self._sentences().count()

    def passages(self, start: int, end: int) -> list[Passage]:
        """Sentences that have the words themselves, then others; of each text in its order. Three queries."""
        found = list(self._sentences().order_by(*IN_ORDER).select_related("text")[start:end])
        sources = self._sources({row.text_id for row in found})
        return [_passage(row, sources[row.text_id]) for row in found]

    def _found(self) -> EditionQuerySet:
        return self.search.narrow(self.search.public())

    def _public_texts(self) -> QuerySet:
        sources = Edition.objects.public(self.search.as_of).of(Kind.SOURCE)
        return SearchEntry.objects.filter(text__isnull=False, edition__in=sources.order_by().values("pk"))

    def _sentences(self) -> QuerySet:
        return self.search.sentences().filter(text__in=self._public_texts().order_by().values("text"))

    def _sources(self, texts: Sequence[str] | set[str]) -> dict[str, Edition]:
        rows = self._public_texts().filter(text__in=texts).select_related("edition").order_by("-pk")
        return {row.text_id: row.edition for row in rows}


def _passage(row: Sentence, source: Edition) -> Passage:
    return Passage(row.start, row.end, row.text.text[row.start : row.end], source.record)
