"""The Reconciliation Service API 0.2, which OpenRefine speaks: which record is meant, and what we know of it.

An id is that of the record and stays; `/id/<id>/` leads to its page.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.problems import Problem, refuse
from policies.api.reading import Asking, Reading, absolute
from policies.catalogue import matching
from policies.catalogue.bibliography.entry import best, site_title
from policies.catalogue.column import Column
from policies.catalogue.columns import COLUMNS
from policies.choices import LANGUAGES_FOR, Kind
from policies.models.edition import Edition

PARAMETERS = ("queries", "extend")
MOST_QUERIES, MOST_RESULTS, RESULTS = 50, 25, 5
MOST_IDS = 200
# What can be said of a record that is looked for: name in the protocol, and for people.
PROPERTIES = {"number": "number of the document", "year": "year", "agency": "issuing agency"}
Body = dict[str, Any]


class Reconcile(Asking):
    """Without parameters the description of the service; with `queries` candidates; with `extend` values of records."""

    def get(self, request: Request) -> Response:
        return _answer(request, request.query_params)

    def post(self, request: Request) -> Response:
        given = request._request.POST
        if not any(name in given for name in PARAMETERS):
            raise _wrong(_("Send `queries` or `extend` in the form of the protocol."))
        return _answer(request, given)


def _answer(request: Request, given: Any) -> Response:
    refuse(parameters.unknown(given, PARAMETERS))
    if "extend" in given:
        return Response(_extended(_json(given["extend"])))
    return Response(_candidates(_json(given["queries"])) if "queries" in given else _manifest(request))


def _manifest(request: Request) -> Body:
    here = absolute(request, "/api/v1/reconcile/")
    suggest = {name: {"service_url": here, "service_path": f"suggest/{name}/"} for name in SUGGESTED}
    return {
        "versions": ["0.1", "0.2"],
        "name": site_title(),
        "identifierSpace": absolute(request, "/id/"),
        "schemaSpace": absolute(request, "/api/v1/"),
        "defaultTypes": [_type(kind) for kind in matching.KINDS],
        "view": {"url": f"{absolute(request, '/id/')}{{{{id}}}}/"},
        "batchSize": MOST_QUERIES,
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": here.rstrip("/"), "service_path": "/properties/"},
            "property_settings": [],
        },
    }


def _type(kind: str) -> Body:
    return {"id": kind, "name": Kind(kind).value}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise _wrong(_("`queries` and `extend` must be JSON.")) from None


def _wrong(sentence: str) -> Problem:
    return Problem("wrong-request", sentence)


def _candidates(queries: Any) -> Body:
    if not isinstance(queries, dict) or len(queries) > MOST_QUERIES:
        raise _wrong(_("`queries` must be an object of at most %(most)d queries.") % {"most": MOST_QUERIES})
    return {name: {"result": _results(query)} for name, query in queries.items()}


def _results(query: Any) -> list[Body]:
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise _wrong(_("A query needs the words to look for in `query`."))
    limit = query.get("limit", RESULTS)
    if not isinstance(limit, int) or not 1 <= limit <= MOST_RESULTS:
        raise _wrong(_("`limit` must be a number from 1 to %(most)d.") % {"most": MOST_RESULTS})
    matches = matching.likeliest(query["query"], _kinds(query.get("type")), _said(query.get("properties")), limit)
    exact = [match for match in matches if match.is_exact]
    return [_candidate(match, is_meant=exact == [match]) for match in matches]


def _kinds(given: Any) -> list[str]:
    names = [given] if isinstance(given, str) else given or list(matching.KINDS)
    known = [name for name in names if name in matching.KINDS] if isinstance(names, list) else []
    if not known or len(known) < len(names):
        raise _wrong(_("`type` must be of these: %(known)s.") % {"known": ", ".join(matching.KINDS)})
    return known


def _said(rows: Any) -> dict[str, str]:
    """What else is said of the record; of several values of a property the first."""
    found = {}
    for row in rows or ():
        name, value = (row.get("pid"), row.get("v")) if isinstance(row, dict) else ("", "")
        if name not in PROPERTIES:
            raise _wrong(_("`properties` must be of these: %(known)s.") % {"known": ", ".join(PROPERTIES)})
        value = value[0] if isinstance(value, list) and value else value
        found[name] = str(value.get("name", "") if isinstance(value, dict) else value or "")
    return found


def _candidate(match: matching.Match, *, is_meant: bool) -> Body:
    record = match.edition.record
    return {
        "id": record["id"],
        "name": _name(record),
        "description": _description(record),
        "type": [_type(record["kind"])],
        "score": match.score,
        "match": is_meant,
    }


def _name(record: Mapping[str, Any]) -> str:
    return best(record["title"], LANGUAGES_FOR["en"])[1]


def _description(record: Mapping[str, Any]) -> str:
    """What tells records of one name apart."""
    others = [text for text in record["title"].values() if text != _name(record)]
    date = record.get("date") or {}
    return ", ".join(filter(None, [*others, record.get("number"), date.get("edtf")]))


def _extended(wanted: Any) -> Body:
    """Values of records, by the names of the columns of exports. A record that is not public has none."""
    ids, names = _of_extension(wanted)
    rows = (
        Edition.objects.current()
        .filter(record_id__in=[name for name in ids if matching.is_id(name)])
        .defer("search_text")
    )
    records = {str(edition.record_id): edition.record for edition in rows}
    return {
        "meta": [{"id": name, "name": name} for name in names],
        "rows": {name: {column: _cells(records.get(name), column) for column in names} for name in ids},
    }


def _of_extension(wanted: Any) -> tuple[list[str], list[str]]:
    ids = wanted.get("ids") if isinstance(wanted, dict) else None
    rows = wanted.get("properties") if isinstance(wanted, dict) else None
    if not isinstance(ids, list) or not isinstance(rows, list) or not all(isinstance(name, str) for name in ids):
        raise _wrong(_("`extend` needs `ids` and `properties`."))
    if len(ids) > MOST_IDS:
        raise _wrong(_("At most %(most)d ids come at once.") % {"most": MOST_IDS})
    names = [row.get("id") if isinstance(row, dict) else None for row in rows]
    if unknown := [name for name in names if name not in _all_columns()]:
        raise _wrong(_("“%(name)s” is no property: see /api/v1/reconcile/properties/.") % {"name": unknown[0]})
    return ids, [str(name) for name in names]


def _all_columns() -> dict[str, Column]:
    return {column.name: column for kind in COLUMNS for column in COLUMNS[kind]}


def _cells(record: Mapping[str, Any] | None, name: str) -> list[Body]:
    columns = {column.name: column for column in COLUMNS.get(record["kind"], ())} if record else {}
    value = columns[name].value(dict(record)) if record and name in columns else None
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [{"bool": value}]
    return [{"int": value}] if isinstance(value, int) else [{"str": value}]


class Properties(Reading):
    """What can be fetched of records of a kind."""

    def get(self, request: Request) -> Response:
        refuse(parameters.unknown(request.query_params, ("type", "limit")))
        [kind] = _kinds(request.query_params.get("type") or str(Kind.DOCUMENT))
        rows = [{"id": column.name, "name": column.name} for column in COLUMNS.get(kind, ())]
        return Response({"type": kind, "limit": len(rows), "properties": rows})


class Suggest(Reading):
    """What somebody may mean who has typed the beginning of it: a record, a kind, or a property."""

    def get(self, request: Request, what: str) -> Response:
        refuse(parameters.unknown(request.query_params, ("prefix", "cursor", "type")))
        prefix = request.query_params.get("prefix", "").strip()
        return Response({"result": SUGGESTED[what](prefix)})


def _entities(prefix: str) -> list[Body]:
    matches = matching.likeliest(prefix, matching.KINDS, {}, RESULTS) if prefix else []
    rows = (match.edition.record for match in matches)
    return [
        {"id": row["id"], "name": _name(row), "description": _description(row), "notable": [_type(row["kind"])]}
        for row in rows
    ]


def _kinds_like(prefix: str) -> list[Body]:
    return [_type(kind) for kind in matching.KINDS if kind.startswith(prefix.lower())]


def _properties_like(prefix: str) -> list[Body]:
    return [{"id": name, "name": label} for name, label in PROPERTIES.items() if label.find(prefix.lower()) >= 0]


SUGGESTED: dict[str, Callable[[str], list[Body]]] = {
    "entity": _entities,
    "type": _kinds_like,
    "property": _properties_like,
}
