"""Who names a record: on the desk and in public. Whoever merges it must know."""

import json
from typing import Any

from policies.choices import Kind
from policies.content.encoding import Content
from policies.content.records import MODELS, public_id
from policies.models.edition import Edition, Mention

# For each kind of record: the kinds that can name one, and through which of their rows.
NAMED_IN: dict[str, tuple[tuple[str, str], ...]] = {
    Kind.AGENCY: (
        (Kind.AGENCY, "parent"),
        (Kind.AGENCY, "successions__successor"),
        (Kind.DOCUMENT, "issuers__agency"),
        (Kind.MEASURE, "acting_agency_rows__agency"),
    ),
    Kind.DOCUMENT: (
        (Kind.DOCUMENT, "relations__object"),
        (Kind.MEASURE, "document"),
        (Kind.SOURCE, "document"),
        (Kind.STATEMENT, "document_rows__document"),
    ),
    Kind.MEASURE: ((Kind.MEASURE, "parent"),),
}


def named_by(record: Any) -> list[Any]:
    """Every other working record that names this one by itself, once, in the order of kinds and addresses."""
    found: dict[Any, Any] = {}
    for kind, column in NAMED_IN.get(record.kind, ()):
        rows = MODELS[kind].objects.filter(**{column: record.pk}).exclude(pk=record.pk).order_by("slug")
        found |= {row.pk: row for row in rows.distinct()}
    return list(found.values())


def public_mentions(record: Any) -> dict[str, tuple[int, Content]]:
    """Every public record that carries this one at whatever depth: the number in the log and the content, by id."""
    carrying = Mention.objects.filter(record_id=public_id(record)).values("edition")
    rows = Edition.objects.current().filter(pk__in=carrying).order_by("sequence")
    found = rows.values_list("record_id", "sequence", "content")
    return {str(name): (sequence, json.loads(content)) for name, sequence, content in found}
