import pytest

from policies.catalogue import terms
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    fiscal = f.term("instrument", "FISCAL", position=1, label_zh="资金")
    f.publish(
        fiscal,
        f.term("instrument", "Subsidy", position=2, broader=fiscal),
        f.term("instrument", "AID", position=2),
        f.term("theme", "FISCAL"),
    )
    f.term("instrument", "DRAFT")


def test_the_terms_of_a_vocabulary_come_in_their_order(public, django_assert_num_queries):
    # The terms.
    with django_assert_num_queries(1):
        found = terms.of_scheme("instrument")
    assert [(term["code"], term["broader"]) for term in found] == [("FISCAL", []), ("AID", []), ("Subsidy", ["FISCAL"])]


def test_the_terms_as_they_were(public):
    then = Edition.objects.order_by("-sequence")[0].published_at
    f.publish(f.term("instrument", "NEW"))
    assert len(terms.of_scheme("instrument", Edition.objects.as_of(then))) == 3
    assert len(terms.of_scheme("instrument")) == 5


def test_codes_are_found_in_any_case(public):
    assert terms.codes("instrument") == {"fiscal": "FISCAL", "aid": "AID", "subsidy": "Subsidy"}


def test_labels_of_the_wanted_codes_only(public, django_assert_num_queries):
    # The terms.
    with django_assert_num_queries(1):
        found = terms.labels("instrument", ["FISCAL", "NOTHING"])
    assert found == {"FISCAL": {"en": "fiscal", "zh-Hans": "资金"}}


def test_what_is_a_vocabulary():
    assert [terms.is_scheme(name) for name in ("document-type", "keyword", "nothing", "")] == [True, True, False, False]
