"""The same records in other forms: the address of a list or record with another ending."""

from django.http import QueryDict

from policies.catalogue.kinds import PLURALS
from policies.templatetags.reference import staying

FORMS = {
    "json": ("JSON", "application/json"),
    "jsonld": ("JSON-LD", "application/ld+json"),
    "csv": ("CSV", "text/csv"),
    "ndjson": ("NDJSON", "application/x-ndjson"),
}
OF_A_RECORD = ("json", "jsonld")
OF_A_LEDGER = ("csv", "json")


def list_formats(kind: str, data: QueryDict) -> list[dict[str, str]]:
    """The list as it is narrowed and sorted, in every form: the query string goes along, the page does not."""
    query = data.copy()
    for name in ("page", "page_size"):
        query.pop(name, None)
    tail = f"?{query.urlencode()}" if query else ""
    return [_form(f"/{PLURALS[kind]}", name, tail) for name in FORMS]


def record_formats(address: str, as_of: str = "") -> list[dict[str, str]]:
    """The record as it is, or as it stood at that moment, in other forms."""
    return [_form(address.rstrip("/"), name, staying("", as_of)) for name in OF_A_RECORD]


def ledger_formats(address: str, as_of: str) -> list[dict[str, str]]:
    """The claims of a source, as of the moment of the page."""
    return [_form(f"{address}ledger", name, staying("", as_of)) for name in OF_A_LEDGER]


def _form(stem: str, name: str, tail: str = "") -> dict[str, str]:
    label, content_type = FORMS[name]
    return {"label": label, "href": f"{stem}.{name}{tail}", "type": content_type}
