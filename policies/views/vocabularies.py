"""The vocabularies: all of them, one, and a term with what carries it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.facets import FACETS, own_facets
from policies.catalogue.finding import find, not_yet
from policies.catalogue.skos import alone
from policies.catalogue.vocabulary import Term, Vocabulary
from policies.choices import Kind, Scheme
from policies.templatetags.addresses import base, data_block
from policies.templatetags.reference import local, plain_name, staying
from policies.views.asking import Asked, asked, past, refused
from policies.views.dressing import dress
from policies.views.labels import LABELS
from policies.views.negotiating import negotiated
from policies.views.related import related
from policies.views.trail import HEADINGS, trail

SHOWN = 10


def vocabularies(request: HttpRequest) -> HttpResponse:
    wanted = asked(request)
    if wanted.complaints:
        return refused(request, wanted.complaints)
    vocabulary = Vocabulary.read(wanted.moment)
    schemes = [{**step(scheme, wanted.as_of), "count": len(vocabulary.terms(scheme))} for scheme in Scheme]
    context = {
        "trail": trail((_("Vocabularies"), ""), as_of=wanted.as_of),
        "past": past(request, wanted.as_of, wanted.moment),
        "schemes": schemes,
    }
    return render(request, "policies/vocabularies.html", context)


@negotiated(("jsonld",))
def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    refuse_unknown(scheme)
    wanted = asked(request)
    if wanted.complaints:
        return refused(request, wanted.complaints)
    vocabulary = Vocabulary.read(wanted.moment)
    context = {
        "trail": trail(all_of_them(), (Scheme(scheme).label, ""), as_of=wanted.as_of),
        "past": past(request, wanted.as_of, wanted.moment),
        "heading": Scheme(scheme).label,
        "tree": vocabulary.tree(scheme),
        "skos": staying(f"/vocabularies/{scheme}.jsonld", wanted.as_of),
    }
    return render(request, "policies/scheme.html", dress(context, vocabulary, wanted.as_of))


@negotiated(("jsonld",))
def term(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """A term as it is, or was at `as_of`; a code in another case leads to the term."""
    refuse_unknown(scheme)
    wanted = asked(request)
    if wanted.complaints:
        return refused(request, wanted.complaints)
    vocabulary = Vocabulary.read(wanted.moment)
    by_lower_case = {known.lower(): known for known in vocabulary.schemes.get(scheme, {})}
    if code.lower() not in by_lower_case:
        return missing(request, scheme, code, wanted)
    if code not in vocabulary.schemes[scheme]:
        right = local(f"/vocabularies/{scheme}/{by_lower_case[code.lower()]}/")
        return HttpResponsePermanentRedirect(staying(right, wanted.as_of))
    return render(request, "policies/term.html", term_context(request, scheme, code, vocabulary, wanted))


def term_context(request: HttpRequest, scheme: str, code: str, vocabulary: Vocabulary, wanted: Asked) -> dict[str, Any]:
    record = vocabulary.schemes[scheme][code]
    steps = (all_of_them(), (Scheme(scheme).label, step(scheme)["href"]), (plain_name(record), ""))
    context = {
        "trail": trail(*steps, as_of=wanted.as_of),
        "past": past(request, wanted.as_of, wanted.moment),
        "record": record,
        "scheme": step(scheme, wanted.as_of),
        "broader": vocabulary.broader(record),
        "narrower": vocabulary.narrower(record),
        "carriers": carriers(record, wanted.as_of),
        "labels": LABELS,
        "data": data_block(alone(record, vocabulary.terms(scheme), base(request))),
        "skos": staying(f"/vocabularies/{scheme}/{code}.jsonld", wanted.as_of),
    }
    return dress(context, vocabulary, wanted.as_of)


def missing(request: HttpRequest, scheme: str, code: str, wanted: Asked) -> HttpResponse:
    """410 for a term that was withdrawn, 404 for one that came later, each saying so; else 404."""
    slug = f"{scheme}/{code}"
    found = find(Kind.TERM, slug, wanted.moment)
    context: dict[str, Any] = {"past": past(request, wanted.as_of, wanted.moment), "list": step(scheme, wanted.as_of)}
    if found and found.is_gone:
        context |= {"reason": found.edition.reason, "at": found.edition.block["published_at"]}
        return render(request, "policies/gone.html", context, status=410)
    if sentence := not_yet(Kind.TERM, slug, wanted.moment):
        return render(request, "policies/not_yet.html", context | {"sentence": sentence}, status=404)
    raise Http404(_("This vocabulary has no term of that code."))


def refuse_unknown(scheme: str) -> None:
    if scheme not in Scheme.values:
        raise Http404(_("There is no such vocabulary."))


def step(scheme: str, as_of: str = "") -> dict[str, Any]:
    return {"label": Scheme(scheme).label, "href": staying(local(f"/vocabularies/{scheme}/"), as_of)}


def all_of_them() -> tuple[str, str]:
    return (_("Vocabularies"), local("/vocabularies/"))


def carriers(record: Term, as_of: str = "") -> list[dict[str, Any]]:
    """The records that carry the term or a narrower one, by kind and facet, at that moment."""
    found = []
    for kind, heading in HEADINGS.items():
        names = [name for name in own_facets(kind) if FACETS[name].scheme == record["scheme"]]
        for name in names:
            rows = related(kind, name, record["code"], as_of=as_of, most=SHOWN)
            # A term of which records can have several roles says in which they have it.
            label = heading if len(names) == 1 else f"{heading}{_(': ')}{FACETS[name].label}"
            found.append({**rows, "label": label, "row_template": f"policies/_{kind}_row.html"})
    return [entry for entry in found if entry["count"]]
