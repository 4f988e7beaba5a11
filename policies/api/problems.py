"""Answers other than the one asked for, as RFC 9457 problem details."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, MethodNotAllowed, NotFound
from rest_framework.response import Response
from rest_framework.views import set_rollback

from policies.catalogue.problems import CONTENT_TYPE, PROBLEMS, complaints_listed, problem

logger = logging.getLogger("django.request")


class Problem(APIException):
    """Raised anywhere below a view of the API; `name` is one of catalogue.problems.PROBLEMS."""

    def __init__(self, name: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.name = name
        self.more = more
        self.status_code = PROBLEMS[name].status


def refuse(complaints: Mapping[str, Iterable[str]]) -> None:
    """Afterwards there were no complaints; otherwise each is in the answer, with its parameter."""
    if complaints:
        raise refusal(complaints)


def refusal(complaints: Mapping[str, Iterable[str]]) -> Problem:
    errors = complaints_listed(complaints)
    return Problem("wrong-parameter", " ".join(error["detail"] for error in errors), errors=errors)


def handle(error: Exception, context: Mapping[str, Any]) -> Response:
    """Every exception of the API as a problem. What nobody foresaw is logged and says nothing of the inside."""
    request: HttpRequest = context["request"]
    found = _as_problem(error)
    set_rollback()
    if found.status_code >= 500:
        logger.error("%s: %s", found.detail, request.path, exc_info=error, extra={"request": request})
        got_request_exception.send(sender=None, request=request)
    body = problem(found.name, str(found.detail), request.get_full_path(), **found.more)
    return Response(body, status=found.status_code, content_type=CONTENT_TYPE)


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, MethodNotAllowed):
        return Problem("reading-only", _("Use GET, HEAD or OPTIONS: nothing can be changed here."))
    if isinstance(error, Http404 | NotFound):
        return no_such_address()
    if isinstance(error, BadRequest | SuspiciousOperation | APIException):
        return Problem("wrong-request", _("The request cannot be read. Compare it with the examples of /api/docs/."))
    return Problem("failure", _("Something went wrong here. It was noted; please try again later."))


def no_such_address() -> Problem:
    return Problem("no-such-address", _("There is nothing at this address. /api/v1/ lists the addresses there are."))
