"""What the page of a document shows besides the document: its measures, and what sources say of it."""

from typing import Any

from django.http import HttpRequest

from policies.catalogue.timeline import family_code
from policies.choices import Kind
from policies.views.related import related


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    measures = related(Kind.MEASURE, "document", record["slug"], as_of=as_of)
    return {
        "families": by_family(measures["rows"], measures["href"]),
        "all_measures": measures["href"] if measures["count"] > len(measures["rows"]) else "",
        "statements": related(Kind.STATEMENT, "document", record["slug"], as_of=as_of)["rows"],
    }


def by_family(measures: list[dict[str, Any]], href: str) -> list[dict[str, Any]]:
    """The measures under the broadest term of their instrument, families and measures in the order of the text.

    Each family has the list of its measures, with `href` the list of all.
    """
    families: dict[str, dict[str, Any]] = {}
    for measure in measures:
        code = family_code(measure)
        family = families.setdefault(code, {"code": code, "href": f"{href}&instrument={code}", "measures": []})
        family["measures"].append(measure)
    return list(families.values())
