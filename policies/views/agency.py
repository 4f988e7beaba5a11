"""What the page of an agency shows besides the agency: the documents it issued, and their measures."""

from typing import Any

from django.http import HttpRequest

from policies.choices import Kind
from policies.views.related import related


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    return {
        "documents": related(Kind.DOCUMENT, "agency", record["id"], as_of=as_of, most=25),
        "measures": related(Kind.MEASURE, "agency", record["id"], as_of=as_of, most=10),
    }
