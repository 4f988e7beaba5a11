"""The same records in other forms: the address of a list or record with another ending."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from policies.catalogue import unit
from policies.catalogue.bibliography import FORMS as BIBLIOGRAPHIC
from policies.catalogue.kinds import PLURALS
from policies.templatetags.reference import local, staying

FORMS = {
    "json": ("JSON", "application/json"),
    "jsonld": ("JSON-LD", "application/ld+json"),
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ndjson": ("NDJSON", "application/x-ndjson"),
    **{name: (form.label, form.content_type.partition(";")[0]) for name, form in BIBLIOGRAPHIC.items()},
}
FEED, FEED_TYPE = "atom", "application/atom+xml"
OF_A_RECORD = ("json", "jsonld", *BIBLIOGRAPHIC)
OF_A_LEDGER = ("csv", "json")
OF_THE_MATRIX = ("csv",)


def list_formats(kind: str, data: QueryDict) -> list[dict[str, str]]:
    """The list as it is narrowed and sorted, in every form of rows: the query string goes along, the page does not."""
    return [_form(f"/{PLURALS[kind]}", name, query_of(data)) for name in FORMS if name not in BIBLIOGRAPHIC]


def citation_formats(kind: str, data: QueryDict) -> list[dict[str, str]]:
    """The list in every form that has rows, one for each citation instead of each record."""
    with_rows = data.copy()
    with_rows[unit.PARAMETER] = unit.CITATIONS
    return [_form(f"/{PLURALS[kind]}", name, query_of(with_rows)) for name in unit.FORMS]


def feed_format(kind: str, data: QueryDict) -> dict[str, str]:
    """What is new of the list, in the language of this page: its filters go along, its order does not."""
    return _form(local(f"/{PLURALS[kind]}"), FEED, query_of(data, "sort"))


def record_formats(address: str, as_of: str = "") -> list[dict[str, str]]:
    """The record as it is, or as it stood at that moment, in other forms of its values."""
    names = [name for name in OF_A_RECORD if name not in BIBLIOGRAPHIC]
    return [_form(address.rstrip("/"), name, staying("", as_of)) for name in names]


def bibliographic_formats(address: str, query: str = "") -> list[dict[str, str]]:
    """A list, record or edition for reference managers, in the language of this page."""
    return [_form(local(address.rstrip("/")), name, query) for name in BIBLIOGRAPHIC]


def ledger_formats(address: str, as_of: str) -> list[dict[str, str]]:
    """The claims of a source, as of the moment of the page."""
    return [_form(f"{address}ledger", name, staying("", as_of)) for name in OF_A_LEDGER]


def matrix_formats(data: QueryDict) -> list[dict[str, str]]:
    """The numbers of the matrix with this query string."""
    return [_form("/matrix", name, query_of(data, "sort")) for name in OF_THE_MATRIX]


def query_of(data: QueryDict, *without: str) -> str:
    """The query string of a list without the page that is shown, and without these."""
    query = data.copy()
    for name in ("page", "page_size", *without):
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""


def _form(stem: str, name: str, tail: str = "") -> dict[str, str]:
    label, content_type = (_("Feed"), FEED_TYPE) if name == FEED else FORMS[name]
    return {"label": label, "href": f"{stem}.{name}{tail}", "type": content_type}
