"""Records that go with another one: a short list, and where the rest is."""

from typing import Any

from django.http import QueryDict

from policies.catalogue.listing import Listing
from policies.views.trail import list_address

SHOWN = 100


def related(kind: str, parameter: str, value: str, *, as_of: str = "", most: int = SHOWN) -> dict[str, Any]:
    """The first records of a kind that this filter finds, how many there are, and the list of them all.

    With `as_of`, as they stood at that moment. Of a record the value is its slug: the list has a readable address.
    """
    query = QueryDict(mutable=True)
    query[parameter] = value
    if as_of:
        query["as_of"] = as_of
    listing = Listing(kind, query)
    rows = listing.records(listing.page(1, most).editions)
    return {"rows": rows, "count": listing.count, "href": f"{list_address(kind)}?{query.urlencode()}"}


def beside(record: dict[str, Any], kind: str, parameter: str, value: str, *, as_of: str, most: int) -> dict[str, Any]:
    """The same without this record: those that stand beside it."""
    found = related(kind, parameter, value, as_of=as_of, most=most + 1)
    rows = [row for row in found["rows"] if row["id"] != record["id"]][:most]
    return {**found, "rows": rows, "count": found["count"] - 1}
