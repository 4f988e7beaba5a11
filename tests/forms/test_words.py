"""Pasted words as a form field sees them."""

import pytest

from policies.forms.words import WordsField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("One\r\ntwo", "One\ntwo"), ("  One\xa0two ", "  One\xa0two "), ("One\rtwo", "One\rtwo")],
)
def test_only_the_line_ends_of_the_browser_are_put_right(typed, kept):
    assert WordsField().clean(typed) == kept


def test_words_that_came_back_with_other_line_ends_have_not_changed():
    field = WordsField()
    assert not field.has_changed("One\ntwo", "One\r\ntwo")
    assert field.has_changed("One\ntwo", "One two")
    assert not field.has_changed("", None)
