"""The public's form to ask for a key, the page of what became of it, and the page on which a key is shown once."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue import key_requests, keys
from policies.catalogue.flooding import FloodError
from policies.choices import KeyRequestState
from policies.forms.key import KeyRequestForm
from policies.forms.stamp import Stamp
from policies.models.edition import moment
from policies.models.key import REQUEST_KEPT, Key, KeyRequest
from policies.templatetags.addresses import base
from policies.templatetags.reference import local
from policies.views.asking import asked, refused
from policies.views.sender import address_of
from policies.views.trail import Trail, trail

SECTION = "data"
# What the stamp of the form is for: it is no record's.
STAMPED = "key"


def ask(request: HttpRequest) -> HttpResponse:
    """The form; what is sent with it is stored, or the form comes back with all that was typed and why."""
    wanted = asked(request, ())
    if wanted.complaints:
        return refused(request, wanted.complaints, SECTION)
    if request.method == "POST":
        return _sent(request)
    return _form_page(request, KeyRequestForm(stamp=None, fresh=_fresh()))


def _fresh() -> Stamp:
    return Stamp.of_now(STAMPED, 0)


def _sent(request: HttpRequest) -> HttpResponse:
    """A robot reads the same thanks as everybody, and nothing is stored."""
    stamp = Stamp.read(request.POST.get("stamp", ""), STAMPED)
    form = KeyRequestForm(request.POST, stamp=stamp, fresh=_fresh())
    if form.is_trapped:
        return _thanks(request, uuid.uuid4())
    if not form.is_valid():
        return _form_page(request, form, status=400)
    asked_for = form.save(commit=False)
    try:
        key_requests.receive(asked_for, address_of(request))
    except FloodError as refusal:
        form.add_error(None, refusal)
        response = _form_page(request, form, status=429)
        response["Retry-After"] = str(refusal.retry_after)
        return response
    return _thanks(request, asked_for.pk)


def _form_page(request: HttpRequest, form: KeyRequestForm, status: int = 200) -> HttpResponse:
    context = {
        "section": SECTION,
        "trail": _trail(),
        "form": form,
        "limit": settings.LIMIT,
        "limit_with_key": settings.LIMIT_WITH_KEY,
        "example": _example(request, "epa_…"),
        "kept": REQUEST_KEPT.days,
    }
    return render(request, "policies/key_ask.html", context, status=status)


def _example(request: HttpRequest, words: str) -> str:
    return f"curl -H 'Authorization: Bearer {words}' {base(request)}/api/v1/usage/"


def _thanks(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    href = local(f"/data/key/{pk}/")
    context = {
        "section": SECTION,
        "trail": _trail(_("Your request")),
        "href": href,
        "address": f"{base(request)}{href}",
    }
    return _kept_by_nobody(render(request, "policies/key_sent.html", context))


def request_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What became of a request, for whoever has its address: never what it said."""
    found = KeyRequest.objects.filter(pk=pk).only("state", "answer", "sent_at", "handled_at", "key").first()
    if found is None:
        raise Http404(_("Nobody asked for a key at this address."))
    wanted = asked(request, ())
    if wanted.complaints:
        return refused(request, wanted.complaints, SECTION)
    context = {
        "section": SECTION,
        "trail": _trail(_("Your request")),
        "state": found.get_state_display(),
        "answer": found.answer,
        "sent_at": moment(found.sent_at),
        "handled_at": moment(found.handled_at) if found.handled_at else "",
        "href": local(f"/data/key/{found.key_id}/show/") if found.state == KeyRequestState.GRANTED else "",
    }
    return _kept_by_nobody(render(request, "policies/key_request.html", context))


def show(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The key in its state; pressed once, the button shows its words."""
    key = Key.objects.filter(pk=pk).select_related("replaces").first()
    if key is None:
        raise Http404(_("There is no key at this address."))
    wanted = asked(request, ())
    if wanted.complaints:
        return refused(request, wanted.complaints, SECTION)
    if request.method != "POST":
        return _key_page(request, key)
    try:
        words = keys.hand_over(key)
    except ValidationError as refusal:
        return _key_page(request, key, status=400, problem=refusal.messages[0])
    key.refresh_from_db()
    return _key_page(request, key, words=words, example=_example(request, words))


def _key_page(request: HttpRequest, key: Key, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "section": SECTION,
        "trail": _trail(_("Your key")),
        "key": key,
        "scope": key.get_scope_display(),
        "expires_at": moment(key.expires_at),
        "shown_at": moment(key.shown_at) if key.shown_at else "",
        "revoked_at": moment(key.revoked_at) if key.revoked_at else "",
        "overlap": keys.OVERLAP.days,
        **more,
    }
    return _kept_by_nobody(render(request, "policies/key.html", context, status=status))


def _trail(step: str = "") -> Trail:
    """Down to the form, or to a page below it."""
    form = (_("A key for your program"), local("/data/key/") if step else "")
    return trail((_("Data"), local("/data/")), form, *([(step, "")] if step else []))


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """The address is known to its owner alone: no cache keeps the page, and no search engine lists it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
