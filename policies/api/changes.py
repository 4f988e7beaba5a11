"""The change feed: what a partner reads to keep an exact copy, deletions included."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.problems import Problem, refusal, refuse
from policies.api.reading import Reading
from policies.catalogue import changes
from policies.catalogue.kinds import PLURALS
from policies.choices import Scheme

WHOLE = [
    *(f"/{plural}.ndjson" for plural in PLURALS.values()),
    *(f"/api/v1/vocabularies/{scheme.value}/" for scheme in Scheme),
]


class ListOfChanges(Reading):
    def get(self, request: Request) -> Response:
        complaints = parameters.unknown(request.query_params, parameters.OF_CHANGES)
        wanted = parameters.read(request.query_params, parameters.OF_CHANGES)
        refuse({**complaints, **wanted.complaints})
        try:
            found = changes.since(wanted.after, wanted.limit)
        except ValidationError as error:
            raise refusal({"after": error.messages}) from error
        except changes.OutOfLogError as error:
            raise _out_of_log(wanted.after, error.present) from error
        return Response({"next_after": found.next_after, "results": found.changes})


def _out_of_log(after: str, present: str) -> Problem:
    detail = _(
        "“%(after)s” is of another log: this catalogue was restored from a copy, and what you hold may differ from it. "
        "Take the whole again from the addresses in `full_export`, then follow the changes after `next_after`."
    ) % {"after": after}
    return Problem("cursor-out-of-log", detail, full_export=WHOLE, next_after=present)
