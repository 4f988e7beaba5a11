"""Records as linked data: whole graphs, as rdflib has them."""

import copy

import pytest
from django.db import transaction
from rdflib import URIRef
from rdflib.namespace import SDO

from policies.catalogue.kinds import PLURALS
from policies.catalogue.linked import linked, list_of, node
from tests import factories as f
from tests.catalogue.graphs import assert_same, graph, not_of_schema

HERE = "https://policies.example"


@pytest.fixture(scope="module")
def public(django_db_setup, django_db_blocker):
    """One small record of each kind as the public has it, made and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue()
        made["measure"] = made["measures"][0]
        found = {kind: f.public(made[kind]) for kind in PLURALS}
        transaction.set_rollback(True)
    return found


@pytest.fixture
def records(public):
    """The same for a test to change."""
    return copy.deepcopy(public)


def other_document(records):
    names = ("id", "title", "title_supplied", "date")
    return {**{name: records["document"][name] for name in names}, "url": "/documents/other/", "slug": "other"}


def agency(number):
    return {"id": "", "slug": f"a{number}", "url": f"/agencies/a{number}/", "title": {"en": f"A{number}"}, "name": {}}


def term(scheme, code, **more):
    label = {"en": code.replace("-", " ").lower()}
    return {
        "scheme": scheme,
        "code": code,
        "label": label,
        "broader": [],
        "url": f"/vocabularies/{scheme}/{code}/",
        **more,
    }


def date(edtf, kind="stated", **more):
    return {"edtf": edtf, "earliest": None, "latest": None, "wording": "then", "kind": kind, "evidence": [], **more}


def without_evidence(record):
    return {name: value for name, value in linked(record, HERE).items() if name != "evidence"}


def about(record):
    """Its address, its id, and what every record says of its edition."""
    address, block = f"{HERE}{record['url']}", record["edition"]
    return f"""<{address}> :identifier "urn:uuid:{record["id"]}" ; :url <{address}> ;
            :subjectOf <{address}editions/1/> .
        <{address}editions/1/> a :CreativeWork ; :version "1" ;
            :identifier "{block["hash"]}" ; :datePublished "{block["published_at"]}"^^xsd:dateTime ."""


def concept(code, scheme="instrument", type_="CategoryCode"):
    name = code.replace("-", " ").lower()
    address = f"<{HERE}/vocabularies/{scheme}/{code}/>"
    return f'{address} a :{type_}, skos:Concept ; :name "{name}"@en ; skos:notation "{code}" .'


def test_a_document_is_legislation_with_its_date_issuer_type_and_number(records):
    record = records["document"]
    record |= {"number": "商建发〔2015〕1号", "status": "in_force"}
    record["other_names"] = [{"text": "关于村店的意见", "language": "zh-Hans", "kind": "official", "evidence": []}]
    issuer = record["issuers"][0]["agency"]
    assert_same(
        without_evidence(record),
        f"""
        <{HERE}{record["url"]}> a :Legislation, eli:LegalResource ;
            :name "{record["title"]["en"]}"@en ; eli:title "{record["title"]["en"]}"@en ;
            :alternateName "关于村店的意见"@zh-Hans ;
            :legislationIdentifier "商建发〔2015〕1号" ; eli:number "商建发〔2015〕1号" ;
            :legislationType <{HERE}/vocabularies/document-type/OPINIONS/> ;
            eli:type_document <{HERE}/vocabularies/document-type/OPINIONS/> ;
            dcterms:date "2015-08"^^loc:edtf ;
            :legislationPassedBy <{HERE}{issuer["url"]}> ; eli:passed_by <{HERE}{issuer["url"]}> ;
            :legislationLegalForce :InForce ; eli:in_force <http://data.europa.eu/eli/ontology#InForce-inForce> .
        <{HERE}{issuer["url"]}> a :GovernmentOrganization ; :name "{issuer["title"]["en"]}"@en .
        {concept("OPINIONS", "document-type")}
        {about(record)}
        """,
    )


def test_a_measure_is_a_part_of_its_document(records):
    record = records["measure"]
    record |= {
        "targets": [term("target", "TG-POOR", role="beneficiary"), term("target", "TG-AREA", role="place")],
        "sectors": [term("sector", "SEC-ECOM")],
        "actors": [term("actor", "FIRMS"), agency(1)],
    }
    whole = f"<{HERE}{record['document']['url']}>"
    assert_same(
        without_evidence(record),
        f"""
        <{HERE}{record["url"]}> a :Legislation, eli:LegalResourceSubdivision ;
            :name "{record["title"]["en"]}"@en ; :isPartOf {whole} ; eli:is_part_of {whole} ;
            :additionalType <{HERE}/vocabularies/instrument/SUBSIDY/> ;
            :audience <{HERE}/vocabularies/target/TG-POOR/> ; :spatialCoverage <{HERE}/vocabularies/target/TG-AREA/> ;
            :about <{HERE}/vocabularies/sector/SEC-ECOM/> ;
            :provider <{HERE}/vocabularies/actor/FIRMS/>, <{HERE}/agencies/a1/> ;
            :keywords <{HERE}/vocabularies/strength/plans/>, "equipment" .
        {whole} a :Legislation ; :name "{record["document"]["title"]["en"]}"@en .
        <{HERE}/agencies/a1/> a :GovernmentOrganization ; :name "A1"@en .
        {concept("SUBSIDY")} {concept("plans", "strength")} {concept("SEC-ECOM", "sector")}
        {concept("TG-POOR", "target", "Audience")} {concept("TG-AREA", "target", "Place")}
        {concept("FIRMS", "actor", "Organization")}
        {about(record)}
        """,
    )


def test_an_agency_is_a_government_organization_with_what_became_of_it(records):
    record = records["agency"]
    record["other_names"] = [{"text": "贸易部", "language": "zh-Hans"}]
    record["predecessors"] = [{"agency": agency(1), "kind": "renamed", "date": date("2018-03")}]
    record["successors"] = [{"agency": agency(2), "kind": "split", "date": None}]
    assert_same(
        without_evidence(record),
        f"""
        <{HERE}{record["url"]}> a :GovernmentOrganization ; :name "{record["title"]["en"]}"@en ;
            :alternateName "贸易部"@zh-Hans ;
            org:resultedFrom [ a org:ChangeEvent ; :description "renamed" ; dcterms:date "2018-03"^^loc:edtf ;
                org:originalOrganization <{HERE}/agencies/a1/> ] ;
            org:changedBy [ a org:ChangeEvent ; :description "split" ;
                org:resultingOrganization <{HERE}/agencies/a2/> ] .
        <{HERE}/agencies/a1/> a :GovernmentOrganization ; :name "A1"@en .
        <{HERE}/agencies/a2/> a :GovernmentOrganization ; :name "A2"@en .
        {about(record)}
        """,
    )


def test_a_source_is_an_article_with_its_snapshots(records):
    record = records["source"]
    record |= {
        "publisher": "A centre",
        "section": "Reference",
        "date": date("2022-04-08"),
        "licence": "https://l.example/by",
    }
    text = f"<{HERE}{record['url']}snapshots/1.txt>"
    assert_same(
        without_evidence(record),
        f"""
        <{HERE}{record["url"]}> a :Article ; :sameAs <{record["address"]}> ;
            :name "{record["title"]["en"]}"@en ; :inLanguage "en" ; :articleSection "Reference" ;
            :publisher [ a :Organization ; :name "A centre" ] ;
            :datePublished "2022-04-08"^^xsd:date ; dcterms:date "2022-04-08"^^loc:edtf ;
            :license <https://l.example/by> ; :genre <{HERE}/vocabularies/trust/summary/> ; :encoding {text} .
        {text} a :MediaObject ; :contentUrl {text} ; :encodingFormat "text/plain" ;
            :sha256 "{f.sha256(f.TEXT)}" ; :dateCreated "2026-11-24"^^xsd:date .
        {concept("summary", "trust")}
        {about(record)}
        """,
    )


def test_a_statement_is_a_quotation_from_its_source(records):
    record = records["statement"]
    source = record["source"]
    assert_same(
        without_evidence(record),
        f"""
        <{HERE}{record["url"]}> a :Quotation ; :genre "role" ;
            :text "Village shops matter to the countryside."@en ; :isPartOf <{HERE}{source["url"]}> .
        <{HERE}{source["url"]}> a :CreativeWork ; :name "{source["title"]["en"]}"@en .
        {about(record)}
        """,
    )


def test_a_statement_that_is_a_claim_says_so(records):
    claim = {**records["statement"], "statement_kind": "claim"}
    assert linked(claim, HERE)["@type"] == ["Quotation", "Claim"]


def test_a_source_that_carries_a_document_is_its_text_and_no_article(records):
    text = linked({**records["source"], "document": other_document(records)}, HERE)
    assert (text["@type"], text["exampleOfWork"]["@id"]) == (["CreativeWork"], f"{HERE}/documents/other/")


def test_rights_in_words_are_words(records):
    found = linked({**records["source"], "licence": "All rights reserved"}, HERE)
    assert ("license" in found, found["dcterms:rights"]) == (False, "All rights reserved")


@pytest.mark.parametrize(
    ("edtf", "plain"),
    [
        ("2015-11-29", {"@value": "2015-11-29", "@type": "xsd:date"}),
        ("2015-11", {"@value": "2015-11", "@type": "xsd:gYearMonth"}),
        ("2015", {"@value": "2015", "@type": "xsd:gYear"}),
        ("[2015-11-01..2015-11-10]", None),
        ("2015-11-29~", None),
    ],
)
def test_a_day_is_said_only_where_there_is_one(records, edtf, plain):
    record = records["document"]
    record |= {"date": date(edtf), "dates": [date(edtf, "signed", preferred=True)]}
    found = linked(record, HERE)
    assert found["dcterms:date"] == [{"@value": edtf, "@type": "EDTF"}]
    assert found.get("legislationDate") == ([plain] if plain else None)
    is_day = plain and plain["@type"] == "xsd:date"
    assert found.get("eli:date_document") == ([plain] if is_day else None)


def test_of_two_dates_of_a_kind_the_one_we_hold_to_be_right_is_said(records):
    record = records["document"]
    record["dates"] = [
        date("2015-08", "published", preferred=True, evidence=[{"stance": "contradicts"}]),
        date("2015-09", "published", preferred=False),
        date("2020-12-31", "ended", preferred=False, evidence=[{"stance": "supports"}, {"stance": "imprecise"}]),
        date("2015-10-01", "announced", preferred=False),
    ]
    found = linked(record, HERE)
    assert found["datePublished"] == [{"@value": "2015-08", "@type": "xsd:gYearMonth"}]
    assert found["expires"] == found["eli:date_no_longer_in_force"] == [{"@value": "2020-12-31", "@type": "xsd:date"}]
    assert "2015-10-01" not in repr(found)


def test_dates_of_which_none_is_held_to_be_right_are_no_facts_where_they_are_put_against_each_other(records):
    record = records["document"]
    record["dates"] = [
        date("2015-08-01", "published", preferred=False),
        date("2015-09-01", "published", preferred=False),
        date("2020-12-31", "ended", preferred=False, evidence=[{"stance": "supports"}, {"stance": "contradicts"}]),
    ]
    found = linked(record, HERE)
    assert [value for value in ("2015-08-01", "2015-09-01", "2020-12-31") if value in repr(found)] == []


def test_only_issuers_that_we_hold_to_be_right_are_said_and_approving_is_not_issuing(records):
    record = records["document"]
    roles = [("lead", True), ("joint", True), ("joint", False), ("approving", True)]
    record["issuers"] = [
        {"agency": agency(number), "role": role, "preferred": preferred}
        for number, (role, preferred) in enumerate(roles, start=1)
    ]
    found = linked(record, HERE)
    named = {name: [row["@id"][-3:-1] for row in found[name]] for name in ("legislationPassedBy", "contributor")}
    assert named == {"legislationPassedBy": ["a1", "a2"], "contributor": ["a4"]}


@pytest.mark.parametrize(
    ("predicate", "names"),
    [
        ("implements", {"legislationApplies", "eli:applies"}),
        ("cites", {"citation", "eli:cites"}),
        ("issues", {"hasPart", "eli:has_part"}),
        ("replaces", {"dcterms:replaces"}),
        ("excerpt_of", {"isPartOf", "eli:is_part_of"}),
        ("same_as", {"sameAs"}),
    ],
)
def test_how_documents_stand_to_each_other(records, predicate, names):
    record = records["document"]
    record["relations"] = [{"predicate": predicate, "document": other_document(records), "date": None}]
    assert {name for name, value in linked(record, HERE).items() if "/documents/other/" in repr(value)} == names


def test_a_title_of_ours_is_a_name_and_an_official_one_beside_it_is_more(records):
    record = records["document"]
    record |= {"title": {"en": "Ours", "zh-Hans": "意见"}, "title_supplied": True, "official_titles": ["zh-Hans"]}
    found = linked(record, HERE)
    assert found["eli:title"] == [{"@value": "意见", "@language": "zh-Hans"}]
    assert len(found["name"]) == 2


def test_what_is_not_known_is_not_said(records):
    record = records["document"]
    record |= {"type": term("document-type", "NOT-STATED"), "status": "unknown", "date": None, "dates": []}
    unsaid = {"legislationType", "eli:type_document", "legislationLegalForce", "eli:in_force", "dcterms:date"}
    assert unsaid & set(linked(record, HERE)) == set()


def test_a_replaced_edition_says_until_when_it_stood(records):
    record = records["statement"]
    record["edition"]["superseded_at"] = "2026-11-25T10:00:00Z"
    assert linked(record, HERE)["subjectOf"]["expires"] == {"@value": "2026-11-25T10:00:00Z", "@type": "xsd:dateTime"}


def test_a_list_holds_its_records_and_every_name_of_schema_org_is_one(records):
    nodes = [node(record, HERE) for record in records.values()]
    whole = graph({**list_of(5, f"{HERE}/documents/?year=2015"), "itemListElement": nodes})
    held = whole.objects(URIRef(f"{HERE}/documents/?year=2015"), SDO.itemListElement)
    assert set(held) == {URIRef(f"{HERE}{record['url']}") for record in records.values()}
    assert not_of_schema(whole) == set()
