"""Vocabularies for programs: SKOS in JSON-LD, at the address of the page with `.jsonld` in place of its last stroke."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.catalogue.finding import find, not_yet
from policies.catalogue.skos import scheme_as_skos, term_as_skos
from policies.choices import Kind
from policies.templatetags.addresses import base
from policies.views.refusing import asked_of_file, no_file, refused
from policies.views.vocabularies import refuse_unknown


@require_safe
def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    refuse_unknown(scheme)
    asked = asked_of_file(request)
    if asked.complaints:
        return refused(request, asked.complaints)
    return _sent(scheme_as_skos(scheme, base(request), asked.moment))


@require_safe
def term(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """A term that there is, or was at `as_of`; of another, why it is not here."""
    refuse_unknown(scheme)
    asked = asked_of_file(request)
    if asked.complaints:
        return refused(request, asked.complaints)
    found = term_as_skos(scheme, code, base(request), asked.moment)
    return _sent(found) if found else _missing(request, f"{scheme}/{code}", asked.moment)


def _missing(request: HttpRequest, slug: str, as_of: datetime | None) -> HttpResponse:
    found = find(Kind.TERM, slug, as_of)
    if found and found.is_gone:
        reason = found.edition.reason
        detail = _("This %(kind)s was withdrawn: %(reason)s") % {"kind": Kind.TERM.label, "reason": reason}
        return no_file(request, "withdrawn", detail, reason=reason)
    missing = not_yet(Kind.TERM, slug, as_of) or _("This vocabulary has no term of that code.")
    return no_file(request, "no-such-record", missing)


def _sent(document: dict) -> JsonResponse:
    return JsonResponse(
        document,
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
        headers={"Access-Control-Allow-Origin": "*"},
    )
