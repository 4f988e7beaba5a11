"""What whoever holds an answer is told: to ask before giving it to anybody, and whether there is anything new.

Pages are told apart by what they say. A list as a file may be very long: it is told apart by what it is made of, so
that nothing is read where nothing is new. Last-Modified is for people: two editions can fall in one of its seconds, so
no answer is held back by it.
"""

import hashlib
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, has_vary_header, set_response_etag
from django.utils.http import http_date, quote_etag

from policies.catalogue.figures import place_in_log
from policies.templatetags.addresses import base
from policies.templatetags.reference import page_language

PACKAGE = Path(__file__).parent.parent
# What decides what is written: the code, and the words in both languages.
MADE_OF = {".py", ".mo"}


class FreshnessMiddleware:
    """Afterwards every answer that says nothing of it is asked for again each time, and sent again only if it changed.

    What depends on a cookie is for one reader alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_own = has_vary_header(response, "Cookie")
        response.headers.setdefault("Cache-Control", "private, no-cache" if is_own else "no-cache")
        if is_own or not isinstance(response, HttpResponse) or not _can_be_told_apart(request, response):
            return response
        set_response_etag(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def _can_be_told_apart(request: HttpRequest, response: HttpResponse) -> bool:
    is_found = request.method in ("GET", "HEAD") and response.status_code == 200
    return is_found and "ETag" not in response.headers and "no-store" not in response.headers["Cache-Control"]


def state_of_list(request: HttpRequest) -> dict[str, str]:
    """The headers that tell what is made of the catalogue alone from all before and after it; one query.

    The same place in the log, the same address, language and software make the same bytes. The tag is never newer than
    the bytes: where somebody publishes while they are read, whoever holds them gets them once more.
    """
    place, moment = place_in_log()
    made_of = (place, base(request), request.get_full_path(), page_language(), software())
    tag = quote_etag(hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:32])
    return {"ETag": tag, "Last-Modified": http_date(moment.timestamp())}


def held(request: HttpRequest, state: dict[str, str]) -> HttpResponse | None:
    """The answer to who holds what has the tag of this state; nothing where they have not."""
    answer = get_conditional_response(request, etag=state["ETag"])
    if answer:
        for name, value in state.items():
            answer.headers.setdefault(name, value)
    return answer


@cache
def software() -> str:
    """What tells this software from any other, made once for each process."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in MADE_OF):
        digest.update(path.read_bytes())
    return digest.hexdigest()
