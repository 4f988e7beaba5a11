"""Fits a partner's own list to ours: by exact names and numbers, many at once."""

import json
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.problems import Problem, refusal, refuse
from policies.api.reading import Asking
from policies.catalogue import matching
from policies.catalogue.problems import did_you_mean

PARAMETERS = ("name", "kind")
MOST = 1000


class Match(Asking):
    """By GET with `name` repeated, or by POST with a body of JSON for more than fit into an address."""

    def get(self, request: Request) -> Response:
        refuse(parameters.unknown(request.query_params, PARAMETERS))
        return _matched(request.query_params.getlist("name"), request.query_params.getlist("kind"))

    def post(self, request: Request) -> Response:
        refuse(parameters.unknown(request.query_params, ()))
        body = read_json(request)
        if not isinstance(body, dict):
            raise _unreadable()
        refuse({name: [_not_there(name)] for name in body if name not in PARAMETERS})
        given = {name: body.get(name, []) for name in PARAMETERS}
        if not all(isinstance(value, list) and all(isinstance(row, str) for row in value) for value in given.values()):
            raise _unreadable()
        return _matched(given["name"], given["kind"])


def read_json(request: Request) -> Any:
    try:
        return json.loads(request._request.body)
    except ValueError:
        raise _unreadable() from None


def _unreadable() -> Problem:
    sentence = _('The body must be JSON: {"name": ["国办发〔2015〕78号", "…"], "kind": ["document"]}.')
    return refusal({"body": [sentence]})


def _not_there(name: str) -> str:
    return _("“%(name)s” is not a parameter of this address.%(hint)s Parameters are: %(known)s.") % {
        "name": name,
        "hint": did_you_mean(name, PARAMETERS),
        "known": ", ".join(PARAMETERS),
    }


def _matched(names: list[str], kinds: list[str]) -> Response:
    complaints = {"kind": [_no_kind(kind) for kind in kinds if kind not in matching.KINDS], "name": _wrong_names(names)}
    refuse({name: sentences for name, sentences in complaints.items() if sentences})
    found = matching.exactly(names, kinds or matching.KINDS)
    return Response({"results": [{"given": name, "found": [_row(match) for match in found[name]]} for name in names]})


def _wrong_names(names: list[str]) -> list[str]:
    if not names:
        return [_("Give a name or a number to look for, or several.")]
    if len(names) > MOST:
        return [_("At most %(most)d names come at once; there were %(number)d.") % {"most": MOST, "number": len(names)}]
    return []


def _no_kind(kind: str) -> str:
    return _("“%(name)s” is no kind that has names.%(hint)s Kinds are: %(known)s.") % {
        "name": kind,
        "hint": did_you_mean(kind, matching.KINDS),
        "known": ", ".join(matching.KINDS),
    }


def _row(match: matching.Match) -> dict[str, Any]:
    record = match.edition.record
    named = {name: record[name] for name in ("kind", "id", "slug", "url", "title")}
    return {**named, "number": record.get("number"), "by": match.part}
