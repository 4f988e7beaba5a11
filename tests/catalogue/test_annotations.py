"""Evidence as Web Annotations: a client that knows only the standard finds the words."""

import pytest

from policies.catalogue.linked import linked
from policies.models import Text
from tests import factories as f
from tests.catalogue.graphs import assert_same, graph, passages

pytestmark = pytest.mark.django_db
HERE = "https://policies.example"
# Characters that are two in UTF-16 and up to four bytes in UTF-8 stand before the words.
WIDE = "𠀀𠀁 农村 “shops”: the Ministry of Trade issued opinions on village shops."


def evidence_alone(record):
    whole = linked(f.public(record), HERE)
    return {name: whole[name] for name in ("@context", "@id", "evidence")}


def test_a_citation_is_an_annotation_of_the_snapshot_with_the_record_as_its_body():
    source = f.source()
    f.publish(source)
    statement = f.statement(source)
    statement.citations.update(stance="imprecise", stated="shops matter")
    f.publish(statement)
    [citation] = f.public(statement)["evidence"]
    assert_same(
        evidence_alone(statement),
        f"""
        <{HERE}/statements/{statement.slug}/editions/1/#evidence-1> a oa:Annotation ; oa:motivatedBy oa:linking ;
            oa:hasBody <{HERE}/statements/{statement.slug}/>,
                [ a oa:TextualBody ; oa:hasPurpose oa:classifying ; rdf:value "record" ],
                [ a oa:TextualBody ; oa:hasPurpose oa:assessing ; rdf:value "imprecise" ],
                [ a oa:TextualBody ; oa:hasPurpose oa:describing ; rdf:value "shops matter" ] ;
            oa:hasTarget [ a oa:SpecificResource ;
                oa:hasSource <{HERE}/sources/{source.slug}/snapshots/1.txt> ;
                oa:hasSelector [ a oa:TextPositionSelector ;
                        oa:start "{citation["start"]}"^^xsd:nonNegativeInteger ;
                        oa:end "{citation["end"]}"^^xsd:nonNegativeInteger ],
                    [ a oa:TextQuoteSelector ; oa:exact "Village shops matter to the countryside." ;
                        oa:prefix "{citation["prefix"]}" ] ] .
        <{HERE}/sources/{source.slug}/snapshots/1.txt> :sha256 "{f.sha256(f.TEXT)}" ;
            :encodesCreativeWork <{HERE}/sources/{source.slug}/> .
        """,
    )


def test_a_foreign_client_finds_every_quote_by_its_place_and_by_its_words(client):
    source = f.source(WIDE)
    statement = f.statement(source, "issued opinions on village shops")
    f.cite(statement, "农村", source, "target")
    f.publish(source, statement)
    found = passages(graph(linked(f.public(statement), HERE)))
    assert [(start, end) for _address, start, end, _words in found] == [(3, 5), (37, 69)]
    for address, start, end, words in found:
        text = client.get(address.removeprefix(HERE)).content.decode()
        assert text[start:end] == words
        assert text.count(words) == 1
    assert Text.objects.get().text == WIDE
