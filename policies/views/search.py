"""One search over all kinds of records."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.listing import Listing
from policies.catalogue.problems import repeated
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.templatetags.reference import local
from policies.views.dressing import dress
from policies.views.trail import HEADINGS, list_address, trail

MOST_OF_A_KIND = 5


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    problems = wrong_parameters(request.GET) or unsearchable(words)
    groups = [group(kind, words) for kind in HEADINGS] if words and not problems else []
    context = {
        "trail": trail((_("Search"), "")),
        "words": words,
        "problems": problems,
        "groups": groups,
        "total": sum(entry["count"] for entry in groups),
    }
    return render(request, "policies/search.html", dress(context, Vocabulary.read()), status=400 if problems else 200)


def wrong_parameters(data: QueryDict) -> list[dict[str, str]]:
    unknown = _("“%(name)s” is not a parameter of the search. There is one: q.")
    sentences = [unknown % {"name": name} for name in data if name != "q"]
    if len(data.getlist("q")) > 1:
        sentences.append(repeated("q"))
    return [{"message": sentence, "href": local("/search/"), "remedy": _("Search anew")} for sentence in sentences]


def unsearchable(words: str) -> list[dict[str, str]]:
    """Why nothing can be searched for with these words: every kind of record would say the same."""
    complaints = listing_of(Kind.DOCUMENT, words).complaints.values()
    return [{"message": sentence} for sentences in complaints for sentence in sentences]


def listing_of(kind: str, words: str) -> Listing:
    query = QueryDict(mutable=True)
    query["q"] = words
    return Listing(kind, query)


def group(kind: str, words: str) -> dict[str, Any]:
    """The best matches of one kind, and how many there are."""
    listing = listing_of(kind, words)
    return {
        "label": HEADINGS[kind],
        "count": listing.count,
        "rows": [edition.record for edition in listing.page(1, MOST_OF_A_KIND).editions],
        "row_template": f"policies/_{kind}_row.html",
        "href": f"{list_address(kind)}?{listing.data.urlencode()}",
        "all": list_address(kind),
    }
