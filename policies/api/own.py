"""What a key shows to whoever has it, and to nobody else."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.problems import Problem, refuse
from policies.api.reading import METHODS, Reading
from policies.catalogue import keys
from policies.catalogue.limits import WINDOW
from policies.catalogue.partners import key_after, key_block, uses_of, webhooks_of
from policies.choices import KeyScope
from policies.models.key import Key


class Own(Reading):
    """Answered to a key of the right scope. No proxy and no browser keeps it."""

    scopes: ClassVar[tuple[str, ...]]

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization"])
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="policy reference"'
        elif response.status_code == 403:
            response.headers["WWW-Authenticate"] = (
                f'Bearer realm="policy reference", error="insufficient_scope", scope="{" ".join(self.scopes)}"'
            )
        return response

    def key(self, request: Request) -> Key:
        """The key that came with the request, if it opens this address."""
        refuse(parameters.unknown(request.query_params, ()))
        key: Key | None = getattr(request, "key", None)
        if key is None:
            raise Problem("no-key", _("Send your key in the header Authorization: Bearer. To ask for one: /data/key/."))
        if key.scope not in self.scopes:
            raise Problem(
                "wrong-scope",
                _("This key is for %(scope)s. To read this it has to be granted for more.")
                % {"scope": key.get_scope_display()},
            )
        return key


class OwnUse(Own):
    scopes = (KeyScope.READING, KeyScope.WEBHOOKS)

    def get(self, request: Request) -> Response:
        key = self.key(request)
        limit = {"requests": settings.LIMIT_WITH_KEY or None, "seconds": WINDOW}
        return Response({"key": key_block(key), "limit": limit, "results": uses_of(key)})


class Renewal(Own):
    """Read, it says how the key stands; posted, its partner has another in its place."""

    scopes = (KeyScope.READING, KeyScope.WEBHOOKS)
    methods = (*METHODS, "POST")
    http_method_names = ("get", "head", "options", "post")

    def get(self, request: Request) -> Response:
        key = self.key(request)
        following = key_after(key)
        return Response({"key": key_block(key), "renewed": following and key_block(following)})

    def post(self, request: Request) -> Response:
        key = self.key(request)
        try:
            new, words = keys.renew(key)
        except ValidationError as error:
            raise Problem("not-renewed", error.messages[0]) from error
        key.refresh_from_db()
        return Response({"key": key_block(new), "words": words, "former": key_block(key)}, status=201)


class OwnWebhooks(Own):
    scopes = (KeyScope.WEBHOOKS,)

    def get(self, request: Request) -> Response:
        rows = webhooks_of(self.key(request).partner)
        return Response({"count": len(rows), "results": rows})
