"""What is new of a list, the latest first: its records' editions, and the ends of those that were on it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from policies.catalogue.listing import Listing
from policies.catalogue.through import At
from policies.choices import Action
from policies.models.edition import TOMBSTONES, Edition, EditionQuerySet, Log

# Where the older part of a feed begins: before the edition of this place in the log.
BEFORE = "before"
MOST_ENTRIES = 50


@dataclass(frozen=True)
class Feed:
    """The news of the list with this query string: what was published, restored, un-merged, withdrawn or merged.

    A renewal is no news: it says of a record what is already told of another. Of a record that is no longer public
    only its end is told, in the feeds of the lists that it was on when it ended. A takedown is told in every feed of
    the kind: who keeps the words hears of it, and no filter can find out what they were.
    """

    listing: Listing

    @property
    def complaints(self) -> dict[str, list[str]]:
        given = self.listing.data.getlist(BEFORE)
        is_good = not given or (len(given) == 1 and given[0].isascii() and given[0].isdecimal() and len(given[0]) < 19)
        wrong = _("“%(value)s” is no place in a feed. Take the address from its link “next”, or start without one.")
        own = {} if is_good else {BEFORE: [wrong % {"value": ", ".join(given)[:60]}]}
        return self.listing.complaints | own

    @cached_property
    def _found(self) -> list[Edition]:
        if self.complaints:
            return []
        editions = self._news().telling_hidden().defer("search_text").order_by("-sequence")
        if before := self.listing.data.get(BEFORE):
            editions = editions.filter(sequence__lt=int(before))
        return list(editions[: MOST_ENTRIES + 1])

    @property
    def entries(self) -> list[Edition]:
        """The editions of this part, each with `is_hidden`; one query."""
        return self._found[:MOST_ENTRIES]

    @property
    def next(self) -> int | None:
        """Where the older part begins, if there is one."""
        return self.entries[-1].sequence if len(self._found) > MOST_ENTRIES else None

    @property
    def updated(self) -> datetime:
        """When the last of its entries came; of an empty feed, when anything last came, no later than its moment."""
        if self.entries:
            return self.entries[0].published_at
        last, moment = Log.objects.get(pk=1).published_at, self.listing.as_of
        return min(last, moment) if moment else last

    def _by_then(self) -> EditionQuerySet:
        editions = Edition.objects.of(self.listing.kind)
        return editions.filter(published_at__lte=self.listing.as_of) if self.listing.as_of else editions

    def _news(self) -> EditionQuerySet:
        listed = self.listing.narrowed.order_by().values("record_id")
        told = self._by_then().exclude(action=Action.RENEWED).filter(record_id__in=listed).not_taken_down()
        return Edition.objects.filter(Q(pk__in=told.sequences()) | Q(pk__in=self._ends().sequences()))

    def _ends(self) -> EditionQuerySet:
        """The tombstones of what was on the list when it ended, and those of which nobody is to know whether it was."""
        last = Edition.objects.of(self.listing.kind).standing().filter(superseded_at__isnull=False)
        matching = self.listing.filter.narrow(last, At(ended=True))
        own = {"record_id": OuterRef("record_id"), "number": OuterRef("before")}
        is_telling = Exists(last.not_taken_down().filter(**own))
        ends = self._by_then().annotate(before=F("number") - 1).filter(action__in=TOMBSTONES).filter(self._lasting())
        return ends.filter(Q(Exists(matching.filter(**own))) | ~Q(is_telling) | Q(is_takedown=True))

    def _lasting(self) -> Q:
        """Of an edition that was the last one at the moment."""
        last = Q(superseded_at__isnull=True)
        return last | Q(superseded_at__gt=self.listing.as_of) if self.listing.as_of else last

    def has_ended(self, edition: Edition) -> bool:
        """Whether this stands for a record that was no longer public at the moment."""
        until, moment = edition.superseded_at, self.listing.as_of
        return edition.action in TOMBSTONES and (until is None or bool(moment and until > moment))

    def gone(self) -> dict[Edition, list[str]]:
        """For each end in this part the ids of the entries that are gone with it; one query, or none without ends."""
        ends = {edition.record_id: edition for edition in self.entries if self.has_ended(edition)}
        if not ends:
            return {}
        rows = self._by_then().filter(record_id__in=ends).standing().exclude(action=Action.RENEWED)
        found: dict[Edition, list[str]] = {edition: [] for edition in ends.values()}
        for name, number in rows.order_by("sequence").values_list("record_id", "number"):
            found[ends[name]].append(entry_id(name, number))
        return found

    def merged_into(self) -> dict[uuid.UUID, dict[str, Any]]:
        """The records into which those of this part were merged, by id, where they are public; at most one query."""
        names = {edition.into for edition in self.entries if edition.into}
        rows = Edition.objects.public(self.listing.as_of).filter(record_id__in=names) if names else ()
        return {edition.record_id: edition.record for edition in rows}


def entry_id(record: uuid.UUID, number: int) -> str:
    """The id of an edition wherever it is told of, whatever its address becomes."""
    return uuid.uuid5(record, f"edition {number}").urn
