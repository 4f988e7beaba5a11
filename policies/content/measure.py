"""A measure as content."""

from policies.choices import CodingRole
from policies.content import evidence
from policies.content.agency import agency_reference
from policies.content.document import document_reference
from policies.content.encoding import Content
from policies.content.references import address
from policies.content.term import term_reference
from policies.models.measure import Measure
from policies.models.record import texts

NOT_STATED = ("actors", "targets", "sectors", "levels")


def measure_reference(measure: Measure) -> Content:
    """What other records carry of a measure."""
    return {
        "id": str(measure.id),
        "slug": measure.slug,
        "url": address("measure", measure.slug),
        "title": texts(measure.title_en, measure.title_zh),
        "title_supplied": measure.title_supplied,
        "instrument": term_reference(measure.instrument),
    }


def dump(measure: Measure) -> Content:
    """Without `children`, which follow from other records at publication."""
    codings = list(measure.codings.select_related("term"))
    return {
        "kind": "measure",
        "id": str(measure.id),
        "slug": measure.slug,
        "url": address("measure", measure.slug),
        "title": texts(measure.title_en, measure.title_zh),
        "title_supplied": measure.title_supplied,
        "document": document_reference(measure.document),
        "parent": measure_reference(measure.parent) if measure.parent else None,
        "instrument": term_reference(measure.instrument),
        "further_instruments": _coded(codings, CodingRole.INSTRUMENT),
        "strength": term_reference(measure.strength),
        "verb": measure.verb,
        "actors": _actors(measure, codings),
        "targets": [
            {**term_reference(row.term), "role": row.role}
            for row in codings
            if row.role in {CodingRole.BENEFICIARY, CodingRole.FOCUS, CodingRole.PLACE}
        ],
        "sectors": _coded(codings, CodingRole.SECTOR),
        "product": measure.product or None,
        "levels": _coded(codings, CodingRole.LEVEL),
        "not_stated": [name for name in NOT_STATED if getattr(measure, f"{name}_not_stated")],
        "evidence": evidence.entries(evidence.of_record(measure)),
    }


def _coded(codings: list, role: str) -> list[Content]:
    return [term_reference(row.term) for row in codings if row.role == role]


def _actors(measure: Measure, codings: list) -> list[Content]:
    """Actors named by kind are terms; a named body is an agency."""
    rows = measure.acting_agency_rows.select_related("agency")
    return [*_coded(codings, CodingRole.ACTOR), *(agency_reference(row.agency) for row in rows)]
