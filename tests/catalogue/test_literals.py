import pytest

from policies.catalogue.literals import plain_date, texts, without_nothing


@pytest.mark.parametrize(
    "edtf", ["", "[2015-11-01..2015-11-10]", "2015-11~", "2015?", "201X", "2015-11-2X", "2015/2016", "../2015"]
)
def test_what_is_no_plain_day_month_or_year_is_no_plain_date(edtf):
    assert plain_date({"edtf": edtf}) is None


def test_no_date_is_no_plain_date():
    assert plain_date(None) is None


def test_texts_are_marked_with_their_languages():
    assert texts({"en": "Rural", "zh-Hans": "农村"}) == [
        {"@value": "Rural", "@language": "en"},
        {"@value": "农村", "@language": "zh-Hans"},
    ]


def test_nothing_is_left_out_and_zero_and_no_are_something():
    assert without_nothing({"a": None, "b": [], "c": [{"d": ""}, {"e": 0}], "f": False}) == {
        "c": [{}, {"e": 0}],
        "f": False,
    }
