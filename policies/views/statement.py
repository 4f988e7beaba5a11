"""What the page of a statement shows besides the statement: nothing, it is complete in itself."""

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    return {}
