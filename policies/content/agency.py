"""An agency as content."""

from typing import Any

from policies.content import evidence, restoring
from policies.content.dating import dating
from policies.content.encoding import Content
from policies.content.references import address
from policies.models.agency import Agency, AgencyName, Succession
from policies.models.citation import Citation
from policies.models.record import texts


def agency_reference(agency: Agency) -> Content:
    """What other records carry of an agency."""
    name = texts(agency.name_en, agency.name_zh)
    return {
        "id": str(agency.id),
        "slug": agency.slug,
        "url": address("agency", agency.slug),
        "title": name,
        "name": name,
    }


def dump(agency: Agency) -> Content:
    """Without `documents_count` and `predecessors`, which follow from other records at publication."""
    citations = evidence.of_record(agency)
    return {
        "kind": "agency",
        **agency_reference(agency),
        "other_names": [_name(row, citations) for row in agency.names.all()],
        "classification": agency.classification or None,
        "parent": agency_reference(agency.parent) if agency.parent else None,
        "successors": [_succession(row, citations) for row in agency.successions.select_related("successor")],
        "evidence": evidence.entries(citations),
    }


def _name(row: AgencyName, citations: list[Citation]) -> Content:
    return {
        "text": row.text,
        "language": row.language,
        "kind": row.kind,
        "used_from": row.used_from or None,
        "used_until": row.used_until or None,
        "evidence": evidence.of_row(citations, "agency_name", row),
    }


def _succession(row: Succession, citations: list[Citation]) -> Content:
    return {
        "agency": agency_reference(row.successor),
        "kind": row.kind,
        "date": dating(row),
        "evidence": evidence.of_row(citations, "succession", row),
    }


def load(content: Content) -> Agency:
    """Afterwards the working agency, its names and successions are as the content has them."""
    columns = {
        "slug": content["slug"],
        **restoring.languages("name", content["name"]),
        "classification": content["classification"] or "",
        "parent_id": restoring.record_id(content["parent"]),
    }
    agency, _made = Agency.objects.update_or_create(id=content["id"], defaults=columns)
    agency.citations.all().delete()
    names = [_load_name(agency, row) for row in _emptied(agency.names, content["other_names"])]
    successions = [_load_succession(agency, row) for row in _emptied(agency.successions, content["successors"])]
    restoring.put_citations(agency, content, [*names, *successions])
    return agency


def _emptied(manager: Any, rows: list[Content]) -> list[Content]:
    """The rows to write, those there before being gone."""
    manager.all().delete()
    return rows


def _load_name(agency: Agency, row: Content) -> restoring.EvidencedRow:
    name = AgencyName.objects.create(
        agency=agency,
        text=row["text"],
        language=row["language"],
        kind=row["kind"],
        used_from=row["used_from"] or "",
        used_until=row["used_until"] or "",
    )
    return "agency_name", name, row["evidence"]


def _load_succession(agency: Agency, row: Content) -> restoring.EvidencedRow:
    succession = Succession.objects.create(
        predecessor=agency,
        successor_id=row["agency"]["id"],
        kind=row["kind"],
        **restoring.date_columns(row["date"]),
    )
    return "succession", succession, row["evidence"]
