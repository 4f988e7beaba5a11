import pytest

from policies.catalogue.facets import OF_KIND
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
    # Codes of instruments (to check the value); what the measures have themselves; what they have through documents;
    # instruments without their own filter; agencies with predecessors; all terms; agencies, documents and sources.
    with django_assert_num_queries(7):
        ask("measure", "instrument=SUBSIDY").facets()


@pytest.mark.parametrize("number", [1, 3])
def test_facets_through_measures_cost_the_same_with_one_measure_and_with_three(number, django_assert_num_queries):
    f.catalogue(measures=number)
    # Codes of instruments (to check the value); what documents have themselves; what they have through measures;
    # agencies with predecessors; instruments without their own filter; all terms; agencies and documents.
    with django_assert_num_queries(7):
        ask("document", "instrument=SUBSIDY").facets()


@pytest.mark.parametrize("kind", OF_KIND)
def test_what_nothing_narrows_is_counted_in_three_queries(kind, django_assert_num_queries):
    f.catalogue()
    with django_assert_num_queries(1):
        assert ask(kind).count == 1
    # The numbers; all terms; agencies, documents and sources.
    with django_assert_num_queries(3):
        ask(kind).facets()
