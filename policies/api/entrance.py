"""The way in: what addresses there are, the schema, and what to say to an address there is not."""

import json
from functools import cache
from typing import Any

from django.urls import Resolver404, resolve
from rest_framework.request import Request
from rest_framework.response import Response

from policies.api import parameters
from policies.api.problems import no_such_address, refuse
from policies.api.reading import Reading, absolute
from policies.api.records import moved
from policies.api.schema.document import FILE
from policies.catalogue.kinds import PLURALS

# Lists that are of no kind of record, and what is answered to a key alone.
OTHERS = ("vocabularies", "changes", "match", "reconcile", "usage", "webhooks")


class Index(Reading):
    def get(self, request: Request) -> Response:
        refuse(parameters.unknown(request.query_params, ()))
        paths = {name: f"/api/v1/{name}/" for name in (*PLURALS.values(), *OTHERS)}
        paths |= {"openapi": "/api/v1/openapi.json", "docs": "/api/docs/"}
        return Response({name: absolute(request, path) for name, path in paths.items()})


class OpenApi(Reading):
    """The committed schema, which a test holds equal to the code."""

    def get(self, request: Request) -> Response:
        refuse(parameters.unknown(request.query_params, ()))
        return Response(committed_schema())


@cache
def committed_schema() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8"))


class Unknown(Reading):
    """Any other address: one that lacks only its last slash is put right, in reading; the rest is a problem."""

    def get(self, request: Request, **kwargs: str) -> Response:
        if is_right(f"{request.path}/"):
            return moved(request, f"{request.path}/")
        raise no_such_address()


def is_right(path: str) -> bool:
    try:
        return not issubclass(getattr(resolve(path).func, "cls", object), Unknown)
    except Resolver404:
        return False
