"""The change feed: what a partner reads to keep an exact copy, deletions included."""

import time
from threading import BoundedSemaphore

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.parameters import Wanted
from policies.api.problems import Problem, refusal, refuse
from policies.api.reading import Reading
from policies.catalogue import changes
from policies.catalogue.kinds import PLURALS
from policies.choices import Scheme

WHOLE = [
    *(f"/{plural}.ndjson" for plural in PLURALS.values()),
    *(f"/api/v1/vocabularies/{scheme.value}/" for scheme in Scheme),
]
# Who waits keeps a thread and a connection: a few may in each process, the others are told to come again.
WAITING = BoundedSemaphore(4)
LOOK_EVERY = 0.5
COME_AGAIN = "5"


class ListOfChanges(Reading):
    def get(self, request: Request) -> Response:
        complaints = parameters.unknown(request.query_params, parameters.OF_CHANGES)
        wanted = parameters.read(request.query_params, parameters.OF_CHANGES)
        refuse({**complaints, **wanted.complaints})
        found = _since(wanted)
        headers = {}
        if wanted.wait and not found.changes:
            if WAITING.acquire(blocking=False):
                found = _waited(wanted)
            else:
                headers["Retry-After"] = COME_AGAIN
        body = {"next_after": found.next_after, "last": found.last, "results": found.changes}
        return Response(body, headers=headers)


def _since(wanted: Wanted) -> changes.Changes:
    try:
        return changes.since(wanted.after, wanted.limit, wanted.since)
    except ValidationError as error:
        raise refusal({"after": error.messages}) from error
    except changes.OutOfLogError as error:
        raise _out_of_log(wanted.after, error.present) from error


def _waited(wanted: Wanted) -> changes.Changes:
    """What changed as soon as anything did, or nothing after the seconds that were asked for. Gives the place back."""
    try:
        until = time.monotonic() + wanted.wait
        while not (found := _since(wanted)).changes and (left := until - time.monotonic()) > 0:
            time.sleep(min(LOOK_EVERY, left))
        return found
    finally:
        WAITING.release()


def _out_of_log(after: str, present: str) -> Problem:
    detail = _(
        "“%(after)s” is of another log: this catalogue was restored from a copy, and what you hold may differ from it. "
        "Take the whole again from the addresses in `full_export`, then follow the changes after `next_after`."
    ) % {"after": after}
    return Problem("cursor-out-of-log", detail, full_export=WHOLE, next_after=present)
