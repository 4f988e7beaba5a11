"""What all addresses of the API have in common."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from policies.catalogue.limits import TENTHS

METHODS = ("GET", "HEAD", "OPTIONS")


class OneForm(BaseContentNegotiation):
    """There is one form, whatever the client says it prefers."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        only = next(iter(renderers))
        return only, only.media_type


class Reading(APIView):
    """Read-only, open to programs of other sites, with a strong ETag."""

    # In tenths of a request: what it takes of the asker's limit.
    cost = TENTHS
    methods: Sequence[str] = METHODS
    http_method_names: Sequence[str] = ("get", "head", "options")
    content_negotiation_class = OneForm

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = ", ".join(self.methods)
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Content-Type, Authorization"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        # Without this, caches guess from Last-Modified how long an answer stays true.
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_post_render_callback(partial(_tagged, request))
        return response

    @property
    def allowed_methods(self) -> list[str]:
        return list(self.methods)


class Asking(Reading):
    """What asks for more than fits into an address may be sent by POST. It changes nothing."""

    methods = (*METHODS, "POST")
    http_method_names = ("get", "head", "options", "post")


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """The tag is of the body itself, so it is right whatever the body was made of. Last-Modified is for people: two
    editions can fall in one of its seconds, so no answer is held back by it.
    """
    if response.status_code != 200 or request.method == "POST":
        return None
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def absolute(request: HttpRequest, path: str) -> str:
    """The address the public knows for a path of this site."""
    return f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)
