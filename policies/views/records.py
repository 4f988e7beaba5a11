"""A record's page, its permanent editions and its history, one set of functions for all kinds."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue import finding
from policies.catalogue.fields import MomentField
from policies.catalogue.finding import Found
from policies.catalogue.kinds import PLURALS
from policies.catalogue.problems import repeated
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
CONTEXTS: dict[str, Callable[[HttpRequest, dict[str, Any], str], dict[str, Any]]] = {
    "document": document.context,
    "measure": measure.context,
    "agency": agency.context,
    "source": source.context,
    "statement": statement.context,
}

# What the page of a source can be asked besides.
PARAMETERS = {"source": ("as_of", "snapshot", "spans")}


class MovedPermanently(HttpResponsePermanentRedirect):
    """308: the same request at the new address."""

    status_code = 308


def detail(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    if found_wrong := problems(request, kind):
        context = {"section": PLURALS[kind], "problems": found_wrong}
        return render(request, "policies/refused.html", context, status=400)
    as_of = request.GET.get("as_of", "")
    found = found_or_404(kind, slug, MomentField(required=False).clean(as_of))
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    if found.edition.action == Action.MERGED:
        return moved(request, kind, slug, found_or_404(kind, str(found.edition.into)).edition.slug)
    if found.is_gone:
        return gone(request, found.edition)
    return record_page(request, found.edition, as_of)


def problems(request: HttpRequest, kind: str) -> list[dict[str, str]]:
    """What is wrong with the query of a record's page, by the parameter that is; each with a way out."""
    known = PARAMETERS.get(kind, ("as_of",))
    message = _("“%(name)s” is not a parameter of this page. Parameters are: %(known)s.")
    found = [message % {"name": name, "known": ", ".join(known)} for name in request.GET if name not in known]
    found += [repeated(name) for name in known if len(request.GET.getlist(name)) > 1]
    try:
        MomentField(required=False).clean(request.GET.get("as_of", ""))
    except ValidationError as error:
        found += error.messages
    return [{"message": sentence, "href": request.path, "remedy": _("Leave it out")} for sentence in found]


def edition(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """One edition, for ever: the page of the record as it was, among others as they were, and what came after."""
    found = found_or_404(kind, slug)
    asked = finding.edition(kind, slug, number)
    if asked is None:
        raise Http404(_("There is no edition of that number."))
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    if not asked.content:
        return gone(request, asked)
    current = "" if found.is_gone else local(found.edition.record["url"])
    banner = {"last": found.edition.number, "current": current}
    return record_page(request, asked, asked.published_at.isoformat(), banner=banner)


def record_page(request: HttpRequest, shown: Edition, as_of: str, **extra: Any) -> HttpResponse:
    record = shown.record
    steps = [(plain_name(record), "")]
    if extra:
        steps = [(plain_name(record), local(record["url"])), (_("Edition %(number)d") % {"number": shown.number}, "")]
    context = {
        "section": PLURALS[shown.kind],
        "trail": of_kind(shown.kind, *steps),
        "record": record,
        "labels": LABELS,
        "as_of": as_of,
        "formats": record_formats(record["url"]),
        "history": local(f"{record['url']}history/"),
        **CONTEXTS[shown.kind](request, record, as_of),
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


def found_or_404(kind: str, slug: str, as_of: datetime | None = None) -> Found:
    found = finding.find(kind, slug, as_of)
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
