"""The same terms in another role: whom something is meant for, and the place it is aimed at, are kept apart."""

from typing import Any

from django.http import QueryDict

from policies.catalogue.listing import Listing
from policies.views.narrowing import Address

OTHER_ROLE = {"target": "place", "place": "target"}


def in_the_other_role(listing: Listing, address: Address) -> dict[str, Any]:
    """What the terms that the list is narrowed by find in their other role: which role, how many, and where.

    Nothing where they find nothing, and nothing is asked of the database where the list is not narrowed by any.
    """
    given = [name for name in OTHER_ROLE if any(listing.data.getlist(name))]
    if len(given) != 1 or listing.complaints:
        return {}
    (name,) = given
    role = OTHER_ROLE[name]
    href = address(**{name: None, role: listing.data.getlist(name)})
    number = Listing(listing.kind, QueryDict(href.partition("?")[2])).count
    return {"role": role, "number": number, "href": href} if number else {}
