"""What the page of a statement shows besides the statement: others of the same source."""

from typing import Any

from django.http import HttpRequest

from policies.choices import Kind
from policies.views.related import beside

MOST = 5


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    return {"others": beside(record, Kind.STATEMENT, "source", record["source"]["slug"], as_of=as_of, most=MOST)}
