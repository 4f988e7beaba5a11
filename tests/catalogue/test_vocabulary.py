import json

import pytest

from policies.catalogue.vocabulary import Vocabulary, by_language, codes_of, schemes, terms_of
from policies.choices import Scheme
from tests import factories as f
from tests import replaying

pytestmark = pytest.mark.django_db


@pytest.fixture
@replaying.kept
def vocabulary():
    fiscal = f.term("instrument", "FISCAL", label_en="Money", label_zh="资金", position=1)
    subsidy = f.term("instrument", "SUBSIDY", broader=fiscal, position=2)
    f.term("instrument", "SUBSIDY-FEE", broader=subsidy, position=3)
    f.term("trust", "summary", label_en="Summary")
    f.publish()
    return Vocabulary.read()


def codes(terms):
    return [term["code"] for term in terms]


@pytest.fixture
@replaying.kept
def instruments():
    """A vocabulary with a draft in it, beside one that has a code in common with it."""
    fiscal = f.term("instrument", "FISCAL", position=1)
    f.publish(
        fiscal,
        f.term("instrument", "Subsidy", position=2, broader=fiscal),
        f.term("instrument", "AID", position=2),
        f.term("theme", "FISCAL"),
    )
    f.term("instrument", "DRAFT")


def test_the_terms_of_one_vocabulary_come_in_their_order(instruments, django_assert_num_queries):
    # The terms.
    with django_assert_num_queries(1):
        found = terms_of("instrument")
    assert [(term["code"], term["broader"]) for term in found] == [("FISCAL", []), ("AID", []), ("Subsidy", ["FISCAL"])]


def test_codes_are_found_in_any_case(instruments):
    assert codes_of("instrument") == {"fiscal": "FISCAL", "aid": "AID", "subsidy": "Subsidy"}


def test_every_vocabulary_is_there_with_the_number_of_its_public_terms(instruments, django_assert_num_queries):
    # The numbers by vocabulary.
    with django_assert_num_queries(1):
        found = schemes()
    numbers = {**dict.fromkeys(Scheme.values, 0), "instrument": 3, "theme": 1}
    assert [(row["scheme"], row["terms"]) for row in found] == list(numbers.items())
    assert found[0]["label"]["en"] == "Instruments"


def test_a_label_stands_once_where_it_is_the_same_in_both_languages():
    assert by_language("EDTF") == {"en": "EDTF"}


def test_terms_are_in_the_order_of_their_vocabulary(vocabulary):
    assert codes(vocabulary.terms("instrument")) == ["FISCAL", "SUBSIDY", "SUBSIDY-FEE"]
    assert vocabulary.terms("theme") == []


def test_families_are_the_broadest_instruments(vocabulary):
    assert codes(vocabulary.families()) == ["FISCAL"]


def test_terms_right_above_and_below(vocabulary):
    subsidy = vocabulary.schemes["instrument"]["SUBSIDY"]
    assert (codes(vocabulary.broader(subsidy)), codes(vocabulary.narrower(subsidy))) == (["FISCAL"], ["SUBSIDY-FEE"])


def test_a_tree_goes_down_to_the_bottom(vocabulary):
    (fiscal,) = vocabulary.tree("instrument")
    assert codes([fiscal["term"], fiscal["children"][0]["term"], fiscal["children"][0]["children"][0]["term"]]) == [
        "FISCAL",
        "SUBSIDY",
        "SUBSIDY-FEE",
    ]


def test_a_label_is_in_every_language_there_is(vocabulary):
    assert vocabulary.label("instrument", "FISCAL") == {"en": "Money", "zh-Hans": "资金"}


def test_a_code_that_is_no_term_labels_itself(vocabulary):
    assert vocabulary.label("trust", "rumour") == {"en": "rumour"}


def test_a_draft_term_is_not_in_it(vocabulary):
    f.term("instrument", "AWARD")
    assert codes(Vocabulary.read().terms("instrument")) == ["FISCAL", "SUBSIDY", "SUBSIDY-FEE"]


def test_it_is_read_with_one_query(django_assert_num_queries, vocabulary):
    with django_assert_num_queries(1):
        Vocabulary.read()


READERS = (
    "/vocabularies/instrument/",
    "/vocabularies/instrument/SUBSIDY/",
    "/vocabularies/instrument.jsonld",
    "/api/v1/vocabularies/instrument/?lang=en",
    "/api/v1/measures/?facets=1&lang=zh-Hans",
    "/measures/",
    "/matrix/",
    "/search/?q=subsidy",
)


def test_a_term_is_decoded_once_and_no_page_or_answer_changes_it(client):
    f.catalogue()
    before = json.dumps(terms_of("instrument"))
    for address in READERS:
        assert client.get(address).status_code == 200
    assert json.dumps(terms_of("instrument")) == before
    first, second = (terms_of("instrument")[0]["label"] for _reading in range(2))
    assert first is second
