"""One search over all kinds of records, and over the sentences of their sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.search import Search
from policies.templatetags.reference import local
from policies.views.asking import Complaints, asked, past
from policies.views.search_hints import found_documents, number_without_document, offered
from policies.views.search_page import Page
from policies.views.trail import HEADINGS, list_address, trail

PARAMETERS = ("q", "in", "page", "as_of")


def search(request: HttpRequest) -> HttpResponse:
    """The records and passages that have the words; with `as_of`, those that had them then."""
    words = request.GET.get("q", "").strip()
    wanted = asked(request, PARAMETERS)
    page = Page(Search(words, wanted.moment), wanted.as_of)
    problems = wrong_parameters(wanted.complaints)
    groups = page.groups() if words and not problems else []
    only = request.GET.get("in", "")
    if groups and (only or request.GET.get("page")):
        groups = page.alone(groups, only, request.GET.get("page", ""))
        problems = [] if groups else [no_such_page(page)]
    page.fill(groups)
    has_nothing = bool(words) and not groups and not problems
    context = {
        "trail": trail((_("Search"), ""), as_of=wanted.as_of),
        "past": past(request, wanted.as_of, wanted.moment),
        "words": words,
        "problems": problems,
        "groups": groups,
        "total": sum(group.count for group in groups if group.name in HEADINGS),
        "only": page.address_of_all() if only else "",
        "also": page.also() if groups else [],
        "number": {} if problems or only else number_without_document(page.search, found_documents(groups), page.as_of),
        "help": {} if groups or problems else offered(page.search, page.as_of),
        "suggestion": page.suggestion() if has_nothing else {},
        "fewer": page.fewer() if has_nothing else [],
        "lists": [{"label": label, "href": page.staying(list_address(kind))} for kind, label in HEADINGS.items()],
    }
    return render(request, "policies/search.html", context, status=400 if problems else 200)


def wrong_parameters(complaints: Complaints) -> list[dict[str, str]]:
    remedy = {"href": local("/search/"), "remedy": _("Search anew")}
    return [{"message": sentence, **remedy} for sentences in complaints.values() for sentence in sentences]


def no_such_page(page: Page) -> dict[str, str]:
    message = _("There is no such page of results.")
    return {"message": message, "href": page.address_of_all(), "remedy": _("See all that was found")}
