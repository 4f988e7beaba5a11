"""A statement as content."""

from policies.choices import CitedValue, CodingRole
from policies.content import evidence
from policies.content.document import document_reference
from policies.content.encoding import Content
from policies.content.references import address
from policies.content.term import term_reference
from policies.models.statement import Statement


def dump(statement: Statement) -> Content:
    """Its text, and so its title, is the quote of its first citation as a whole."""
    entries = evidence.entries(evidence.of_record(statement))
    codings = list(statement.codings.select_related("term"))
    rows = statement.document_rows.select_related("document")
    text = next((entry["quote"] for entry in entries if entry["value"] == CitedValue.RECORD), "")
    return {
        "kind": "statement",
        "id": str(statement.id),
        "slug": statement.slug,
        "url": address("statement", statement.slug),
        "title": {statement.source.language: text},
        "statement_kind": statement.statement_kind,
        "text": text,
        "source": evidence.source_reference(statement.source),
        "documents": [document_reference(row.document) for row in rows],
        "themes": [term_reference(row.term) for row in codings if row.role == CodingRole.THEME],
        "targets": [
            {**term_reference(row.term), "role": row.role}
            for row in codings
            if row.role in {CodingRole.BENEFICIARY, CodingRole.FOCUS, CodingRole.PLACE}
        ],
        "sectors": [term_reference(row.term) for row in codings if row.role == CodingRole.SECTOR],
        "evidence": entries,
    }
