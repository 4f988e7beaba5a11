"""What the page of an agency shows besides the agency: the documents it issued, and their measures; what it carries
out itself; and what those before it issued, which is looked for under the name that is known today."""

from typing import Any

from django.http import HttpRequest

from policies.catalogue.facets import LINEAGE
from policies.catalogue.issuers import held
from policies.choices import Kind
from policies.views.related import related


def context(request: HttpRequest, record: dict[str, Any], as_of: str) -> dict[str, Any]:
    return {
        "documents": related(Kind.DOCUMENT, "agency", record["slug"], as_of=as_of, most=25),
        "measures": related(Kind.MEASURE, "agency", record["slug"], as_of=as_of, most=10),
        **carried_out(record, as_of),
        "before": before(record, as_of) if record["predecessors"] else {},
    }


def carried_out(record: dict[str, Any], as_of: str) -> dict[str, Any]:
    """The measures it carries out: a list of their own where some are of others' documents, or else only the way."""
    found = related(Kind.MEASURE, "actor", record["slug"], as_of=as_of, most=10)
    are_its_own = all(record["id"] in _issuers(row["document"]) for row in found["rows"])
    return {"carried_out_of_its_own" if are_its_own else "carried_out": found}


def before(record: dict[str, Any], as_of: str) -> dict[str, Any]:
    """What was issued by those that came before it, and the lists that have it together with its own."""
    documents = related(Kind.DOCUMENT, LINEAGE, record["slug"], as_of=as_of, most=25)
    issued = [row for row in documents["rows"] if record["id"] not in _issuers(row)]
    measures = related(Kind.MEASURE, LINEAGE, record["slug"], as_of=as_of, most=1)
    return {"rows": issued, "documents": documents, "measures": measures}


def _issuers(document: dict[str, Any]) -> list[str]:
    return [row["agency"]["id"] for row in held(document)]
