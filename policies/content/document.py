"""A document as content."""

from policies.choices import CodingRole, NameKind
from policies.content import evidence, restoring
from policies.content.agency import agency_reference
from policies.content.dating import dating, known
from policies.content.encoding import Content
from policies.content.references import address
from policies.content.term import term_reference
from policies.models.citation import Citation
from policies.models.document import Document, DocumentDate, DocumentName, Issuer, Relation
from policies.models.record import texts


def document_reference(document: Document) -> Content:
    """What other records carry of a document."""
    issuers = document.issuers.filter(preferred=True).select_related("agency")
    return {
        "id": str(document.id),
        "slug": document.slug,
        "url": address("document", document.slug),
        "title": texts(document.title_en, document.title_zh),
        "title_supplied": document.title_supplied,
        "official_titles": official_titles(document),
        "number": document.number or None,
        "date": _preferred_date(document),
        "issuers": [{"agency": agency_reference(row.agency), "role": row.role} for row in issuers],
        "unnamed_issuers": document.unnamed_issuers,
    }


def official_titles(document: Document) -> list[str]:
    """The languages in which the title is the official one: a title of ours in one language may stand beside it."""
    title = texts(document.title_en, document.title_zh)
    official = {(row.language, row.text) for row in document.names.all() if row.kind == NameKind.OFFICIAL}
    return [language for language, text in title.items() if (language, text) in official]


def dump(document: Document) -> Content:
    """Without `measures_count` and `inverse_relations`, which follow from other records at publication."""
    citations = evidence.of_record(document)
    return {
        "kind": "document",
        "id": str(document.id),
        "slug": document.slug,
        "url": address("document", document.slug),
        "title": texts(document.title_en, document.title_zh),
        "title_supplied": document.title_supplied,
        "official_titles": official_titles(document),
        "number": document.number or None,
        "type": term_reference(document.type),
        "date": _preferred_date(document),
        "dates": [_date(row, citations) for row in document.dates.all()],
        "issuers": [_issuer(row, citations) for row in document.issuers.select_related("agency")],
        "unnamed_issuers": document.unnamed_issuers,
        "status": document.status,
        "other_names": [_name(row, citations) for row in document.names.all()],
        "relations": [_relation(row, citations) for row in document.relations.select_related("object")],
        "themes": [term_reference(row.term) for row in document.codings.in_role("theme").select_related("term")],
        "evidence": evidence.entries(citations),
    }


def _preferred_date(document: Document) -> Content | None:
    row = next((row for row in document.dates.all() if row.preferred), None)
    return {**known(row), "kind": row.kind} if row else None


def _date(row: DocumentDate, citations: list[Citation]) -> Content:
    return {
        "kind": row.kind,
        **known(row),
        "preferred": row.preferred,
        **_reason(row),
        "evidence": evidence.of_row(citations, "date", row),
    }


def _issuer(row: Issuer, citations: list[Citation]) -> Content:
    return {
        "agency": agency_reference(row.agency),
        "role": row.role,
        "preferred": row.preferred,
        **_reason(row),
        "evidence": evidence.of_row(citations, "issuer", row),
    }


def _reason(row: DocumentDate | Issuer) -> Content:
    """Why a row is held to be so, or not; left out where nobody gave one, so that older contents stay as they are."""
    return {"reason": row.reason} if row.reason else {}


def _name(row: DocumentName, citations: list[Citation]) -> Content:
    return {
        "text": row.text,
        "language": row.language,
        "kind": row.kind,
        "evidence": evidence.of_row(citations, "document_name", row),
    }


def _relation(row: Relation, citations: list[Citation]) -> Content:
    return {
        "predicate": row.predicate,
        "document": document_reference(row.object),
        "date": dating(row),
        **_places(row),
        "evidence": evidence.of_row(citations, "relation", row),
    }


def _places(row: Relation) -> Content:
    """Where in either document; left out where nobody said, so that older contents stay as they are."""
    return {name: text for name in ("place", "object_place") if (text := getattr(row, name))}


def load(content: Content) -> Document:
    """Afterwards the working document and its dated, issuing, naming and relating rows are as the content has them."""
    columns = {
        "slug": content["slug"],
        **restoring.languages("title", content["title"]),
        "title_supplied": content["title_supplied"],
        "number": content["number"] or "",
        "type_id": restoring.key(content["type"]),
        "status": content["status"],
        "unnamed_issuers": content["unnamed_issuers"],
    }
    document, _made = Document.objects.update_or_create(id=content["id"], defaults=columns)
    for rows in (document.citations, document.dates, document.issuers, document.names, document.relations):
        rows.all().delete()
    evidenced = [
        *(_load_date(document, row) for row in content["dates"]),
        *(_load_issuer(document, row) for row in content["issuers"]),
        *(_load_name(document, row) for row in content["other_names"]),
        *(_load_relation(document, row) for row in content["relations"]),
    ]
    restoring.put_codings(document, [(CodingRole.THEME, reference) for reference in content["themes"]])
    restoring.put_citations(document, content, evidenced)
    return document


def _load_date(document: Document, row: Content) -> restoring.EvidencedRow:
    date = DocumentDate.objects.create(
        document=document,
        kind=row["kind"],
        preferred=row["preferred"],
        reason=row.get("reason", ""),
        **restoring.date_columns(row),
    )
    return "date", date, row["evidence"]


def _load_issuer(document: Document, row: Content) -> restoring.EvidencedRow:
    issuer = Issuer.objects.create(
        document=document,
        agency_id=row["agency"]["id"],
        role=row["role"],
        preferred=row["preferred"],
        reason=row.get("reason", ""),
    )
    return "issuer", issuer, row["evidence"]


def _load_name(document: Document, row: Content) -> restoring.EvidencedRow:
    name = DocumentName.objects.create(document=document, text=row["text"], language=row["language"], kind=row["kind"])
    return "document_name", name, row["evidence"]


def _load_relation(document: Document, row: Content) -> restoring.EvidencedRow:
    relation = Relation.objects.create(
        document=document,
        predicate=row["predicate"],
        object_id=row["document"]["id"],
        place=row.get("place", ""),
        object_place=row.get("object_place", ""),
        **restoring.date_columns(row["date"]),
    )
    return "relation", relation, row["evidence"]
