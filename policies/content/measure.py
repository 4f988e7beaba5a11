"""A measure as content."""

from policies.choices import NOT_STATED, CodingRole
from policies.content import evidence, restoring
from policies.content.agency import agency_reference
from policies.content.document import document_reference
from policies.content.encoding import Content
from policies.content.references import address
from policies.content.term import term_reference
from policies.models.measure import ActingAgency, Measure
from policies.models.record import texts


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


def load(content: Content) -> Measure:
    """Afterwards the working measure, its codings and its citations are as the content has them."""
    columns = {
        "slug": content["slug"],
        **restoring.languages("title", content["title"]),
        "title_supplied": content["title_supplied"],
        "document_id": content["document"]["id"],
        "parent_id": restoring.record_id(content["parent"]),
        "instrument_id": restoring.key(content["instrument"]),
        "strength_id": restoring.key(content["strength"]),
        "verb": content["verb"],
        "product": content["product"] or "",
        **{f"{name}_not_stated": name in content["not_stated"] for name in NOT_STATED},
    }
    measure, _made = Measure.objects.update_or_create(id=content["id"], defaults=columns)
    restoring.put_codings(measure, _roles(content))
    measure.acting_agency_rows.all().delete()
    for actor in content["actors"]:
        if "code" not in actor:
            ActingAgency.objects.create(measure=measure, agency_id=actor["id"])
    restoring.put_citations(measure, content)
    return measure


def _roles(content: Content) -> list[tuple[str, Content]]:
    actors = [reference for reference in content["actors"] if "code" in reference]
    return [
        *((CodingRole.INSTRUMENT, reference) for reference in content["further_instruments"]),
        *((CodingRole.ACTOR, reference) for reference in actors),
        *((reference["role"], reference) for reference in content["targets"]),
        *((CodingRole.SECTOR, reference) for reference in content["sectors"]),
        *((CodingRole.LEVEL, reference) for reference in content["levels"]),
    ]
