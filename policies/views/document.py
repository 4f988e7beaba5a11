"""What the page of a document shows besides the document: its measures, and what sources say of it."""

from typing import Any

from django.http import HttpRequest

from policies.choices import Kind
from policies.views.related import related


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    measures = related(Kind.MEASURE, "document", record["id"], as_of=as_of)
    return {
        "families": by_family(measures["rows"]),
        "all_measures": measures["href"] if measures["count"] > len(measures["rows"]) else "",
        "statements": related(Kind.STATEMENT, "document", record["id"], as_of=as_of)["rows"],
    }


def by_family(measures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The measures under the broadest term of their instrument, families and measures in the order of the text."""
    families: dict[str, dict[str, Any]] = {}
    for measure in measures:
        instrument = measure["instrument"]
        code = [instrument["code"], *instrument["broader"]][-1]
        families.setdefault(code, {"code": code, "measures": []})["measures"].append(measure)
    return list(families.values())
