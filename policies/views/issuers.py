"""Who issues with whom: agencies and their documents, as a picture that takes all that the list of documents takes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.issuers import issuing, totals
from policies.catalogue.listing import PAGE_PARAMETERS, Listing
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.views.dressing import dress
from policies.views.lists import count_in_words, read_portion
from policies.views.narrowing import Address
from policies.views.pages import page_links
from policies.views.pictures import as_of, frame
from policies.views.trail import list_address

AT_ONCE = 50


def issuers_page(request: HttpRequest) -> HttpResponse:
    listing = Listing(Kind.DOCUMENT, request.GET, besides=PAGE_PARAMETERS)
    complaints = dict(listing.complaints)
    portion = read_portion(listing, listing.data, complaints, size=AT_ONCE)
    vocabulary = Vocabulary.read(listing.as_of)
    address = Address(request.path, listing.data)
    records = dress(listing.records(portion.editions), vocabulary, as_of(listing))
    context = {
        **frame(request, "issuers", _("Who issues with whom"), listing, complaints, vocabulary),
        "issuing": with_addresses(issuing(records, totals(listing)), listing),
        "count_in_words": count_in_words(Kind.DOCUMENT, 0 if complaints else listing.count),
        "pages": page_links(portion, listing.count, address.at_page),
    }
    return render(request, "policies/issuers.html", context, status=400 if complaints else 200)


def with_addresses(picture: dict[str, Any], listing: Listing) -> dict[str, Any]:
    """Every agency with the list of its documents under the other filters: as many as its number says."""
    lists = Address(list_address(Kind.DOCUMENT), listing.data)
    for row in picture["rows"]:
        row["href"] = lists(agency=row["agency"]["slug"], page_size=None)
    return picture
