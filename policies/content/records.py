"""Every kind of record: its model and the functions that write its content."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from policies.choices import Kind
from policies.content import agency, document, measure, source, statement, term
from policies.content.encoding import Content
from policies.content.references import term_id
from policies.models.agency import Agency
from policies.models.document import Document
from policies.models.measure import Measure
from policies.models.source import Source
from policies.models.statement import Statement
from policies.models.term import Term

MODELS: dict[str, Any] = {
    Kind.TERM: Term,
    Kind.AGENCY: Agency,
    Kind.DOCUMENT: Document,
    Kind.SOURCE: Source,
    Kind.MEASURE: Measure,
    Kind.STATEMENT: Statement,
}
_DUMP: dict[str, Callable[[Any], Content]] = {
    Kind.TERM: term.dump,
    Kind.AGENCY: agency.dump,
    Kind.DOCUMENT: document.dump,
    Kind.SOURCE: source.dump,
    Kind.MEASURE: measure.dump,
    Kind.STATEMENT: statement.dump,
}

_LOAD: dict[str, Callable[[Content], Any]] = {
    Kind.TERM: term.load,
    Kind.AGENCY: agency.load,
    Kind.DOCUMENT: document.load,
    Kind.SOURCE: source.load,
    Kind.MEASURE: measure.load,
    Kind.STATEMENT: statement.load,
}


def dump(record: Any) -> Content:
    """The content of a working record: all it says, without the figures that follow from other records."""
    return _DUMP[record.kind](record)


@transaction.atomic
def load(content: Content) -> Any:
    """Afterwards the working record says what the content says, whole or not at all: `dump(load(c))` is `c` again.

    What the content carries of others, and its figures, are left to them.
    """
    return _LOAD[content["kind"]](content)


def public_id(record: Any) -> str:
    """The id the public knows a record by. A term's follows from its code, so it is the same everywhere."""
    return term_id(record.scheme, record.code) if record.kind == Kind.TERM else str(record.id)


def record_of(kind: str, public: Any) -> Any:
    """The working record with this public id; DoesNotExist of its model if there is none."""
    if kind != Kind.TERM:
        return MODELS[kind].objects.get(pk=public)
    for term_row in Term.objects.all():
        if public_id(term_row) == str(public):
            return term_row
    raise Term.DoesNotExist
