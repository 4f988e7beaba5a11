"""Vocabularies as SKOS in JSON-LD 1.1. The context stands in every answer, so that it parses offline."""

from datetime import datetime
from typing import Any

from policies.catalogue.vocabulary import Term, by_language, terms_of
from policies.choices import Scheme

SKOS = "http://www.w3.org/2004/02/skos/core#"
CONTEXT: dict[str, Any] = {
    "skos": SKOS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "definition": {"@id": "skos:definition", "@container": "@language"},
    "notation": "skos:notation",
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "closeMatch": {"@id": "skos:closeMatch", "@type": "@id"},
    "broadMatch": {"@id": "skos:broadMatch", "@type": "@id"},
    "narrowMatch": {"@id": "skos:narrowMatch", "@type": "@id"},
    "note": "skos:note",
    "deprecated": {"@id": "owl:deprecated", "@type": "xsd:boolean"},
}


def scheme_as_skos(scheme: str, base: str, as_of: datetime | None = None) -> dict[str, Any]:
    """The concept scheme with all its concepts; `base` is the address of the site without a final stroke."""
    terms = terms_of(scheme, as_of)
    whole = {
        "@id": _scheme_address(scheme, base),
        "@type": "skos:ConceptScheme",
        "prefLabel": by_language(Scheme(scheme).label),
        "hasTopConcept": [f"{base}{term['url']}" for term in terms if not term["broader"]],
    }
    return {"@context": CONTEXT, "@graph": [whole, *(_concept(term, terms, base) for term in terms)]}


def term_as_skos(scheme: str, code: str, base: str, as_of: datetime | None = None) -> dict[str, Any] | None:
    """The concept alone; nothing where the vocabulary has no such code."""
    terms = terms_of(scheme, as_of)
    found = next((term for term in terms if term["code"] == code), None)
    return alone(found, terms, base) if found else None


def alone(term: Term, terms: list[Term], base: str) -> dict[str, Any]:
    """A term of these, which are its vocabulary, with its context."""
    return {"@context": CONTEXT, **_concept(term, terms, base)}


def _concept(term: Term, terms: list[Term], base: str) -> dict[str, Any]:
    scheme = _scheme_address(term["scheme"], base)
    narrower = [f"{base}{other['url']}" for other in terms if other["broader"][:1] == [term["code"]]]
    concept = {
        "@id": f"{base}{term['url']}",
        "@type": "skos:Concept",
        "notation": term["code"],
        "prefLabel": term["label"],
        "altLabel": _by_language(term["other_labels"]),
        "definition": term["definition"],
        "inScheme": scheme,
        "topConceptOf": None if term["broader"] else scheme,
        "broader": _sibling(term, term["broader"][0], base) if term["broader"] else None,
        "narrower": narrower,
        "deprecated": True if term["retired"] else None,
        **_matches(term),
    }
    return {name: value for name, value in concept.items() if value not in (None, [], {})}


def _scheme_address(scheme: str, base: str) -> str:
    return f"{base}/vocabularies/{scheme}/"


def _sibling(term: Term, code: str, base: str) -> str:
    return f"{_scheme_address(term['scheme'], base)}{code}/"


def _by_language(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["language"], []).append(row["text"])
    return found


def _matches(term: Term) -> dict[str, list[str]]:
    """A mapping with an address is a SKOS mapping; one that we know only by its words is a note."""
    found: dict[str, list[str]] = {}
    for row in term["mappings"]:
        if row["address"]:
            found.setdefault(f"{row['match']}Match", []).append(row["address"])
        else:
            found.setdefault("note", []).append(f"{row['match']} match in {row['in']}: {row['text']}")
    return found
