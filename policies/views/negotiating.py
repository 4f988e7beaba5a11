"""Content negotiation: the address of a page, asked for in another form, leads to the address that has this form.

It leads there with 303 and does not answer itself. So each form has one address, which can be quoted and kept in caches
by itself, and agrees with the ending byte for byte, refusals and moves included; and a cache that takes no notice of
`Vary` can never hand JSON to a reader.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from policies.views.formats import FEED, FEED_TYPE, FORMS

PAGES = ("text/html", "application/xhtml+xml")
TYPES = {**{name: content_type for name, (_label, content_type) in FORMS.items()}, FEED: FEED_TYPE}
# What is asked of pages alone.
OF_PAGES = ("page", "page_size", "snapshot", "spans")
View = Callable[..., HttpResponseBase]


class SeeOther(HttpResponseRedirect):
    """303. No cache keeps it: the next one may ask for the page."""

    status_code = 303

    def __init__(self, address: str) -> None:
        super().__init__(address, headers={"Cache-Control": "no-store"})


def negotiated(forms: Iterable[str]) -> Callable[[View], View]:
    """The page, or the way to one of these forms if the client likes it better; who likes none gets the page."""

    def around(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            chosen = preferred(request, forms)
            answer = SeeOther(in_form(request, chosen)) if chosen else view(request, *args, **kwargs)
            patch_vary_headers(answer, ["Accept"])
            return answer

        return inner

    return around


def preferred(request: HttpRequest, forms: Iterable[str]) -> str:
    """The form that the client likes best; nothing for the page."""
    by_type = {TYPES[name]: name for name in forms}
    return by_type.get(request.get_preferred_type([*PAGES, *by_type]) or "", "")


def in_form(request: HttpRequest, form: str) -> str:
    """This address with the ending of the form, and all that is asked of more than the page."""
    asked = request.GET.copy()
    # A feed has an order of its own.
    for name in (*OF_PAGES, "sort") if form == FEED else OF_PAGES:
        asked.pop(name, None)
    query = f"?{asked.urlencode()}" if asked else ""
    return f"{request.path.rstrip('/')}.{form}{query}"
