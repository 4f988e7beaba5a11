"""Vocabularies for programs: SKOS in JSON-LD, at the address of the page with `.jsonld` in place of its last stroke."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.catalogue.skos import scheme_as_skos, term_as_skos
from policies.views.vocabularies import refuse_unknown


@require_safe
def scheme(request: HttpRequest, scheme: str) -> JsonResponse:
    refuse_unknown(scheme)
    return _sent(scheme_as_skos(scheme, base(request)))


@require_safe
def term(request: HttpRequest, scheme: str, code: str) -> JsonResponse:
    refuse_unknown(scheme)
    found = term_as_skos(scheme, code, base(request))
    if found is None:
        raise Http404(_("This vocabulary has no term of that code."))
    return _sent(found)


def base(request: HttpRequest) -> str:
    """The address the public knows the site by."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")


def _sent(document: dict) -> JsonResponse:
    return JsonResponse(
        document,
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
        headers={"Access-Control-Allow-Origin": "*"},
    )
