"""Documents that lie in a period by another of their dates than the one that is held, by which lists find them.

Other dates are in no index: they are read in the contents, and so only where these are few.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.catalogue.fields import CERTAINLY
from policies.catalogue.filters import PERIOD
from policies.catalogue.listing import Listing
from policies.choices import Kind

# So many documents that are not on the list are read.
MOST_READ = 200


@dataclass(frozen=True)
class Otherwise:
    """The documents, each with its dates in the period; `is_known` is false where there were too many to read."""

    found: list[dict[str, Any]]
    is_known: bool = True


def otherwise_in_period(listing: Listing) -> Otherwise:
    """What the list would have besides, if every date counted; at most one query, and none without a period."""
    if listing.complaints or listing.kind != Kind.DOCUMENT:
        return Otherwise([])
    chosen = listing.filter.form.cleaned_data
    since, until = chosen["from"], chosen["to"]
    if not since and not until:
        return Otherwise([])
    first, last = since.earliest if since else date.min, until.latest if until else date.max
    besides = listing.filter.narrowed(but=[PERIOD]).exclude(pk__in=listing.narrowed.sequences())
    editions = list(besides.defer("search_text").order_by("earliest", "latest_day", "record_id")[: MOST_READ + 1])
    if len(editions) > MOST_READ:
        return Otherwise([], is_known=False)
    certainly = chosen["dates"] == CERTAINLY
    rows = [
        {"record": record, "dates": [when for when in record["dates"] if _lies(when, first, last, certainly=certainly)]}
        for record in listing.records(editions)
    ]
    return Otherwise([row for row in rows if row["dates"]])


def _lies(when: dict[str, Any], first: date, last: date, *, certainly: bool) -> bool:
    """Whether another date than the one held lies in the period, certainly or possibly."""
    if when["preferred"]:
        return False
    earliest = date.fromisoformat(when["earliest"]) if when["earliest"] else date.min
    latest = date.fromisoformat(when["latest"]) if when["latest"] else date.max
    return first <= earliest and latest <= last if certainly else first <= latest and earliest <= last
