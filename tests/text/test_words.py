"""Two texts compared in words."""

from hypothesis import given
from hypothesis import strategies as st

from policies.text.words import MOST_PIECES, Run, compared, opening


def test_english_is_compared_by_word():
    assert compared("Opinions on shops", "Opinions on village shops") == [
        Run("both", "Opinions on "),
        Run("after", "village "),
        Run("both", "shops"),
    ]
    assert compared("subsidies", "subsidy") == [Run("before", "subsidies"), Run("after", "subsidy")]


def test_chinese_is_compared_by_character():
    assert compared("农村电子商务的意见", "农村电商的指导意见") == [
        Run("both", "农村电"),
        Run("before", "子"),
        Run("both", "商"),
        Run("before", "务"),
        Run("both", "的"),
        Run("after", "指导"),
        Run("both", "意见"),
    ]


def test_a_space_between_words_that_differ_goes_with_them():
    assert compared("the State Council", "the General Office") == [
        Run("both", "the "),
        Run("before", "State Council"),
        Run("after", "General Office"),
    ]


def test_equal_texts_are_one_run_and_no_text_is_none():
    assert (compared("same", "same"), compared("", "")) == ([Run("both", "same")], [])
    assert compared("", "new") == [Run("after", "new")]


def test_the_first_words_of_a_text_and_that_there_are_more():
    assert opening("One, two; three four.", 4) == "One, two; three four."
    assert opening("One, two; three four.", 3) == "One, two; three…"
    assert opening("“农村电商”发展", 4) == "“农村电商…"


def test_texts_too_long_to_compare_are_given_whole():
    long = "word " * MOST_PIECES
    assert compared(long, f"{long}more") == [Run("before", long), Run("after", f"{long}more")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_runs_of_a_text_are_the_text_to_the_character(before, after):
    runs = compared(before, after)
    assert "".join(run.text for run in runs if run.where != "after") == before
    assert "".join(run.text for run in runs if run.where != "before") == after
