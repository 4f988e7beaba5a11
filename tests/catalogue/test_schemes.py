import pytest

from policies.catalogue.schemes import label, schemes
from policies.choices import Scheme
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_every_vocabulary_is_there_with_the_number_of_its_public_terms(django_assert_num_queries):
    f.publish(f.term("theme", "TRADE"), f.term("theme", "TEA"), f.term("level", "COUNTY"))
    f.term("theme", "DRAFT")
    # The numbers by vocabulary.
    with django_assert_num_queries(1):
        found = schemes()
    assert {row["scheme"]: row["terms"] for row in found} == {**dict.fromkeys(Scheme.values, 0), "theme": 2, "level": 1}
    assert [row["scheme"] for row in found] == Scheme.values


def test_a_vocabulary_has_a_name_by_language():
    assert label("document-type")["en"] == "Types of document"
