"""A record's page, its permanent editions and its history, one set of functions for all kinds."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue import finding
from policies.catalogue.finding import Found
from policies.catalogue.kinds import PLURALS
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Action
from policies.models.edition import Edition
from policies.templatetags.reference import local, plain_name
from policies.views import agency, document, measure, source, statement
from policies.views.dressing import dress
from policies.views.formats import record_formats
from policies.views.labels import LABELS
from policies.views.trail import HEADINGS, list_address, of_kind

# What the page of a kind needs besides the record itself.
CONTEXTS: dict[str, Callable[[HttpRequest, dict[str, Any]], dict[str, Any]]] = {
    "document": document.context,
    "measure": measure.context,
    "agency": agency.context,
    "source": source.context,
    "statement": statement.context,
}


class MovedPermanently(HttpResponsePermanentRedirect):
    """308: the same request at the new address."""

    status_code = 308


def detail(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    found = found_or_404(kind, slug)
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    if found.edition.action == Action.MERGED:
        return moved(request, kind, slug, found_or_404(kind, str(found.edition.into)).edition.slug)
    if found.is_gone:
        return gone(request, found.edition)
    return record_page(request, found.edition)


def edition(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """One edition, for ever: the page of the record as it was, and a word on what came after."""
    found = found_or_404(kind, slug)
    asked = finding.edition(kind, slug, number)
    if asked is None:
        raise Http404(_("There is no edition of that number."))
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    if not asked.content:
        return gone(request, asked)
    current = "" if found.is_gone else local(found.edition.record["url"])
    return record_page(request, asked, banner={"last": found.edition.number, "current": current})


def record_page(request: HttpRequest, shown: Edition, **extra: Any) -> HttpResponse:
    record = shown.record
    steps = [(plain_name(record), "")]
    if extra:
        steps = [(plain_name(record), local(record["url"])), (_("Edition %(number)d") % {"number": shown.number}, "")]
    context = {
        "section": PLURALS[shown.kind],
        "trail": of_kind(shown.kind, *steps),
        "record": record,
        "labels": LABELS,
        "formats": record_formats(record["url"]),
        "history": local(f"{record['url']}history/"),
        **CONTEXTS[shown.kind](request, record),
        **extra,
    }
    return render(request, f"policies/{shown.kind}.html", dress(context, Vocabulary.read()))


def history(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The editions of a record, the latest first, each with its address."""
    found = found_or_404(kind, slug)
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    editions = finding.editions(found)
    last_words = next(entry for entry in editions if entry.content).record
    context = {
        "section": PLURALS[kind],
        "trail": of_kind(kind, (plain_name(last_words), local(last_words["url"])), (_("History"), "")),
        "record": last_words,
        "editions": [history_row(entry, last_words["url"]) for entry in editions],
    }
    return render(request, "policies/history.html", context)


def history_row(entry: Edition, address: str) -> dict[str, Any]:
    return {
        "number": entry.number,
        "action": entry.action,
        "reason": entry.reason,
        **{name: entry.block[name] for name in ("published_at", "superseded_at")},
        "title": plain_name(entry.record) if entry.content else "",
        "href": local(f"{address}editions/{entry.number}/") if entry.content else "",
    }


def found_or_404(kind: str, slug: str) -> Found:
    found = finding.find(kind, slug)
    if found is None:
        raise Http404(_("No record of this kind has this address."))
    return found


def moved(request: HttpRequest, kind: str, old: str, new: str) -> HttpResponse:
    """To the same page of the record at the address it has now, query string included."""
    return MovedPermanently(request.get_full_path().replace(f"/{PLURALS[kind]}/{old}/", f"/{PLURALS[kind]}/{new}/", 1))


def gone(request: HttpRequest, tombstone: Edition) -> HttpResponse:
    context = {
        "section": PLURALS[tombstone.kind],
        "reason": tombstone.reason,
        "at": tombstone.block["published_at"],
        "history": local(f"/{PLURALS[tombstone.kind]}/{tombstone.slug}/history/"),
        "list": {"label": HEADINGS[tombstone.kind], "href": list_address(tombstone.kind)},
    }
    return render(request, "policies/gone.html", context, status=410)
