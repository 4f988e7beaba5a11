"""The public's form for what is wrong in a record, and the page of what became of it. The only public way to write."""

import uuid
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape, strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from policies.catalogue import corrections, finding
from policies.catalogue.corrections import RepeatedError
from policies.catalogue.flooding import FloodError
from policies.catalogue.kinds import PLURALS
from policies.choices import Kind
from policies.forms.correction import CorrectionForm
from policies.forms.stamp import Stamp
from policies.models.correction import SOMETHING_ELSE, Correction
from policies.models.edition import Edition, moment
from policies.templatetags.dates import said_bounds
from policies.templatetags.differences import said_unit
from policies.templatetags.reference import local, plain_name
from policies.text.differences import units
from policies.values import VALUES
from policies.views.asking import asked, refused
from policies.views.corrected import value_of
from policies.views.records import found_or_404, gone, moved
from policies.views.sender import address_of
from policies.views.trail import of_kind, trail

LONGEST_VALUE = 90
# How we present a record; no source says it.
NOT_ASKED = {"slug", "title_supplied"}


def correct(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form; what is sent with it is stored, or the form comes back with all that was typed and why."""
    wanted = asked(request, ("value",))
    if wanted.complaints:
        return refused(request, wanted.complaints, PLURALS[kind])
    found = found_or_404(kind, slug)
    if present := finding.elsewhere(found):
        return moved(request, kind, slug, present)
    if found.is_gone:
        return gone(request, found.edition)
    if request.method == "POST":
        return sent(request, found.edition)
    form = form_for(found.edition, initial={"value": preselected(request.GET.get("value", ""), found.edition.record)})
    return form_page(request, found.edition, form)


def sent(request: HttpRequest, current: Edition) -> HttpResponse:
    """The answer to what was sent. A robot reads the same thanks as everybody, and nothing is stored."""
    stamp = Stamp.read(request.POST.get("stamp", ""), str(current.record_id))
    read = edition_read(current, stamp)
    form = form_for(read, request.POST, stamp=stamp, instance=Correction(kind=read.kind, record_id=read.record_id))
    if form.is_trapped:
        return thanks(request, read, uuid.uuid4())
    if not form.is_valid():
        return form_page(request, read, form, status=400)
    correction = form.save(commit=False)
    correction.edition = read.number
    try:
        corrections.receive(correction, address_of(request))
    except ValidationError as refusal:
        return not_taken(request, read, form, refusal)
    return thanks(request, read, correction.pk)


def not_taken(request: HttpRequest, read: Edition, form: CorrectionForm, refusal: ValidationError) -> HttpResponse:
    """The form with the reason: how long to wait, or where the state of the same words is."""
    form.add_error(None, refusal)
    if isinstance(refusal, FloodError):
        response = form_page(request, read, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    earlier = corrections.shown(refusal.earlier.pk) if isinstance(refusal, RepeatedError) else None
    return form_page(request, read, form, status=400, earlier=local(f"/corrections/{earlier.pk}/") if earlier else "")


def edition_read(current: Edition, stamp: Stamp | None) -> Edition:
    """The edition that stood beside the form: a newer one may have been published meanwhile."""
    if stamp is None or stamp.edition == current.number:
        return current
    editions = Edition.objects.standing().filter(record_id=current.record_id, number=stamp.edition)
    return editions.first() or current


def form_for(edition: Edition, *data: Any, stamp: Stamp | None = None, **more: Any) -> CorrectionForm:
    fresh = Stamp.of_now(str(edition.record_id), edition.number)
    return CorrectionForm(*data, values=values_of(edition.record), stamp=stamp, fresh=fresh, **more)


def values_of(record: dict[str, Any]) -> list[tuple[str, str]]:
    """The values that the record has, each with what it says now, to choose from."""
    said: dict[str, list[str]] = {}
    for name, words in _said_units(record):
        said.setdefault(name, []).append(words)
    offered = [
        (name, Truncator(f"{capfirst(str(VALUES[name]))}: {'; '.join(rows)}").chars(LONGEST_VALUE))
        for name, rows in said.items()
    ]
    return [*offered, (SOMETHING_ELSE, _("Something else, or something that is missing"))]


def _said_units(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, unit in units(record).items():
        if path[0] in VALUES and path[0] not in NOT_ASKED:
            words = unit["quote"] if path[0] == "evidence" else said_unit(_readable(unit), path)
            # In a list to choose from there is no markup.
            if plain := unescape(strip_tags(conditional_escape(words))):
                yield path[0], plain


def _readable(unit: Any) -> Any:
    """A date without the notation in which we write how sure it is."""
    return {**unit, "edtf": said_bounds(unit)} if isinstance(unit, dict) and "edtf" in unit else unit


def preselected(name: str, record: dict[str, Any]) -> str:
    """The value that a link asks for; citations call a row by its own name: `date` for one of `dates`."""
    offered = dict(values_of(record))
    return next((known for known in (name, f"{name}s") if known in offered), "")


def form_page(
    request: HttpRequest, edition: Edition, form: CorrectionForm, status: int = 200, earlier: str = ""
) -> HttpResponse:
    record = edition.record
    context = {
        "section": PLURALS[edition.kind],
        "trail": of_kind(edition.kind, (plain_name(record), local(record["url"])), (_("Correction"), "")),
        "record": record,
        "form": form,
        "earlier": earlier,
    }
    return render(request, "policies/correct.html", context, status=status)


def thanks(request: HttpRequest, edition: Edition, pk: uuid.UUID) -> HttpResponse:
    record, href = edition.record, local(f"/corrections/{pk}/")
    context = {
        "section": PLURALS[edition.kind],
        "trail": of_kind(edition.kind, (plain_name(record), local(record["url"])), (_("Correction"), "")),
        "record": record,
        "href": href,
        "address": request.build_absolute_uri(href),
    }
    return render(request, "policies/correction_sent.html", context)


def correction(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far a correction has come: never what its sender wrote, and no word of a record that is gone."""
    found = corrections.shown(pk)
    if found is None:
        raise Http404(_("No correction has this address."))
    context = {
        "trail": trail((_("Correction"), "")),
        "correction": found,
        "kind": Kind(found.kind).label,
        "value": value_of(found),
        "sent_at": moment(found.sent_at),
        "decided_at": moment(found.handled_at) if found.is_decided else "",
        **whereabouts(found),
    }
    response = render(request, "policies/correction.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def whereabouts(correction: Correction) -> dict[str, Any]:
    """The record and the edition that a correction speaks of, as far as they are public now."""
    found = finding.find(correction.kind, str(correction.record_id))
    if found is None:
        return {}
    address = f"/{PLURALS[correction.kind]}/{found.edition.slug}/"
    if found.is_gone:
        return {"href": local(address)}
    return {
        "record": found.edition.record,
        "href": local(address),
        "edition_href": local(f"{address}editions/{correction.edition}/"),
    }
