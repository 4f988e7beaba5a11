import pytest

from tests import factories as f
from tests.catalogue.asking import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_with_one_record_and_with_three(number, django_assert_num_queries):
    f.catalogue(measures=number)
    # Codes of instruments (to check the value); number of records; the records.
    with django_assert_num_queries(3):
        page = ask("measure", "instrument=SUBSIDY").page(1)
        assert len([edition.record for edition in page.editions]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_portion_costs_one_query(number, django_assert_num_queries):
    f.catalogue(measures=number)
    # The records and one more, to know whether there are any.
    with django_assert_num_queries(1):
        assert len(ask("measure").after("", 5).editions) == number


@pytest.mark.parametrize("number", [1, 3])
def test_facets_cost_the_same_with_one_record_and_with_three(number, django_assert_num_queries):
    f.catalogue(measures=number)
    # Codes of instruments (to check the value); counts with every filter; counts without that of instruments; terms of
    # instruments, targets, places, levels, sectors, actors and strengths; labels of agencies, documents and sources.
    with django_assert_num_queries(13):
        ask("measure", "instrument=SUBSIDY").facets()
