"""Examples of searches: every one that is offered finds something."""

import pytest

from policies.catalogue import search_examples
from policies.catalogue.search import Search
from policies.catalogue.search_examples import CANDIDATES, examples
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_of_each_way_the_first_candidate_that_finds_something_is_offered(monkeypatch):
    f.catalogue()
    candidates = {"words": ("zeppelins", "village shops", "delivery"), "numbers": ("国办发[2015]78号",)}
    monkeypatch.setattr(search_examples, "CANDIDATES", candidates)
    search_examples._finding.cache_clear()
    assert examples(None) == {"words": ("village shops",), "numbers": ()}
    search_examples._finding.cache_clear()


def test_each_example_in_the_seed_finds_something_and_each_way_but_two_has_one():
    """The article gives no number and no Chinese name: its documents are not found by either."""
    f.seed()
    offered = examples(None)
    public = Edition.objects.public(None)
    assert [query for row in offered.values() for query in row if not Search(query).narrow(public).exists()] == []
    assert {way for way, row in offered.items() if not row} == {"numbers", "pinyin"}
    assert set(offered) == set(CANDIDATES)


def test_what_is_published_is_offered_at_once_and_at_a_past_moment_what_was_there(django_assert_num_queries):
    made = f.catalogue()
    assert examples(None)["pinyin"] == ()
    then = Edition.objects.get(record_id=made["document"].pk).published_at
    f.publish(f.change(made["agency"], name_zh="商务部"))
    assert examples(None)["pinyin"] == ("shangwubu", "swb")
    assert examples(then)["pinyin"] == ()
    # The state of the log.
    with django_assert_num_queries(1):
        examples(None)
