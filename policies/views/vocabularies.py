"""The vocabularies: all of them, one, and a term with what carries it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.facets import FACETS, OF_KIND
from policies.catalogue.vocabulary import Term, Vocabulary
from policies.choices import Scheme
from policies.templatetags.reference import local, plain_name
from policies.views.dressing import dress
from policies.views.labels import LABELS
from policies.views.related import related
from policies.views.trail import HEADINGS, trail

SHOWN = 10


def vocabularies(request: HttpRequest) -> HttpResponse:
    vocabulary = Vocabulary.read()
    schemes = [{**step(scheme), "count": len(vocabulary.terms(scheme))} for scheme in Scheme]
    context = {"trail": trail((_("Vocabularies"), "")), "schemes": schemes}
    return render(request, "policies/vocabularies.html", context)


def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    refuse_unknown(scheme)
    context = {
        "trail": trail(all_of_them(), (Scheme(scheme).label, "")),
        "heading": Scheme(scheme).label,
        "tree": Vocabulary.read().tree(scheme),
    }
    return render(request, "policies/scheme.html", context)


def term(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """A term; a code in another case leads to the term."""
    refuse_unknown(scheme)
    vocabulary = Vocabulary.read()
    by_lower_case = {known.lower(): known for known in vocabulary.schemes.get(scheme, {})}
    if code.lower() not in by_lower_case:
        raise Http404(_("This vocabulary has no term of that code."))
    if code not in vocabulary.schemes[scheme]:
        return HttpResponsePermanentRedirect(local(f"/vocabularies/{scheme}/{by_lower_case[code.lower()]}/"))
    record = vocabulary.schemes[scheme][code]
    context = {
        "trail": trail(all_of_them(), (Scheme(scheme).label, step(scheme)["href"]), (plain_name(record), "")),
        "record": record,
        "scheme": step(scheme),
        "broader": vocabulary.broader(record),
        "narrower": vocabulary.narrower(record),
        "carriers": carriers(record),
        "labels": LABELS,
    }
    return render(request, "policies/term.html", dress(context, vocabulary))


def refuse_unknown(scheme: str) -> None:
    if scheme not in Scheme.values:
        raise Http404(_("There is no such vocabulary."))


def step(scheme: str) -> dict[str, Any]:
    return {"label": Scheme(scheme).label, "href": local(f"/vocabularies/{scheme}/")}


def all_of_them() -> tuple[str, str]:
    return (_("Vocabularies"), local("/vocabularies/"))


def carriers(record: Term) -> list[dict[str, Any]]:
    """The records that carry the term or a narrower one, by kind and facet."""
    found = []
    for kind, heading in HEADINGS.items():
        for name in OF_KIND[kind]:
            if FACETS[name].scheme == record["scheme"]:
                rows = related(kind, name, record["code"], most=SHOWN)
                found.append({**rows, "label": heading, "row_template": f"policies/_{kind}_row.html"})
    return [entry for entry in found if entry["count"]]
