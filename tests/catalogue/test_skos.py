import pytest

from policies.catalogue.skos import CONTEXT, scheme_as_skos, term_as_skos
from policies.models import Term, TermLabel, TermMapping
from tests import factories, replaying

pytestmark = pytest.mark.django_db
HERE = "https://policies.example"


@pytest.fixture
@replaying.kept
def terms():
    broad = factories.term("instrument", "FISCAL", label_en="Money or price relief", label_zh="资金或价格减免")
    narrow = Term.objects.create(
        scheme="instrument",
        code="AWARD",
        label_en="Reward",
        broader=broad,
        is_retired=True,
        definition_en="paid on results",
    )
    TermLabel.objects.create(term=narrow, language="zh-Hans", text="以奖代补")
    TermMapping.objects.create(
        term=narrow, match="exact", scheme_name="Other", text="Award", address="https://o.example/a"
    )
    TermMapping.objects.create(term=narrow, match="close", scheme_name="Other", text="Prize")
    factories.publish()


def test_a_scheme_is_a_concept_scheme_with_its_concepts(terms):
    assert scheme_as_skos("instrument", HERE) == {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": "https://policies.example/vocabularies/instrument/",
                "@type": "skos:ConceptScheme",
                "prefLabel": {"en": "Instruments", "zh-Hans": "政策工具"},
                "hasTopConcept": ["https://policies.example/vocabularies/instrument/FISCAL/"],
            },
            {
                "@id": "https://policies.example/vocabularies/instrument/AWARD/",
                "@type": "skos:Concept",
                "notation": "AWARD",
                "prefLabel": {"en": "Reward"},
                "altLabel": {"zh-Hans": ["以奖代补"]},
                "definition": {"en": "paid on results"},
                "inScheme": "https://policies.example/vocabularies/instrument/",
                "broader": "https://policies.example/vocabularies/instrument/FISCAL/",
                "deprecated": True,
                "exactMatch": ["https://o.example/a"],
                "note": ["close match in Other: Prize"],
            },
            {
                "@id": "https://policies.example/vocabularies/instrument/FISCAL/",
                "@type": "skos:Concept",
                "notation": "FISCAL",
                "prefLabel": {"en": "Money or price relief", "zh-Hans": "资金或价格减免"},
                "inScheme": "https://policies.example/vocabularies/instrument/",
                "topConceptOf": "https://policies.example/vocabularies/instrument/",
                "narrower": ["https://policies.example/vocabularies/instrument/AWARD/"],
            },
        ],
    }


def test_a_term_stands_alone(terms):
    found = term_as_skos("instrument", "FISCAL", HERE)
    assert (found["@context"], found["notation"]) == (CONTEXT, "FISCAL")


def test_a_code_that_does_not_exist_is_nothing(terms):
    assert term_as_skos("instrument", "NOPE", HERE) is None


def test_the_addresses_of_the_page_end_in_jsonld(terms, client):
    answer = client.get("/vocabularies/instrument.jsonld")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    assert answer.json() == scheme_as_skos("instrument", "http://testserver")
    assert client.get("/vocabularies/instrument/FISCAL.jsonld").json() == term_as_skos(
        "instrument", "FISCAL", "http://testserver"
    )


@pytest.mark.parametrize("address", ["/vocabularies/nope.jsonld", "/vocabularies/instrument/NOPE.jsonld"])
def test_an_unknown_vocabulary_or_code_is_not_found(terms, client, address):
    assert client.get(address).status_code == 404
