"""What the page of a measure shows besides the measure: the others of its document."""

from typing import Any

from django.http import HttpRequest

from policies.choices import Kind
from policies.views.related import beside

MOST = 12


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    return {"others": beside(record, Kind.MEASURE, "document", record["document"]["slug"], as_of=as_of, most=MOST)}
