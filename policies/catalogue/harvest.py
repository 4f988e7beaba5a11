"""What a harvester is told: every record that was ever public as it is now, in the order in which it last changed.

A record that changes meanwhile moves to the end, so that a harvester who goes on after the last record that it was
given misses nothing and needs no state of ours.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Q

from policies.catalogue.kinds import PLURALS
from policies.catalogue.vocabulary import terms_of
from policies.choices import Kind, Scheme
from policies.models.edition import TOMBSTONES, Edition, EditionQuerySet, Facet, Log

AT_ONCE = 100
KIND, THEME = "kind", "theme"


@dataclass(frozen=True)
class Harvest:
    """The records that last changed from `since` on and before `before`, of one set or of all; those after `after`.

    A set tells also of what has left it: of the ends of what was in it, with whatever theme; and of everything that
    was taken down, because who keeps the words has to hear of it.
    """

    since: datetime | None = None
    before: datetime | None = None
    set_: str = ""
    after: int = 0

    @cached_property
    def portion(self) -> Sequence[Edition]:
        """At most AT_ONCE editions, tombstones among them; one query."""
        return self._found[:AT_ONCE]

    @cached_property
    def _found(self) -> list[Edition]:
        rows = self._all().filter(sequence__gt=self.after).order_by("sequence").defer("search_text")
        return list(rows[: AT_ONCE + 1])

    @property
    def following(self) -> "Harvest | None":
        """What comes after this portion, if anything does."""
        return replace(self, after=self.portion[-1].sequence) if len(self._found) > AT_ONCE else None

    def count(self) -> int:
        """The number of all records, with those before `after`; one query."""
        return self._all().count()

    def _all(self) -> EditionQuerySet:
        editions = Edition.objects.latest()
        if self.since:
            editions = editions.filter(published_at__gte=self.since)
        if self.before:
            editions = editions.filter(published_at__lt=self.before)
        return self._in_set(editions) if self.set_ else editions

    def _in_set(self, editions: EditionQuerySet) -> EditionQuerySet:
        family, _colon, name = self.set_.partition(":")
        if family == KIND:
            return editions.of(name)
        if family == THEME:
            had = Facet.objects.filter(facet=THEME, value=name).values("edition__record_id")
            return editions.filter(Q(record_id__in=had) | Q(is_takedown=True))
        return editions.none()


def record_of(name: str) -> Edition | None:
    """The last edition of the record with that id, a tombstone if it is gone; one query."""
    return Edition.objects.latest().filter(record_id=name).defer("search_text").first()


def sets_of(editions: Iterable[Edition]) -> dict[int, list[str]]:
    """The sets that each of the editions is in, by its number; of an end, those that the record was in. One query.

    Of what was taken down only its kind is said.
    """
    ends = {edition.record_id: edition for edition in editions if edition.action in TOMBSTONES}
    rows = Facet.objects.filter(
        Q(edition__in=[edition.pk for edition in editions])
        | Q(
            edition__record_id__in=ends, edition__superseded_at__in=[edition.published_at for edition in ends.values()]
        ),
        facet=THEME,
        direct=True,
    )
    themes = defaultdict(list)
    for record, value in rows.order_by("value").values_list("edition__record_id", "value"):
        themes[record].append(value)
    return {
        edition.pk: [f"{KIND}:{edition.kind}"]
        + ([] if edition.is_takedown else [f"{THEME}:{value}" for value in themes[edition.record_id]])
        for edition in editions
    }


def sets() -> list[tuple[str, str]]:
    """(name, title in English) of every set there is; one query."""
    kinds = [(f"{KIND}:{kind}", plural.title()) for kind, plural in {**PLURALS, Kind.TERM: "terms"}.items()]
    return kinds + [(f"{THEME}:{term['code']}", term["label"]["en"]) for term in terms_of(Scheme.THEME)]


def log() -> tuple[str, datetime]:
    """The epoch of the log, and the moment of its last edition: nothing earlier will ever be added. One query."""
    found = Log.objects.get(pk=1)
    return found.epoch, found.published_at


def earliest() -> datetime | None:
    """When the first edition of all was published; one query."""
    return Edition.objects.order_by("sequence").values_list("published_at", flat=True).first()
