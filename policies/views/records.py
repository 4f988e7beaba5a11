"""A record's page and its permanent editions, one set of functions for all kinds."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue import finding
from policies.catalogue.annotations import placed
from policies.catalogue.fields import MomentField
from policies.catalogue.finding import Found
from policies.catalogue.kinds import PLURALS
from policies.catalogue.vocabulary import Vocabulary
from policies.models.edition import Edition
from policies.templatetags.reference import local, plain_name, staying
from policies.views import agency, bibliography, document, measure, source, statement
from policies.views.asking import Asked, asked, past, refused
from policies.views.corrected import corrections_of
from policies.views.dressing import dress
from policies.views.formats import OF_A_RECORD, bibliographic_formats, record_formats
from policies.views.labels import LABELS
from policies.views.negotiating import negotiated
from policies.views.provenance import tell_of_sources
from policies.views.sharing import shared
from policies.views.signposting import links_of
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
    """308: the same request at the new address.

    Asked again each time: a browser would otherwise keep it for ever, and a merge can be undone.
    """

    status_code = 308

    def __init__(self, address: str) -> None:
        super().__init__(address, headers={"Cache-Control": "no-cache"})


@negotiated(OF_A_RECORD)
def detail(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The record as it is, or as it stood at `as_of`; where it is not, the way to it, or why."""
    wanted = asked(request, PARAMETERS.get(kind, ("as_of",)))
    if wanted.complaints:
        return refused(request, wanted.complaints, PLURALS[kind])
    found = finding.find(kind, slug, wanted.moment)
    if found is None:
        return missing(request, kind, slug, wanted)
    if present := finding.elsewhere(found, wanted.moment):
        return moved(request, kind, slug, present)
    past_day = past(request, wanted.as_of, wanted.moment)
    if found.is_gone:
        return gone(request, found.edition, past=past_day)
    record = found.edition.record_at(wanted.moment)
    ended = found.edition.block["superseded_at"]
    return record_page(request, found.edition, record, wanted.as_of, past=past_day, ended=ended)


def missing(request: HttpRequest, kind: str, slug: str, wanted: Asked) -> HttpResponse:
    """404; of a record that came later, it says so and leads to it."""
    sentence = finding.not_yet(kind, slug, wanted.moment)
    if not sentence:
        raise Http404(_("No record of this kind has this address."))
    past_day = past(request, wanted.as_of, wanted.moment)
    context = {"section": PLURALS[kind], "sentence": sentence, "past": past_day, "list": the_list(kind, wanted.as_of)}
    return render(request, "policies/not_yet.html", context, status=404)


def edition_of(request: HttpRequest, kind: str, slug: str, number: int) -> tuple[finding.Found, Edition] | HttpResponse:
    """The record and that edition of it; where it is elsewhere or taken down, what answers whoever asks for it."""
    found = found_or_404(kind, slug)
    chosen = finding.edition(kind, slug, number)
    if chosen is None:
        raise Http404(_("There is no edition of that number."))
    if found.moved_to:
        return moved(request, kind, slug, found.moved_to)
    return (found, chosen) if chosen.content else gone(request, chosen)


@negotiated(OF_A_RECORD)
def edition(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """One edition, for ever: the page of the record as it was, among others as they were, and what came after."""
    asked = edition_of(request, kind, slug, number)
    if isinstance(asked, HttpResponse):
        return asked
    found, chosen = asked
    current = "" if found.is_gone else local(found.edition.record["url"])
    into = link_to(finding.merged_into(found.edition))
    banner = {"last": found.edition.number, "current": current, "into": into}
    return record_page(request, chosen, chosen.record, chosen.block["published_at"], banner=banner)


def record_page(request: HttpRequest, shown: Edition, record: dict[str, Any], as_of: str, **extra: Any) -> HttpResponse:
    """The page of a record; with `as_of`, all that it names and leads to is as it stood at that moment."""
    url, moment = record["url"], MomentField(required=False).clean(as_of)
    # An edition has its own forms, which stay as it does.
    place, then = (f"{url}editions/{shown.number}/", "") if "banner" in extra else (url, as_of)
    formats = record_formats(place, then)
    sharing = shared(request, record, canonical(shown, record, as_of, extra.get("banner")))
    links = links_of(request, record, [*formats, *bibliographic_formats(place, staying("", then))])
    steps = [(plain_name(record), "")]
    if "banner" in extra:
        steps = [(plain_name(record), local(url)), (_("Edition %(number)d") % {"number": shown.number}, "")]
    context = {
        "section": PLURALS[shown.kind],
        "trail": of_kind(shown.kind, *steps, as_of="" if "banner" in extra else as_of),
        "record": tell_of_sources(placed(record), moment),
        "labels": LABELS,
        "as_of": as_of,
        "formats": formats,
        "sharing": sharing,
        "citing": bibliography.of_record(request, record, as_of, is_edition="banner" in extra),
        "history": local(f"{url}history/"),
        # What is wrong is said of what is public now.
        "corrections": {} if as_of else corrections_of(shown.kind, shown.record_id, url),
        **CONTEXTS[shown.kind](request, record, as_of),
        **extra,
    }
    vocabulary = Vocabulary.read(moment)
    page = render(request, f"policies/{shown.kind}.html", dress(context, vocabulary, as_of))
    page.headers["Link"] = links
    return page


def canonical(shown: Edition, record: dict[str, Any], as_of: str, banner: dict[str, Any] | None) -> str:
    """Which of the addresses of these words a search engine should keep: that of the record while it is public.

    Of what was replaced or withdrawn, of a past moment too, it is the edition that stays.
    """
    if banner and banner["current"]:
        return banner["current"]
    return local(f"{record['url']}editions/{shown.number}/" if banner or as_of else record["url"])


def found_or_404(kind: str, slug: str) -> Found:
    found = finding.find(kind, slug)
    if found is None:
        raise Http404(_("No record of this kind has this address."))
    return found


def moved(request: HttpRequest, kind: str, old: str, new: str) -> HttpResponse:
    """To the same page of the record at the address it has now, query string included."""
    return MovedPermanently(request.get_full_path().replace(f"/{PLURALS[kind]}/{old}/", f"/{PLURALS[kind]}/{new}/", 1))


def link_to(into: Found | None) -> dict[str, str]:
    """The name and the page of the record that another was merged into; without a name if it has no words now."""
    if into is None:
        return {}
    record = into.edition.record if into.edition.content else {}
    href = local(f"/{PLURALS[into.edition.kind]}/{into.edition.slug}/")
    return {"name": plain_name(record) if record else into.edition.slug, "href": href}


def gone(request: HttpRequest, tombstone: Edition, **extra: Any) -> HttpResponse:
    context = {
        "section": PLURALS[tombstone.kind],
        "reason": tombstone.reason,
        "at": tombstone.block["published_at"],
        "history": local(f"/{PLURALS[tombstone.kind]}/{tombstone.slug}/history/"),
        "list": the_list(tombstone.kind, extra.get("past", {}).get("as_of", "")),
        **extra,
    }
    return render(request, "policies/gone.html", context, status=410)


def the_list(kind: str, as_of: str) -> dict[str, Any]:
    """Where the records of the kind are, at that moment."""
    return {"label": HEADINGS[kind], "href": staying(list_address(kind), as_of)}
