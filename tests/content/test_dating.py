from datetime import date

import pytest

from policies.content.dating import bound, dating, known
from policies.models import DocumentDate, Succession


def dated(edtf, wording="as stated"):
    row = DocumentDate(edtf=edtf, wording=wording)
    row.set_bounds()
    return row


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2015-11-09", "2015-11-09", "2015-11-09"),
        ("2015-11", "2015-11-01", "2015-11-30"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("[2015-11-01..2015-11-10]", "2015-11-01", "2015-11-10"),
        ("2015-11/..", "2015-11-01", None),
        ("../2015-11", None, "2015-11-30"),
    ],
)
def test_a_date_has_its_bounds_and_never_a_false_day(edtf, earliest, latest):
    assert known(dated(edtf)) == {"edtf": edtf, "earliest": earliest, "latest": latest, "wording": "as stated"}


def test_a_date_that_is_not_known_is_nothing():
    assert dating(Succession()) is None


def test_a_date_that_need_not_be_known_but_is():
    row = Succession(edtf="2018-03-19", wording="March 19")
    row.set_bounds()
    assert dating(row) == known(row)


def test_the_ends_of_the_calendar_are_no_days():
    assert [bound(day) for day in (date.min, date(2015, 8, 1), date.max)] == [None, "2015-08-01", None]
