"""What is said to somebody whose name was tried with wrong passwords too often from one place."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, _response: HttpResponse, _credentials: Any) -> HttpResponse:
    """The answer in place of the form: how long to wait. It does not say whether there is such a name."""
    wait = settings.AXES_COOLOFF_TIME
    context = {**admin.site.each_context(request), "minutes": int(wait.total_seconds() // 60)}
    response = render(request, "admin/policies/locked.html", context, status=429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    response["Cache-Control"] = "no-store"
    return response
