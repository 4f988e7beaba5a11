from datetime import date

import pytest
from django.core.exceptions import ValidationError

from policies.models import DocumentDate, Succession


def test_bounds_follow_from_edtf():
    when = DocumentDate(edtf="[2015-11-01..2015-11-10]", wording="early November 2015")
    when.set_bounds()
    assert (when.earliest, when.latest) == (date(2015, 11, 1), date(2015, 11, 10))


def test_a_date_that_is_open_on_one_side_has_a_bound_that_no_calendar_reaches():
    when = DocumentDate(edtf="2015-11/..")
    when.set_bounds()
    assert (when.earliest, when.latest) == (date(2015, 11, 1), date.max)


def test_cleaning_puts_wrong_bounds_right():
    when = Succession(edtf="2018-03-19", earliest=date(1999, 1, 1), latest=date(1998, 1, 1))
    when.clean()
    assert (when.earliest, when.latest) == (date(2018, 3, 19), date(2018, 3, 19))


def test_a_date_taken_away_takes_its_bounds_along():
    when = Succession(edtf="", earliest=date(2018, 1, 1), latest=date(2018, 1, 1))
    when.set_bounds()
    assert (when.earliest, when.latest) == (None, None)


def test_words_of_a_date_are_not_taken_without_the_date():
    with pytest.raises(ValidationError) as refusal:
        Succession(wording="in spring").clean()
    sentence = "Give the date of these words as well: without it they are not shown."
    assert refusal.value.message_dict == {"edtf": [sentence]}


@pytest.mark.parametrize("value", ["early 2015", "2015-13", "2015-02-30", "2016/2015"])
def test_a_value_that_is_no_date_is_refused_by_name_in_its_field(value):
    with pytest.raises(ValidationError) as refusal:
        DocumentDate(edtf=value).clean()
    assert list(refusal.value.message_dict) == ["edtf"]
    assert value in refusal.value.messages[0]
