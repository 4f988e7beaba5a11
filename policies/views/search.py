"""One search over all kinds of records."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.listing import Listing
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.templatetags.reference import local, staying
from policies.views.asking import Complaints, asked, past
from policies.views.dressing import dress
from policies.views.trail import HEADINGS, list_address, trail

MOST_OF_A_KIND = 5


def search(request: HttpRequest) -> HttpResponse:
    """The records that have the words, of each kind; with `as_of`, those that had them then."""
    words = request.GET.get("q", "").strip()
    wanted = asked(request, ("q", "as_of"))
    problems = wrong_parameters(wanted.complaints) or unsearchable(words)
    groups = [group(kind, words, wanted.as_of) for kind in HEADINGS] if words and not problems else []
    context = {
        "trail": trail((_("Search"), ""), as_of=wanted.as_of),
        "past": past(request, wanted.as_of, wanted.moment),
        "words": words,
        "problems": problems,
        "groups": groups,
        "total": sum(entry["count"] for entry in groups),
    }
    status = 400 if problems else 200
    dressed = dress(context, Vocabulary.read(wanted.moment), wanted.as_of)
    return render(request, "policies/search.html", dressed, status=status)


def wrong_parameters(complaints: Complaints) -> list[dict[str, str]]:
    remedy = {"href": local("/search/"), "remedy": _("Search anew")}
    return [{"message": sentence, **remedy} for sentences in complaints.values() for sentence in sentences]


def unsearchable(words: str) -> list[dict[str, str]]:
    """Why nothing can be searched for with these words: every kind of record would say the same."""
    complaints = listing_of(Kind.DOCUMENT, words).complaints.values()
    return [{"message": sentence} for sentences in complaints for sentence in sentences]


def listing_of(kind: str, words: str, as_of: str = "") -> Listing:
    query = QueryDict(mutable=True)
    query["q"] = words
    if as_of:
        query["as_of"] = as_of
    return Listing(kind, query)


def group(kind: str, words: str, as_of: str) -> dict[str, Any]:
    """The best matches of one kind, and how many there are."""
    listing = listing_of(kind, words, as_of)
    return {
        "label": HEADINGS[kind],
        "count": listing.count,
        "rows": listing.records(listing.page(1, MOST_OF_A_KIND).editions),
        "row_template": f"policies/_{kind}_row.html",
        "href": f"{list_address(kind)}?{listing.data.urlencode()}",
        "all": staying(list_address(kind), as_of),
    }
