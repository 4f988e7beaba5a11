"""Lists of records, and records."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.http import http_date
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.parameters import Wanted
from policies.api.problems import Problem, refusal, refuse
from policies.api.reading import Reading, absolute
from policies.api.schema.records import FIELDS
from policies.api.shaping import in_language, only
from policies.catalogue.expansion import expanded
from policies.catalogue.figures import last_published
from policies.catalogue.finding import Found, elsewhere, find, not_yet
from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import API_PARAMETERS, Listing, Portion
from policies.choices import Kind
from policies.models.edition import Edition

Record = dict[str, Any]


class ListOfRecords(Reading):
    kind: ClassVar[str]

    def get(self, request: Request) -> Response:
        wanted = parameters.read(request.query_params, parameters.OF_LIST, self.kind, FIELDS[self.kind])
        listing = Listing(self.kind, request.query_params, API_PARAMETERS, wanted.lang)
        refuse({**listing.complaints, **wanted.complaints})
        wanted.as_of = listing.as_of
        portion = _portion(listing, wanted)
        body = {
            "count": listing.count,
            "next": _address(request, portion.next),
            "previous": _address(request, portion.previous),
            **({"facets": listing.facets()} if wanted.facets else {}),
        }
        whole = {**_worded(body, wanted), "results": shaped(portion.editions, wanted)}
        return Response(whole, headers={"Last-Modified": http_date(last_published().timestamp())})


def _portion(listing: Listing, wanted: Wanted) -> Portion:
    try:
        return listing.after(wanted.cursor, wanted.limit)
    except ValidationError as error:
        raise refusal({"cursor": error.messages}) from error


def _address(request: Request, cursor: str | None) -> str | None:
    """The address of another portion of the same list."""
    if cursor is None:
        return None
    query = request.query_params.copy()
    query["cursor"] = cursor
    return absolute(request, f"{request.path}?{query.urlencode()}")


def shaped(editions: list[Edition], wanted: Wanted) -> list[Record]:
    """The records as asked for: expanded, in one language, with some fields."""
    records = [edition.record_at(wanted.as_of) for edition in editions]
    if wanted.expand:
        records = expanded(records, wanted.expand, wanted.as_of)
    return [_worded(only(record, wanted.fields), wanted) for record in records]


def _worded(body: Record, wanted: Wanted) -> Record:
    return in_language(body, wanted.lang) if wanted.lang else body


class OneOfKind(Reading):
    """A record by its name: itself, the way to where it is now, or why it is gone."""

    kind: ClassVar[str]
    parameters: ClassVar[Sequence[str]]

    def read(self, request: Request, name: str) -> Response:
        wanted = self.wanted(request)
        found = find(self.kind, name, wanted.as_of)
        if found is None:
            raise Problem("no-such-record", not_yet(self.kind, name, wanted.as_of) or self.not_found(name))
        if slug := elsewhere(found, wanted.as_of):
            return moved(request, self.address(slug))
        if found.is_gone:
            raise gone(found)
        return answer(found.edition, wanted)

    def wanted(self, request: Request) -> Wanted:
        """What is asked for; anything wrong in it is refused."""
        complaints = parameters.unknown(request.query_params, self.parameters)
        wanted = parameters.read(request.query_params, self.parameters, self.kind, FIELDS[self.kind])
        refuse({**complaints, **wanted.complaints})
        return wanted

    def address(self, slug: str) -> str:
        raise NotImplementedError

    def not_found(self, name: str) -> str:
        raise NotImplementedError


class OneRecord(OneOfKind):
    parameters = parameters.OF_RECORD

    def get(self, request: Request, name: str) -> Response:
        return self.read(request, name)

    def not_found(self, name: str) -> str:
        return nothing_called(self.kind, name)

    def address(self, slug: str) -> str:
        return address_of(self.kind, slug)


def address_of(kind: str, name: str) -> str:
    return f"/api/v1/{PLURALS[kind]}/{name}/"


def nothing_called(kind: str, name: str) -> str:
    """The sentence for a name that no record of the kind has."""
    return _("No %(kind)s is published as “%(name)s”. All of them: %(address)s") % {
        "kind": Kind(kind).label,
        "name": name,
        "address": f"/api/v1/{PLURALS[kind]}/",
    }


def answer(edition: Edition, wanted: Wanted) -> Response:
    modified = http_date(edition.published_at.timestamp())
    return Response(shaped([edition], wanted)[0], headers={"Last-Modified": modified})


def gone(found: Found) -> Problem:
    """Why a record is no longer here. What it said is not repeated."""
    detail = _("This %(kind)s was withdrawn on %(day)s: %(reason)s") % {
        "kind": Kind(found.edition.kind).label,
        "day": found.edition.published_at.date().isoformat(),
        "reason": found.edition.reason,
    }
    return Problem("withdrawn", detail, reason=found.edition.reason)


def moved(request: Request, path: str) -> Response:
    """To the present address, with the same parameters."""
    query = f"?{request.query_params.urlencode()}" if request.query_params else ""
    return Response(status=308, headers={"Location": absolute(request, f"{path}{query}")})
