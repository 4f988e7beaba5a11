import pytest

from policies.catalogue.search import Search
from policies.catalogue.search_results import Results
from tests import factories as f
from tests.catalogue.asking import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_with_one_record_and_with_three(number, django_assert_num_queries):
    f.catalogue(measures=number)
    # Other names; words that have it inside; words of a stem; number of records; the records.
    with django_assert_num_queries(5):
        assert len(ask("measure", "q=subsidies").page(1).editions) == number
    # No word of letters to look up: other names; number of records; the records.
    with django_assert_num_queries(3):
        ask("measure", "q=意见").page(1)


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_over_all_kinds_costs_the_same_with_one_record_and_with_three(number, django_assert_num_queries):
    f.catalogue(measures=number)
    results = Results(Search("village shops"))
    # Other names; words that have them inside; words of their stems; names read so; numbers of records.
    with django_assert_num_queries(5):
        results.counts()
    # Records; number of sentences; sentences; their sources; readings.
    with django_assert_num_queries(5):
        found = results.best("document", 0, 5)
        results.count_passages()
        results.passages(0, 5)
        results.readings(found)
