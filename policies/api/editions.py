"""The editions of a record: all of them, and each for ever."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.problems import Problem, refuse
from policies.api.records import OneOfKind, address_of, answer, gone, moved, nothing_called
from policies.catalogue import finding
from policies.catalogue.finding import Found
from policies.choices import Kind
from policies.models.edition import Edition


class OfRecord(OneOfKind):
    """Below the address of a record."""

    def found(self, name: str) -> Found:
        found = finding.find(self.kind, name)
        if found is None:
            raise Problem("no-such-record", nothing_called(self.kind, name))
        return found

    def address(self, slug: str) -> str:
        return f"{address_of(self.kind, slug)}editions/"


class ListOfEditions(OfRecord):
    """All editions of a record, of a withdrawn one too, the first one first."""

    parameters: ClassVar[Sequence[str]] = ()

    def get(self, request: Request, name: str) -> Response:
        refuse(parameters.unknown(request.query_params, self.parameters))
        found = self.found(name)
        if found.moved_to:
            return moved(request, self.address(found.moved_to))
        rows = [row(edition) for edition in reversed(finding.editions(found))]
        return Response({"count": len(rows), "results": rows})


class OneEdition(OfRecord):
    """One edition of a record, for ever."""

    parameters: ClassVar[Sequence[str]] = parameters.OF_EDITION

    def get(self, request: Request, name: str, number: int) -> Response:
        wanted = self.wanted(request)
        found = self.found(name)
        if found.moved_to:
            return moved(request, f"{self.address(found.moved_to)}{number}/")
        chosen = finding.edition(self.kind, name, number)
        if chosen is None:
            raise Problem("no-such-record", self.no_such_edition(name, number))
        if not chosen.content:
            raise gone(Found(chosen))
        return answer(chosen, wanted)

    def no_such_edition(self, name: str, number: int) -> str:
        return _("This %(kind)s has no edition %(number)d. All of them: %(address)s") % {
            "kind": Kind(self.kind).label,
            "number": number,
            "address": self.address(name),
        }


def row(edition: Edition) -> dict[str, Any]:
    """An edition in a list of them; its address is by id, which no new title changes."""
    block = edition.block
    return {
        "number": edition.number,
        "sequence": edition.sequence,
        "action": edition.action,
        "published_at": block["published_at"],
        "superseded_at": block["superseded_at"],
        "hash": edition.content_hash or None,
        "reason": edition.reason or None,
        "into": str(edition.into) if edition.into else None,
        "url": f"{address_of(edition.kind, str(edition.record_id))}editions/{edition.number}/",
    }
