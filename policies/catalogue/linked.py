"""Records as linked data, JSON-LD 1.1: schema.org and ELI say what they are, Web Annotation says what they rest on.

The context stands in every answer, so that it parses offline. What a record does not know is left out; a date that is
not a plain day, month or year is an EDTF date and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from policies.catalogue import annotations
from policies.catalogue.literals import edtf, plain_date, text, texts, typed, without_nothing
from policies.choices import DateKind, IssuerRole, Kind, Predicate, Stance, StatementKind, Status

Record = dict[str, Any]
CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "EDTF": "http://id.loc.gov/datatypes/edtf",
    **annotations.CONTEXT,
    "url": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
    "license": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
}
TYPES: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: ("Legislation", "eli:LegalResource"),
    # schema.org's Legislation is a legal document or a component of one.
    Kind.MEASURE: ("Legislation", "eli:LegalResourceSubdivision"),
    Kind.AGENCY: ("GovernmentOrganization",),
    Kind.SOURCE: ("Article",),
    Kind.STATEMENT: ("Quotation",),
}
# ELI's dates are days; schema.org's may be months and years.
OF_DATE = {
    DateKind.SIGNED: ("legislationDate", "eli:date_document"),
    DateKind.PUBLISHED: ("datePublished", "eli:date_publication"),
    DateKind.EFFECTIVE: ("dcterms:valid", "eli:first_date_entry_in_force"),
    DateKind.ENDED: ("expires", "eli:date_no_longer_in_force"),
}
OF_ISSUER = {
    **dict.fromkeys((IssuerRole.SOLE, IssuerRole.LEAD, IssuerRole.JOINT), ("legislationPassedBy", "eli:passed_by")),
    **dict.fromkeys((IssuerRole.APPROVING, IssuerRole.DESIGNATING), ("contributor",)),
}
OF_RELATION = {
    Predicate.IMPLEMENTS: ("legislationApplies", "eli:applies"),
    Predicate.CITES: ("citation", "eli:cites"),
    Predicate.ISSUES: ("hasPart", "eli:has_part"),
    Predicate.REPLACES: ("dcterms:replaces",),
    Predicate.EXCERPT_OF: ("isPartOf", "eli:is_part_of"),
    Predicate.SAME_AS: ("sameAs",),
}
OF_STATUS = {
    Status.IN_FORCE: ("https://schema.org/InForce", "eli:InForce-inForce"),
    Status.ENDED: ("https://schema.org/NotInForce", "eli:InForce-notInForce"),
    Status.SUPERSEDED: ("https://schema.org/NotInForce", "eli:InForce-notInForce"),
}


def linked(record: Record, base: str) -> Record:
    """The record with its context; `base` is the address of the site without a final stroke."""
    return {"@context": CONTEXT, **node(record, base)}


def list_of(count: int, page: str) -> Record:
    """The list at that address with its context, without its `itemListElement`: these are nodes of the records."""
    return {"@context": CONTEXT, "@id": page, "@type": "ItemList", "numberOfItems": count}


def node(record: Record, base: str) -> Record:
    """The record, what was published of it, and its evidence, to stand under a context."""
    found = {
        "@id": f"{base}{record['url']}",
        "@type": list(types(record)),
        "identifier": f"urn:uuid:{record['id']}",
        "name": texts(record["title"]),
        "url": f"{base}{record['url']}",
        **_OF_KIND[record["kind"]](record, base),
        "subjectOf": _edition(record, base),
        "evidence": annotations.annotations(record, base),
    }
    return without_nothing(found)


def types(record: Record) -> tuple[str, ...]:
    """What the record is an instance of: full names or ones of the context."""
    if record["kind"] == Kind.SOURCE and record["document"]:
        return ("CreativeWork",)
    is_claim = record["kind"] == Kind.STATEMENT and record["statement_kind"] == StatementKind.CLAIM
    return (*TYPES[record["kind"]], "Claim") if is_claim else TYPES[record["kind"]]


def _edition(record: Record, base: str) -> Record:
    """What we published of it: a text about it, with a permanent address, and a checksum of its content."""
    block = record["edition"]
    return {
        "@id": f"{base}{record['url']}editions/{block['number']}/",
        "@type": "CreativeWork",
        "version": str(block["number"]),
        "identifier": block["hash"],
        "datePublished": typed(block["published_at"], "xsd:dateTime"),
        "expires": typed(block["superseded_at"], "xsd:dateTime") if block["superseded_at"] else None,
    }


def _document(record: Record, base: str) -> Record:
    official = {language: record["title"][language] for language in record["official_titles"]}
    type_ = _concept(record["type"], base)
    is_stated = record["type"]["code"].lower() != "not-stated"
    themes = _concepts(record["themes"], base)
    return {
        "eli:title": texts(official if record["title_supplied"] else record["title"]),
        "alternateName": [text(row["text"], row["language"]) for row in record["other_names"]],
        "legislationIdentifier": record["number"],
        "eli:number": record["number"],
        "legislationType": type_ if is_stated else None,
        "eli:type_document": _named(type_) if is_stated else None,
        **_dates(record),
        **_issuers(record, base),
        **_status(record),
        **_relations(record, base),
        "about": themes,
        "eli:is_about": [_named(theme) for theme in themes],
    }


def _dates(record: Record) -> Record:
    """The date that lists sort by as it is; days, months and years of each kind where nothing is in doubt."""
    found: dict[str, list[Record]] = {"dcterms:date": [edtf(record["date"])] if record["date"] else []}
    for row in _held_of_each_kind(record["dates"]):
        plain = plain_date(row)
        for name in OF_DATE.get(row["kind"], ()) if plain else ():
            if plain and (not name.startswith("eli:") or plain["@type"] == "xsd:date"):
                found.setdefault(name, []).append(plain)
    return found


def _held_of_each_kind(rows: list[Record]) -> list[Record]:
    """Of the dates of a kind the one we hold to be right; where none is, the only one, if nothing contradicts it.

    Dates that sources put against each other are no facts, and none of them is said.
    """
    number = Counter(row["kind"] for row in rows)
    return [
        row for row in rows if row["preferred"] or (number[row["kind"]] == 1 and not _is_contradicted(row["evidence"]))
    ]


def _is_contradicted(evidence: list[Record]) -> bool:
    return any(citation["stance"] == Stance.CONTRADICTS for citation in evidence)


def _issuers(record: Record, base: str) -> Record:
    found: dict[str, list[Record]] = {}
    for row in record["issuers"]:
        for name in OF_ISSUER[row["role"]] if row["preferred"] else ():
            agency = _reference(row["agency"], Kind.AGENCY, base)
            found.setdefault(name, []).append(_named(agency) if name.startswith("eli:") else agency)
    return found


def _status(record: Record) -> Record:
    names = ("legislationLegalForce", "eli:in_force")
    return {name: {"@id": value} for name, value in zip(names, OF_STATUS.get(record["status"], ()), strict=False)}


def _relations(record: Record, base: str) -> Record:
    found: dict[str, list[Record]] = {}
    for row in record["relations"]:
        for name in OF_RELATION[row["predicate"]]:
            found.setdefault(name, []).append(_reference(row["document"], Kind.DOCUMENT, base))
    return found


def _measure(record: Record, base: str) -> Record:
    wholes = [_reference(record["document"], Kind.DOCUMENT, base)]
    if record["parent"]:
        wholes.append(_reference(record["parent"], Kind.MEASURE, base))
    for_whom = [row for row in record["targets"] if row["role"] != "place"]
    where = [row for row in record["targets"] if row["role"] == "place"]
    return {
        "isPartOf": wholes,
        "eli:is_part_of": [_named(whole) for whole in wholes],
        "additionalType": _concepts([record["instrument"], *record["further_instruments"]], base),
        "provider": [_actor(row, base) for row in record["actors"]],
        "audience": _concepts(for_whom, base, "Audience"),
        "spatialCoverage": _concepts(where, base, "Place"),
        "about": _concepts(record["sectors"], base),
        "keywords": [*_concepts([record["strength"], *record["levels"]], base), *filter(None, [record["product"]])],
    }


def _actor(row: Record, base: str) -> Record:
    """A body by name, or a kind of bodies."""
    return _concept(row, base, "Organization") if "code" in row else _reference(row, Kind.AGENCY, base)


def _agency(record: Record, base: str) -> Record:
    parent = record["parent"]
    return {
        "alternateName": [text(row["text"], row["language"]) for row in record["other_names"]],
        "parentOrganization": _reference(parent, Kind.AGENCY, base) if parent else None,
        "org:resultedFrom": [_succession(row, "org:originalOrganization", base) for row in record["predecessors"]],
        "org:changedBy": [_succession(row, "org:resultingOrganization", base) for row in record["successors"]],
    }


def _succession(row: Record, end: str, base: str) -> Record:
    """What happened to an agency, and which other it leads to or came from."""
    return {
        "@type": "org:ChangeEvent",
        "description": row["kind"],
        end: _reference(row["agency"], Kind.AGENCY, base),
        "dcterms:date": edtf(row["date"]) if row["date"] else None,
    }


def _source(record: Record, base: str) -> Record:
    licence, document = record["licence"] or "", record["document"]
    is_address = licence.startswith(("https://", "http://"))
    return {
        "sameAs": record["address"],
        "articleSection": record["section"],
        "publisher": {"@type": "Organization", "name": record["publisher"]} if record["publisher"] else None,
        "datePublished": plain_date(record["date"]),
        "dcterms:date": edtf(record["date"]) if record["date"] else None,
        "inLanguage": record["language"],
        "keywords": _concepts(record["keywords"], base),
        "genre": _concept(record["trust"], base),
        "license" if is_address else "dcterms:rights": licence,
        "exampleOfWork": _reference(document, Kind.DOCUMENT, base) if document else None,
        "encoding": [_snapshot(row, base) for row in record["snapshots"]],
    }


def _snapshot(row: Record, base: str) -> Record:
    return {
        "@id": f"{base}{row['url']}",
        "@type": "MediaObject",
        "contentUrl": f"{base}{row['url']}",
        "encodingFormat": "text/plain",
        "sha256": row["sha256"],
        "dateCreated": typed(row["taken_on"], "xsd:date"),
    }


def _statement(record: Record, base: str) -> Record:
    [language] = record["title"]
    coded = [*record["themes"], *record["targets"], *record["sectors"]]
    documents = [_reference(row, Kind.DOCUMENT, base) for row in record["documents"]]
    return {
        "name": None,
        "text": text(record["text"], language),
        "genre": record["statement_kind"],
        "isPartOf": _reference(record["source"], Kind.SOURCE, base),
        "about": [*documents, *_concepts(coded, base)],
    }


_OF_KIND: dict[str, Callable[[Record, str], Record]] = {
    Kind.DOCUMENT: _document,
    Kind.MEASURE: _measure,
    Kind.AGENCY: _agency,
    Kind.SOURCE: _source,
    Kind.STATEMENT: _statement,
}


def _reference(row: Record, kind: str, base: str) -> Record:
    """Another record by its address and name. What else it is, its own address says."""
    type_ = "CreativeWork" if kind == Kind.SOURCE else TYPES[kind][0]
    return {"@id": f"{base}{row['url']}", "@type": type_, "name": texts(row["title"])}


def _named(thing: Record) -> Record:
    """A thing that is described elsewhere in the same graph."""
    return {"@id": thing["@id"]}


def _concepts(rows: Iterable[Record], base: str, type_: str = "CategoryCode") -> list[Record]:
    return [_concept(row, base, type_) for row in rows]


def _concept(row: Record, base: str, type_: str = "CategoryCode") -> Record:
    """A term of a vocabulary; at its address there is more, in SKOS."""
    return {
        "@id": f"{base}{row['url']}",
        "@type": [type_, "skos:Concept"],
        "name": texts(row["label"]),
        "skos:notation": row["code"],
    }
