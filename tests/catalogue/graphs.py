"""Linked data as a second reader has it, which knows nothing of ours and asks no other host."""

import json
import warnings
from typing import Any

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.compare import graph_diff, to_isomorphic
from rdflib.namespace import SDO

OA = Namespace("http://www.w3.org/ns/oa#")
PREFIXES = """
@prefix : <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix loc: <http://id.loc.gov/datatypes/> .
"""


def graph(document: dict[str, Any] | str) -> Graph:
    """The triples of a JSON-LD document. Its context must stand in it, so that nothing is fetched."""
    whole = json.loads(document) if isinstance(document, str) else document
    assert isinstance(whole["@context"], dict)
    with warnings.catch_warnings():
        # rdflib's own reader still uses a class of its own that it has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(whole), format="json-ld")


def assert_same(document: dict[str, Any], turtle: str) -> None:
    found, expected = to_isomorphic(graph(document)), to_isomorphic(Graph().parse(data=PREFIXES + turtle))
    _both, more, less = graph_diff(found, expected)
    assert (more.serialize(format="turtle"), less.serialize(format="turtle")) == (
        Graph().serialize(format="turtle"),
        Graph().serialize(format="turtle"),
    )


def not_of_schema(found: Graph) -> set[str]:
    """The names in schema.org's namespace that schema.org does not have."""
    names = {str(term) for triple in found for term in triple if isinstance(term, URIRef)}
    known = {str(name) for name in dir(SDO)}
    return {name for name in names if name.startswith(str(SDO)) and name not in known}


def passages(found: Graph) -> list[tuple[str, int, int, str]]:
    """Every passage that is annotated: the address of its text, where it begins and ends, and its words."""
    rows = []
    for target in found.subjects(RDF.type, OA.SpecificResource):
        [source] = found.objects(target, OA.hasSource)
        selectors = {found.value(selector, RDF.type): selector for selector in found.objects(target, OA.hasSelector)}
        place, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
        start, end = (int(found.value(place, name)) for name in (OA.start, OA.end))
        rows.append((str(source), start, end, str(found.value(quote, OA.exact))))
    return sorted(rows)
