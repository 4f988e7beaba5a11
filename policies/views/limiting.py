"""How often the API and exports may be asked: by network without a key, by key with one.

What is limited says so itself: a view that has a `cost`, in tenths of a request. Pages, feeds and harvesting have none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from policies.catalogue import keys
from policies.catalogue.keys import KeyRefusedError
from policies.catalogue.kinds import PLURALS
from policies.catalogue.limits import LIMITS, TENTHS, WINDOW, Standing
from policies.catalogue.problems import CONTENT_TYPE, problem
from policies.models.key import Key
from policies.views.refusing import no_file
from policies.views.sender import network_of

View = Callable[..., HttpResponseBase]
# A whole list as a file is as much work as many portions of it.
WHOLE_LIST = 10 * TENTHS
# Nothing new to tell.
UNCHANGED = 1
EXPORTS, CHANGES, OTHER = "exports", "changes", "other"
FAMILIES = {*PLURALS.values(), "vocabularies", CHANGES, "match", "reconcile", "usage", "key", "webhooks"}
EXPOSED = "RateLimit, RateLimit-Policy, Retry-After"


def limited(cost: int = TENTHS) -> Callable[[View], View]:
    """The view, which costs that much of a limit."""

    def marked(view: View) -> View:
        view.cost = cost  # type: ignore[attr-defined]
        return view

    return marked


@dataclass
class Charge:
    """What a request costs whom, and how they stand; `left` is to be paid for an answer that has something new."""

    who: str
    most: int
    left: int
    family: str
    standing: Standing


class LimitMiddleware:
    """Afterwards nobody got more than their limit, and every answer that counts says how much is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_counted(request):
            _say(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        cost = cost_of(view)
        if cost is None or request.method == "OPTIONS":
            return None
        refusal, key = "", None
        try:
            key = keys.known(request.headers.get("Authorization", ""))
        except KeyRefusedError as error:
            refusal = error.messages[0]
        request.key, request.charge = key, _charged(request, key, cost)  # type: ignore[attr-defined]
        if not request.charge.standing.is_allowed:  # type: ignore[attr-defined]
            return _too_many(request, key)
        return _unauthorised(request, refusal) if refusal else None


def cost_of(view: Any) -> int | None:
    """In tenths of a request; nothing for what is not limited."""
    return getattr(getattr(view, "cls", view), "cost", None)


def is_counted(request: HttpRequest) -> bool:
    return hasattr(request, "charge")


def _charged(request: HttpRequest, key: Key | None, cost: int) -> Charge:
    most = settings.LIMIT_WITH_KEY if key else settings.LIMIT
    who = f"key:{key.pk}" if key else f"net:{_code_of(network_of(request) or '')}"
    family = family_of(request)
    # What may turn out not to have changed is let in for as long as there is room for that.
    at_once = UNCHANGED if family == CHANGES or "If-None-Match" in request.headers else cost
    standing = LIMITS.take(who, most, at_once) if most else Standing(True, 0, WINDOW)
    if key:
        LIMITS.note(str(key.pk), family, is_refused=not standing.is_allowed)
    return Charge(who, most, cost - at_once, family, standing)


def _code_of(network: str) -> str:
    """Nobody finds an address from what is written down for a minute."""
    return salted_hmac("policies.limits", network, algorithm="sha256").hexdigest()


def family_of(request: HttpRequest) -> str:
    """To which of our addresses this one belongs; never what its sender wrote."""
    match = request.resolver_match
    parts = match.route.split("/") if match else []
    if parts[:1] != ["api"]:
        return EXPORTS
    return parts[2] if len(parts) > 2 and parts[2] in FAMILIES else OTHER


def _say(request: HttpRequest, response: HttpResponseBase) -> None:
    """Tell how the asker stands. Who asked for what had not changed pays a tenth, however long they waited for it."""
    charge: Charge = request.charge  # type: ignore[attr-defined]
    if not charge.most:
        return
    standing = charge.standing
    if standing.is_allowed:
        standing = LIMITS.add(charge.who, charge.most, 0 if _is_unchanged(charge, response) else charge.left)
    response.headers["RateLimit-Policy"] = f'"default";q={charge.most};w={WINDOW}'
    response.headers["RateLimit"] = f'"default";r={standing.left};t={standing.seconds}'
    exposed = response.headers.get("Access-Control-Expose-Headers")
    response.headers["Access-Control-Expose-Headers"] = f"{exposed}, {EXPOSED}" if exposed else EXPOSED
    # Whoever has it stored asks before giving it to anybody: the key may have been revoked meanwhile.
    response.headers.setdefault("Cache-Control", "no-cache")


def _is_unchanged(charge: Charge, response: HttpResponseBase) -> bool:
    data = getattr(response, "data", None)
    no_news = charge.family == CHANGES and isinstance(data, dict) and data.get("results") == []
    return response.status_code == 304 or no_news


def _too_many(request: HttpRequest, key: Key | None) -> HttpResponse:
    charge: Charge = request.charge  # type: ignore[attr-defined]
    seconds = charge.standing.seconds
    if key:
        sentence = _("This key may ask %(most)d times a minute. Go on in %(seconds)d seconds.")
    else:
        sentence = _(
            "%(most)d requests a minute are answered to one network without a key. Go on in %(seconds)d seconds, "
            "or ask for a key at /data/key/."
        )
    response = _refusal(request, "too-many-requests", sentence % {"most": charge.most, "seconds": seconds})
    response.headers["Retry-After"] = str(seconds)
    return response


def _unauthorised(request: HttpRequest, sentence: str) -> HttpResponse:
    response = _refusal(request, "wrong-key", sentence)
    response.headers["WWW-Authenticate"] = 'Bearer realm="policy reference", error="invalid_token"'
    return response


def _refusal(request: HttpRequest, name: str, detail: str) -> HttpResponse:
    """A problem that is the asker's alone: nobody else is given it, and it is not kept."""
    if request.path.startswith("/api/"):
        body = problem(name, detail, request.get_full_path())
        response: HttpResponse = JsonResponse(
            body, status=body["status"], content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
        )
    else:
        response = no_file(request, name, detail)
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Authorization"])
    patch_cache_control(response, no_store=True)
    return response
