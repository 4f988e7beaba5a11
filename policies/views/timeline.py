"""The documents in time, as a picture that takes all that their list takes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.expansion import expanded
from policies.catalogue.listing import PAGE_PARAMETERS, Listing
from policies.catalogue.timeline import family_code, timeline
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.models.edition import Edition
from policies.views.dressing import dress
from policies.views.lists import count_in_words, read_portion
from policies.views.narrowing import Address
from policies.views.pages import page_links
from policies.views.pictures import as_of, frame


def timeline_page(request: HttpRequest) -> HttpResponse:
    listing = Listing(Kind.DOCUMENT, request.GET, besides=PAGE_PARAMETERS)
    complaints = dict(listing.complaints)
    portion = read_portion(listing, listing.data, complaints)
    vocabulary = Vocabulary.read(listing.as_of)
    address = Address(request.path, listing.data)
    context = {
        **frame(request, "timeline", _("Documents in time"), listing, complaints, vocabulary),
        **drawn(listing, portion.editions, vocabulary),
        "count_in_words": count_in_words(Kind.DOCUMENT, 0 if complaints else listing.count),
        "pages": page_links(portion, listing.count, address.at_page),
    }
    return render(request, "policies/timeline.html", context, status=400 if complaints else 200)


def drawn(listing: Listing, editions: list[Edition], vocabulary: Vocabulary) -> dict[str, Any]:
    """The documents in time with their measures, and the families of instruments among these; one query."""
    families = vocabulary.families()
    records = expanded(listing.records(editions), ["measures"], listing.as_of)
    picture = timeline(dress(records, vocabulary, as_of(listing)), [term["code"] for term in families])
    present = {family_code(measure) for row in picture["rows"] for measure in row["measures"]}
    named = [term for term in families if term["code"] in present]
    return {"timeline": picture, "families": dress(named, vocabulary, as_of(listing))}
