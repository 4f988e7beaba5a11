"""How dates are worded."""

import pytest
from django.utils.translation import override

from policies.templatetags import dates as tags

EARLY_NOVEMBER = {
    "edtf": "[2015-11-01..2015-11-10]",
    "earliest": "2015-11-01",
    "latest": "2015-11-10",
    "wording": "early November 2015",
}


def date(edtf, earliest, latest, wording):
    return {"edtf": edtf, "earliest": earliest, "latest": latest, "wording": wording}


def test_a_date_is_shown_in_the_words_of_the_source_with_its_days_behind():
    assert tags.when(EARLY_NOVEMBER) == (
        '<time datetime="2015-11" class="when uncertain" title="one day from 1 November 2015 to 10 November 2015">'
        "early November 2015</time>"
    )


def test_a_single_day_is_certain():
    assert tags.when(date("2024-02-27", "2024-02-27", "2024-02-27", "February 27, 2024")) == (
        '<time datetime="2024-02-27" class="when certain" title="27 February 2024">February 27, 2024</time>'
    )


def test_words_without_a_year_stand_behind_ours():
    assert tags.when(date("2015-11-09", "2015-11-09", "2015-11-09", "9日")) == (
        '<time datetime="2015-11-09" class="when certain" title="9 November 2015">'
        '<span class="ours">9 November 2015</span><span class="aside"> (<span lang="zh-Hans">9日</span>)</span></time>'
    )


def test_on_a_chinese_page_a_date_is_said_in_chinese_with_the_words_of_the_source_beside_it():
    with override("zh-hans"):
        assert tags.when(EARLY_NOVEMBER) == (
            '<time datetime="2015-11" class="when uncertain" title="2015年11月1日至2015年11月10日之间的某一日">'
            '<span class="ours">2015年11月上旬</span>'
            '<span class="aside">（<span lang="en">early November 2015</span>）</span></time>'
        )
        assert tags.when(date("2015-11", "2015-11-01", "2015-11-30", "2015年11月")).endswith(">2015年11月</time>")


def test_words_without_a_year_that_no_words_of_ours_say_have_their_days_beside_them():
    found = tags.when(date("[..2015-09-07]", None, "2015-09-07", "A few days ago"))
    assert found == (
        '<span class="when uncertain" title="7 September 2015 or earlier"><span class="ours">A few days ago</span>'
        '<span class="aside"> (7 September 2015 or earlier)</span></span>'
    )


def test_a_date_over_years_has_no_machine_form_rather_than_a_false_one():
    over_years = date("[2014-12-01..2015-01-31]", "2014-12-01", "2015-01-31", "the turn of 2015")
    assert tags.machine_date(over_years) == ""
    assert tags.when(over_years).startswith('<span class="when uncertain"')


def test_a_date_that_is_not_there_is_said_to_be_missing():
    assert tags.when(None) == '<span class="not-stated">date not stated</span>'


def test_a_date_open_on_one_side_says_what_is_not_known():
    assert tags.said_bounds(date("2015/..", "2015-01-01", None, "since 2015")) == ("1 January 2015 or later")


def test_a_time_that_lasted_is_not_said_to_be_one_day_of_it():
    lasted = date("2015-11-01/2015-11-10", "2015-11-01", "2015-11-10", None)
    assert tags.said_bounds(lasted) == "from 1 November 2015 to 10 November 2015"


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "said"),
    [
        ("2015-11", "2015-11-01", "2015-11-30", "November 2015"),
        ("[2015-11-01..2015-11-10]", "2015-11-01", "2015-11-10", "early November 2015"),
        ("[2015-11-02..2015-11-09]", "2015-11-02", "2015-11-09", "one day from 2 November 2015 to 9 November 2015"),
        ("2015-11-02/2015-11-09", "2015-11-02", "2015-11-09", "from 2 November 2015 to 9 November 2015"),
        ("2015/..", "2015-01-01", None, "1 January 2015 or later"),
        ("0987-01-02", "0987-01-02", "0987-01-02", "2 January 987"),
    ],
)
def test_a_date_without_words_of_a_source_is_said_as_what_it_is(edtf, earliest, latest, said):
    value = date(edtf, earliest, latest, None)
    assert (tags.said_date(value), tags.plain_date(value)) == (said, said)
    assert f">{said}</" in tags.when(value)


def test_without_markup_a_date_has_the_same_words():
    assert tags.plain_date(EARLY_NOVEMBER) == "early November 2015"
    assert tags.plain_date(date("2015-11-09", "2015-11-09", "2015-11-09", "9日")) == "9 November 2015 (9日)"
    with override("zh-hans"):
        assert tags.plain_date(EARLY_NOVEMBER) == "2015年11月上旬（early November 2015）"


@pytest.mark.parametrize(
    ("value", "year"),
    [
        (EARLY_NOVEMBER, "2015"),
        (date("201X", "2010-01-01", "2019-12-31", "the 2010s"), ""),
        (date("[2014-12-01..2015-01-31]", "2014-12-01", "2015-01-31", "the turn of 2015"), ""),
        (date("2015/..", "2015-01-01", None, "since 2015"), ""),
        (None, ""),
    ],
)
def test_a_year_is_said_where_it_can_be_only_one(value, year):
    assert tags.certain_year(value) == year
