"""A statement as content."""

from policies.choices import CitedValue, CodingRole
from policies.content import evidence, restoring
from policies.content.document import document_reference
from policies.content.encoding import Content
from policies.content.references import address
from policies.content.term import term_reference
from policies.models.statement import Statement, StatementDocument


def dump(statement: Statement) -> Content:
    """Its text, and so its title, is the first quote that is cited for it as a whole from its own source."""
    entries = evidence.entries(evidence.of_record(statement))
    codings = list(statement.codings.select_related("term"))
    rows = statement.document_rows.select_related("document")
    own = (entry for entry in entries if entry["source"]["id"] == str(statement.source_id))
    text = next((entry["quote"] for entry in own if entry["value"] == CitedValue.RECORD), "")
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


def load(content: Content) -> Statement:
    """Afterwards the working statement, its codings, documents and citations are as the content has them."""
    columns = {
        "slug": content["slug"],
        "source_id": content["source"]["id"],
        "statement_kind": content["statement_kind"],
    }
    statement, _made = Statement.objects.update_or_create(id=content["id"], defaults=columns)
    statement.document_rows.all().delete()
    for document in content["documents"]:
        StatementDocument.objects.create(statement=statement, document_id=document["id"])
    restoring.put_codings(statement, _roles(content))
    restoring.put_citations(statement, content)
    return statement


def _roles(content: Content) -> list[tuple[str, Content]]:
    return [
        *((CodingRole.THEME, reference) for reference in content["themes"]),
        *((reference["role"], reference) for reference in content["targets"]),
        *((CodingRole.SECTOR, reference) for reference in content["sectors"]),
    ]
