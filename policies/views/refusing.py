"""Why there is no file: a page for somebody who followed a link, problem details for a program."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.catalogue.problems import CONTENT_TYPE, complaints_listed, problem
from policies.views.asking import Asked, Complaints, asked


def asked_of_file(request: HttpRequest) -> Asked:
    """The moment that a file is asked for, which is all that can be asked of it."""
    unknown = _("“%(name)s” is not a parameter of this address. The only one is as_of.")
    return asked(request, unknown=unknown)


def refused(request: HttpRequest, complaints: Complaints) -> HttpResponse:
    errors = complaints_listed(complaints)
    return no_file(request, "wrong-parameter", " ".join(error["detail"] for error in errors), errors=errors)


def no_file(request: HttpRequest, name: str, detail: str, **more: Any) -> HttpResponse:
    """The problem of that type, as the one who asked can read it."""
    body = problem(name, detail, request.get_full_path(), **more)
    if "text/html" in request.headers.get("Accept", ""):
        return render(request, "policies/export_refused.html", {"problem": body}, status=body["status"])
    return JsonResponse(
        body, status=body["status"], content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
