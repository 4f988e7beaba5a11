"""What to ask for instead where nothing public has all the words."""

import pytest

from policies.catalogue.search import Search
from policies.catalogue.search_suggestions import fewer, suggestion
from policies.domain import publishing
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("vilage", "village"),
        ("Vilage shpos", "village shops"),
        ("vilage shops", "village shops"),
        ("vilage zeppelins", ""),
        ("village", ""),
        ("xyzzyx", ""),
        ("vlg", ""),
        ("农材", ""),
        ("-vilage", ""),
        ("vilage -zeppelins", "village -zeppelins"),
        ("-vilage vilage", "-vilage village"),
        ('"vilage" "Village shops" -"x y"', '"village" "village shops" -"x y"'),
        ("vilage -shops", ""),
        ("", ""),
    ],
)
def test_a_word_that_is_known_is_suggested_if_the_whole_finds_something(query, other):
    f.catalogue()
    assert suggestion(Search(query)) == other


def test_words_of_withdrawn_records_and_drafts_are_not_suggested():
    made = f.catalogue()
    f.change(made["measures"][0], title_en="Zeppelins")
    f.publish(made["measures"][0])
    assert suggestion(Search("zepelins")) == "zeppelins"
    publishing.withdraw([made["measures"][0]], by=None, reason="Wrong.")
    assert suggestion(Search("zepelins")) == ""


@pytest.mark.parametrize("takedown", [False, True])
def test_no_word_of_a_withdrawn_record_is_told_by_another_of_its_stem(takedown):
    made = f.catalogue(measures=2)
    for measure, title in zip(made["measures"], ["Zeppelins", "A zeppelin"], strict=True):
        f.change(measure, title_en=title)
        f.publish(measure)
    assert suggestion(Search("zepelins")) == "zeppelins"
    publishing.withdraw([made["measures"][0]], by=None, reason="Wrong.", takedown=takedown)
    assert [suggestion(Search(word)) for word in ("zepelins", "zeppelins", "zeppelinx")] == ["zeppelin"] * 3


def test_a_suggestion_costs_a_query_for_each_word_and_those_of_a_search(django_assert_num_queries):
    f.catalogue()
    # Words like each of the two, and whether these are public; then those of a search: other names, words inside,
    # words of stems, names read so; and whether anything is found.
    with django_assert_num_queries(9):
        suggestion(Search("vilage shops"))


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("village zeppelins", [("village", 2)]),
        ("delivery zeppelins -shops", [("delivery -shops", 1)]),
        ('"village shops" zeppelins cold', [('"village shops"', 2)]),
        ("zeppelins", []),
        ("village", []),
        ("zeppelins airships", []),
        ("a b c d e f", []),
        ("", []),
    ],
)
def test_fewer_words_are_offered_with_the_number_of_records_that_they_find(query, others):
    f.catalogue()
    assert fewer(Search(query)) == others


@pytest.mark.parametrize("number", [1, 3])
def test_fewer_words_cost_the_same_with_one_record_and_with_three(number, django_assert_num_queries):
    f.catalogue(measures=number)
    # For each of the two words: other names, words inside, names read so; numbers of records.
    with django_assert_num_queries(8):
        fewer(Search("delivery zeppelins"))
