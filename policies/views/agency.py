"""What the page of an agency shows besides the agency: the documents it issued, and their measures."""

from typing import Any

from django.http import HttpRequest

from policies.choices import Kind
from policies.views.related import related


def context(request: HttpRequest, record: dict[str, Any]) -> dict[str, Any]:
    return {
        "documents": related(Kind.DOCUMENT, "agency", record["id"], most=25),
        "measures": related(Kind.MEASURE, "agency", record["id"], most=10),
    }
