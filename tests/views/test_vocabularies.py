"""The vocabularies, and terms with what carries them."""

import extruct
import pytest

from tests import factories as f
from tests import replaying
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
@replaying.kept
def fiscal():
    fiscal = f.term("instrument", "FISCAL", label_en="Money or price relief", label_zh="资金或价格优惠")
    f.term("instrument", "SUBSIDY", broader=fiscal)
    f.catalogue()
    return fiscal


@pytest.mark.usefixtures("fiscal")
def test_every_vocabulary_is_listed_with_its_number_of_terms(client):
    page = client.get("/vocabularies/")
    assert "Instruments 2" in words(page)
    assert ("/vocabularies/instrument/", "Instruments") in links(page)


@pytest.mark.usefixtures("fiscal")
def test_a_vocabulary_shows_what_is_narrower_under_what_is_broader(client):
    assert "Money or price relief FISCAL subsidy SUBSIDY" in words(client.get("/vocabularies/instrument/"))


@pytest.mark.usefixtures("fiscal")
def test_a_term_shows_its_labels_and_the_records_that_carry_it_or_a_narrower_one(client):
    page = client.get("/vocabularies/instrument/FISCAL/")
    text = words(page)
    assert "Code FISCAL English Money or price relief Simplified Chinese 资金或价格优惠" in text
    assert "Narrower subsidy" in text
    assert "Measures 1 Measure" in text
    assert '<span lang="zh-Hans">资金或价格优惠</span>' in page.content.decode()


@pytest.mark.usefixtures("fiscal")
def test_a_code_in_another_case_leads_to_the_term(client):
    answer = client.get("/vocabularies/instrument/Fiscal/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/vocabularies/instrument/FISCAL/")


@pytest.mark.parametrize("path", ["/vocabularies/colour/", "/vocabularies/colour/RED/", "/vocabularies/instrument/NO/"])
def test_what_is_in_no_vocabulary_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_term_that_nothing_carries_says_so(client):
    f.term("theme", "TRADE")
    f.publish()
    assert "No public record carries this term." in words(client.get("/vocabularies/theme/TRADE/"))


def test_a_page_holds_the_skos_that_the_ending_has(client):
    f.catalogue()
    page = client.get("/vocabularies/instrument/SUBSIDY/")
    [embedded] = extruct.extract(page.content, syntaxes=["json-ld"])["json-ld"]
    assert embedded == client.get("/vocabularies/instrument/SUBSIDY.jsonld").json()
    assert 'type="application/ld+json" href="/vocabularies/instrument/SUBSIDY.jsonld"' in page.content.decode()
    assert 'href="/vocabularies/instrument.jsonld"' in client.get("/vocabularies/instrument/").content.decode()
