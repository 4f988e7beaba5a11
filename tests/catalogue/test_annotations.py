"""Evidence as Web Annotations: a client that knows only the standard finds the words."""

import re

import pytest

from policies.catalogue.annotations import placed
from policies.catalogue.linked import linked
from policies.models import Source, Text
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


def test_words_that_pin_a_relation_speak_of_the_other_document_too():
    source = f.source()
    agency = f.agency(source)
    first, other = f.document(source, agency), f.document(source, agency)
    f.pinned(first, other, source)
    f.publish(source, agency, other, first, *Source.objects.filter(document=other))
    found = evidence_alone(first)["evidence"]
    bodies = {
        row["target"]["selector"][1]["exact"]: [part["@id"] for part in row["body"] if "@id" in part] for row in found
    }
    both = [f"{HERE}/documents/{first.slug}/", f"{HERE}/documents/{other.slug}/"]
    assert bodies["Villages shall have shops."] == bodies["issued opinions on village shops"] == both
    assert bodies["August 2015"] == both[:1]


def test_the_address_of_an_annotation_leads_to_where_the_page_of_the_edition_shows_the_words(client):
    source = f.source()
    agency = f.agency(source)
    document = f.document(source, agency)
    # Two dates and the number rest on the same words.
    date = document.dates.create(kind="signed", edtf="2015-08", wording="August 2015")
    f.cite(document, "August 2015", source, "date", date=date)
    document.number = "1"
    document.save()
    f.cite(document, "August 2015", source, "number")
    f.publish(source, agency, document)
    annotations = linked(f.public(document), HERE)["evidence"]
    [page] = {annotation["@id"].partition("#")[0] for annotation in annotations}
    shown = re.findall(r' id="(evidence-\d+)"', client.get(page.removeprefix(HERE)).content.decode())
    assert sorted(shown) == sorted(annotation["@id"].partition("#")[2] for annotation in annotations)
    assert len(shown) == 6


def test_every_citation_of_a_record_and_of_its_rows_is_told_where_it_is():
    def cited(value):
        return {"value": value, "snapshot": {}, "source": {}}

    other = {"value": "relation", "snapshot": {"number": 2}, "source": {}}
    record = {
        "evidence": [cited("date"), cited("date"), cited("record")],
        "dates": [{"evidence": [cited("date")]}, {"evidence": [cited("date")]}],
        "inverse_relations": [{"evidence": [other]}],
    }
    found = placed(record)
    names = [[entry.get("fragment") for entry in row["evidence"]] for row in (found, *found["dates"])]
    assert names == [["evidence-1", "evidence-2", "evidence-3"], ["evidence-1"], ["evidence-2"]]
    assert "fragment" not in other


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
