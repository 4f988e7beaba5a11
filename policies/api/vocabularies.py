"""Vocabularies and their terms."""

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.parameters import Wanted
from policies.api.problems import Problem, refuse
from policies.api.reading import Reading
from policies.api.records import OneOfKind, moved
from policies.api.shaping import in_language
from policies.catalogue.vocabulary import by_language, codes_of, schemes, terms_of
from policies.choices import Kind, Scheme


def _wanted(request: Request) -> Wanted:
    refuse(parameters.unknown(request.query_params, parameters.OF_VOCABULARY))
    wanted = parameters.read(request.query_params, parameters.OF_VOCABULARY)
    refuse(wanted.complaints)
    return wanted


def _address(scheme: str) -> str:
    return f"/api/v1/vocabularies/{scheme}/"


class Vocabularies(Reading):
    def get(self, request: Request) -> Response:
        wanted = _wanted(request)
        rows = [{**row, "url": _address(row["scheme"])} for row in schemes(wanted.as_of)]
        return Response({"count": len(rows), "results": in_language(rows, wanted.lang) if wanted.lang else rows})


class Vocabulary(Reading):
    def get(self, request: Request, scheme: str) -> Response:
        wanted = _wanted(request)
        _refuse_unknown(scheme)
        rows = terms_of(scheme, wanted.as_of)
        body = {"scheme": scheme, "label": by_language(Scheme(scheme).label), "count": len(rows), "results": rows}
        return Response(in_language(body, wanted.lang) if wanted.lang else body)


class OneTerm(OneOfKind):
    """A code is found in any case; the address has it as the vocabulary does."""

    kind = Kind.TERM
    parameters = parameters.OF_TERM

    def get(self, request: Request, scheme: str, code: str) -> Response:
        _refuse_unknown(scheme)
        try:
            return self.read(request, f"{scheme}/{code}")
        except Problem as problem:
            then = parameters.read(request.query_params, ("as_of",)).as_of
            right = codes_of(scheme, then).get(code.lower()) if problem.name == "no-such-record" else None
            if right is None or right == code:
                raise
            return moved(request, self.address(f"{scheme}/{right}"))

    def not_found(self, name: str) -> str:
        scheme, code = name.split("/", 1)
        return _("The vocabulary %(scheme)s has no term “%(code)s”. All of them: %(address)s") % {
            "scheme": scheme,
            "code": code,
            "address": _address(scheme),
        }

    def address(self, slug: str) -> str:
        return f"/api/v1/vocabularies/{slug}/"


def _refuse_unknown(scheme: str) -> None:
    if scheme not in Scheme.values:
        detail = _("There is no vocabulary “%(scheme)s”. All of them: /api/v1/vocabularies/") % {"scheme": scheme}
        raise Problem("no-such-record", detail)
