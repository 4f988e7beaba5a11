"""What the pages of pictures share: the same filters as the lists, shown and taken away in the same way."""

from typing import Any

from django.http import HttpRequest

from policies.catalogue.listing import Listing
from policies.catalogue.vocabulary import Vocabulary
from policies.templatetags.reference import local
from policies.views.asking import past
from policies.views.lists import note, problems
from policies.views.narrowing import Address, chosen, fields, kept, offered
from policies.views.trail import trail
from policies.views.ways import ways


def as_of(listing: Listing) -> str:
    """The moment of a list as it was given; nothing for now."""
    return listing.data.get("as_of", "") if listing.as_of else ""


def frame(
    request: HttpRequest,
    name: str,
    heading: Any,
    listing: Listing,
    complaints: dict[str, list[str]],
    vocabulary: Vocabulary,
) -> dict[str, Any]:
    """The context of every picture; `name` is its address without the slashes."""
    address = Address(request.path, listing.data)
    moment = as_of(listing)
    return {
        "section": name,
        "trail": trail((heading, ""), as_of=moment),
        "past": past(request, moment, listing.as_of),
        "heading": heading,
        "action": local(f"/{name}/"),
        "problems": problems(complaints, address),
        "chosen": chosen(listing, address),
        "note": note(listing.kind, listing.data, complaints),
        "fields": fields(listing.kind, listing.data),
        "kept": kept(listing.kind, listing.data),
        "facets": offered(listing, address, vocabulary),
        "ways": ways(listing.kind, listing.data, name),
    }
