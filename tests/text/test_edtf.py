"""Dates: what the subset of EDTF accepts, the days each value stands for, and wording read as dates."""

import re
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.edtf import LONGEST, PARTS, When, from_words, is_interval, overlaps, parse, shared_by, within


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2015-11", "2015-11-01", "2015-11-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-11-09", "2015-11-09", "2015-11-09"),
        ("2015?", "2015-01-01", "2015-12-31"),
        ("2015-11~", "2015-11-01", "2015-11-30"),
        ("2015-11-09%", "2015-11-09", "2015-11-09"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("001X", "0010-01-01", "0019-12-31"),
        ("2015-XX", "2015-01-01", "2015-12-31"),
        ("2015-XX-XX", "2015-01-01", "2015-12-31"),
        ("2015-11-XX", "2015-11-01", "2015-11-30"),
        ("[2015-11-01..2015-11-10]", "2015-11-01", "2015-11-10"),
        ("[2015-01..2015-04]", "2015-01-01", "2015-04-30"),
        ("[2014..2016]", "2014-01-01", "2016-12-31"),
        ("[..2014-12-31]", "0001-01-01", "2014-12-31"),
        ("[2015-11-09..]", "2015-11-09", "9999-12-31"),
        ("2015-11-01/2015-11-10", "2015-11-01", "2015-11-10"),
        ("2015-11/2016", "2015-11-01", "2016-12-31"),
        ("2015~/2016-02?", "2015-01-01", "2016-02-29"),
        ("2015-11/..", "2015-11-01", "9999-12-31"),
        ("2015-11/", "2015-11-01", "9999-12-31"),
        ("../2015", "0001-01-01", "2015-12-31"),
        ("/2015", "0001-01-01", "2015-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_value_stands_for_its_days_and_keeps_its_spelling(value, earliest, latest):
    assert parse(value) == When(value, date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        (" 2015-11\n", "2015-11"),
        ("201x", "201X"),
        ("2015-xx-xx", "2015-XX-XX"),
        ("[ 2015-01 .. 2015-04 ]", "[2015-01..2015-04]"),
        ("2015-11 / 2015-12", "2015-11/2015-12"),
    ],
)
def test_a_value_is_brought_to_one_spelling(typed, normal):
    assert parse(typed).edtf == normal


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "The date is empty: write a year, month or day, such as 2015, 2015-11 or 2015-11-09."),
        ("2015-13", "“2015-13” has no such month as 13: write one from 01 to 12, such as 2015-11."),
        (
            "2015-02-30",
            "“2015-02-30” has no such day as 30: that month has the days 01 to 28, as in 2015-11-09.",
        ),
        (
            "early 2015",
            "“early 2015” is not a date this reference can read: write it as 2015, 2015-11, 2015-11-09 or 201X.",
        ),
        ("0000", "“0000” has no year that can be kept: write one from 0001 to 9999, such as 2015."),
        (
            "-0044",
            "“-0044” is outside the years that can be kept, 0001 to 9999: write a year such as 2015.",
        ),
        ("2015-XX-09", "“2015-XX-09” has a day but no month: write 2015-XX-XX, or 2015-11-09."),
        ("201X-11", "“201X-11” leaves open more than can be kept: write a decade alone, such as 201X."),
        (
            "2015-11-10/2015-11-01",
            "“2015-11-10/2015-11-01” ends before it begins: write the earlier date first, as in 2015-11/2015-12.",
        ),
        (
            "[2015,2016]",
            "“[2015,2016]” is not one range in brackets: write it as [2015-11-01..2015-11-10].",
        ),
        (
            "[2015..2015-04]",
            "“[2015..2015-04]” mixes years, months and days: write both alike, such as [2015-01..2015-04].",
        ),
        (
            "[2015?..2016]",
            "“[2015?..2016]” has a doubtful end: write whole dates, such as [2015-11-01..2015-11-10].",
        ),
        (
            "../..",
            "“../..” is not an interval: write it as 2015-11-01/2015-11-10, 2015-11/.. or ../2015.",
        ),
    ],
)
def test_a_bad_value_is_refused_with_what_is_wrong_and_what_would_do(value, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse(value)


@pytest.mark.parametrize(
    "value",
    [
        *("000X", "00XX", "XXXX", "12015", "Y170000002", "2015-21", "2015-1", "15", "2015-00", "2015-11-00"),
        *("2015-11-0X", "2015-11-09T10:00", "２０１５", "٢٠١٥", "2015/2016/2017", "/", "/..", "[..]", "[]"),
        *("[2015", "2015]", "[2016..2015]", "{2015..2016}", "2015..2016", "2015-02-29", "2015?~", "?2015", "20?15"),
    ],
)
def test_what_is_outside_the_subset_is_refused(value):
    with pytest.raises(ValueError, match=r"such as|write|as in"):
        parse(value)


@pytest.mark.parametrize("value", ["(" * 100_000, " " * 100_000, "2015" * 25_000, "[" * 100_000, "/" * 100_000])
def test_a_huge_value_is_refused_at_once(value):
    with pytest.raises(ValueError, match=f"too long for a date: write {LONGEST} characters at most"):
        parse(value)


days = st.dates(date(1, 1, 1), date(9999, 12, 31))
plain_dates = st.builds(lambda day, size: day.isoformat()[:size], days, st.sampled_from([4, 7, 10]))


@st.composite
def values(draw):
    """Values that this module and the `edtf` package both read."""
    shape = draw(st.sampled_from(["date", "decade", "month", "day", "set", "interval"]))
    first, last = sorted(draw(st.tuples(days, days)))
    size = draw(st.sampled_from([4, 7, 10]))
    year = f"{draw(st.integers(10, 9999)):04}"
    return {
        "date": draw(plain_dates),
        "decade": year[:3] + "X",
        "month": year + "-XX",
        "day": f"{year}-{draw(st.integers(1, 12)):02}-XX",
        "set": f"[{first.isoformat()[:size]}..{last.isoformat()[:size]}]",
        "interval": f"{first.isoformat()[:size]}/{last.isoformat()[:size]}",
    }[shape]


@settings(max_examples=120, deadline=None)
@given(values())
def test_the_days_are_those_the_edtf_package_gives(value):
    when, oracle = parse(value), parse_edtf(value)
    assert when.earliest.timetuple()[:3] == oracle.lower_strict()[:3]
    assert when.latest.timetuple()[:3] == oracle.upper_strict()[:3]


@given(values())
def test_a_value_is_its_own_normal_spelling_and_has_days_in_order(value):
    when = parse(value)
    assert (parse(when.edtf), when.edtf, when.earliest <= when.latest) == (when, value, True)


def reading(text):
    try:
        return parse(text)
    except ValueError as refused:
        return str(refused)


@given(st.text(alphabet="0123456789X?~%-/.[] Yx", max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    answer = reading(text)
    assert parse(answer.edtf) == answer if isinstance(answer, When) else answer.endswith(".")


ARTICLE_WORDS = {
    "early 2015": "[2015-01..2015-04]",
    "August 2015": "2015-08",
    "early November 2015": "[2015-11-01..2015-11-10]",
    "the end of November 2015": "[2015-11-21..2015-11-30]",
    "January 2016": "2016-01",
    "December 2016": "2016-12",
    "January 2019": "2019-01",
    "February 27, 2024": "2024-02-27",
}


@pytest.mark.parametrize(("words", "edtf"), ARTICLE_WORDS.items())
def test_every_wording_of_the_article_is_read(words, edtf):
    assert from_words(words) == parse(edtf)


def test_the_dates_of_the_article_sort_in_the_order_of_events():
    keys = [(when.earliest, when.latest) for when in map(from_words, ARTICLE_WORDS)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2015", "2015"),
        ("In early 2015", "[2015-01..2015-04]"),
        ("mid-2015", "[2015-05..2015-08]"),
        ("late 2015", "[2015-09..2015-12]"),
        ("At the end of 2014", "[2014-09..2014-12]"),
        ("the beginning of 2015", "[2015-01..2015-04]"),
        ("Early\u00a0November\n2015", "[2015-11-01..2015-11-10]"),
        ("mid-November 2015", "[2015-11-11..2015-11-20]"),
        ("the middle of February 2016", "[2016-02-11..2016-02-20]"),
        ("late February 2016", "[2016-02-21..2016-02-29]"),
        ("Nov. 2015", "2015-11"),
        ("Sept 2015", "2015-09"),
        ("November of 2015", "2015-11"),
        ("27 February 2024", "2024-02-27"),
        ("the 27th of February 2024", "2024-02-27"),
        ("on Feb. 27th, 2024", "2024-02-27"),
        ("2015-11-09", "2015-11-09"),
        ("2015年", "2015"),
        ("2015年8月", "2015-08"),
        ("2015年8月份", "2015-08"),
        ("2015年11月9日", "2015-11-09"),
        ("2015 年 11 月 9 日", "2015-11-09"),
        ("２０１５年１１月９日", "2015-11-09"),
        ("2015年11月9号", "2015-11-09"),
        ("二〇一五年十一月二十九日", "2015-11-29"),
        ("二○一六年十月", "2016-10"),
        ("2015年十一月三十日", "2015-11-30"),
        ("2015年11月上旬", "[2015-11-01..2015-11-10]"),
        ("2015年11月中旬", "[2015-11-11..2015-11-20]"),
        ("2015年11月下旬", "[2015-11-21..2015-11-30]"),
        ("2015年11月底", "[2015-11-21..2015-11-30]"),
        ("2014年底", "[2014-09..2014-12]"),
        ("2014年年底", "[2014-09..2014-12]"),
        ("2014年末", "[2014-09..2014-12]"),
        ("2015年初", "[2015-01..2015-04]"),
        ("2015年中", "[2015-05..2015-08]"),
    ],
)
def test_wording_is_read_as_the_date_it_states(words, edtf):
    assert from_words(words) == parse(edtf)


@pytest.mark.parametrize(
    "words",
    [
        *("", "soon", "2015-11", "2011–12", "9/11/2015", "2015/11/09", "November 9", "the 13th", "15年", "2015-2016"),
        *("before 2015", "by early 2015", "since November 2015", "from 2015 to 2020", "November 9–10, 2015"),
        *("February 30, 2015", "2015年2月30日", "2015年13月下旬", "2015年上旬", "2015年11年底", "the early", "一百年"),
        *("[2015-11-01..2015-11-10]", "early early 2015", "November 2015 or so", "spring 2015", "2015" + " " * 99),
    ],
)
def test_wording_that_is_not_understood_is_never_guessed_at(words):
    assert from_words(words) is None


@given(st.text(max_size=70))
def test_any_words_are_read_or_left(words):
    when = from_words(words)
    assert when is None or parse(when.edtf) == when


@given(days)
def test_a_day_written_out_is_read_in_english_and_chinese(day):
    written = [
        f"{day:%B} {day.day}, {day.year:04}",
        f"{day.day} {day:%B} {day.year:04}",
        f"{day.year:04}年{day.month}月{day.day}日",
    ]
    assert [from_words(words) for words in written] == [When(f"{day.year:04}-{day:%m-%d}", day, day)] * 3


@pytest.mark.parametrize(("unit", "size"), [("year", 12), ("month", 31)])
def test_the_parts_cover_a_year_and_a_month_without_gap_or_overlap(unit, size):
    covered = [n for part in PARTS if part.unit == unit for n in range(part.first, part.last + 1)]
    assert covered == list(range(1, size + 1))


@pytest.mark.parametrize(("part", "word"), [(part, word) for part in PARTS for word in part.english])
def test_every_english_word_of_the_table_means_its_part(part, word):
    of_a_year = f"[2015-{part.first:02}..2015-{part.last:02}]"
    of_a_month = f"[2015-12-{part.first:02}..2015-12-{part.last:02}]"
    expected = {"year": (f"{word} 2015", of_a_year), "month": (f"{word} December 2015", of_a_month)}
    words, edtf = expected[part.unit]
    assert from_words(words) == parse(edtf)


@pytest.mark.parametrize(("part", "word"), [(part, word) for part in PARTS for word in part.chinese])
def test_every_chinese_word_of_the_table_means_its_part(part, word):
    of_a_year = f"[2015-{part.first:02}..2015-{part.last:02}]"
    of_a_month = f"[2015-12-{part.first:02}..2015-12-{part.last:02}]"
    expected = {"year": (f"2015年{word}", of_a_year), "month": (f"2015年12月{word}", of_a_month)}
    words, edtf = expected[part.unit]
    assert from_words(words) == parse(edtf)


def test_possibly_and_certainly_differ_on_a_date_that_reaches_out_of_the_filter():
    month, tenth = parse("2015-11"), date(2015, 11, 10)
    assert (overlaps(month, None, tenth), within(month, None, tenth)) == (True, False)
    assert (overlaps(month, tenth, None), within(month, tenth, None)) == (True, False)
    assert (overlaps(month, date(2015, 12, 1), None), within(month, date(2015, 12, 1), None)) == (False, False)
    assert within(month, date(2015, 11, 1), date(2015, 11, 30))


def test_a_filter_that_ends_before_it_begins_holds_nothing():
    month, first, last = parse("2015-11"), date(2015, 11, 5), date(2015, 11, 20)
    assert (overlaps(month, last, first), within(month, last, first)) == (False, False)


@given(values(), days, days)
def test_certainly_is_possibly_and_possibly_is_a_common_day(value, one, other):
    when, (from_, to) = parse(value), sorted((one, other))
    assert within(when, from_, to) <= overlaps(when, from_, to)
    assert overlaps(when, from_, to) == (not (when.latest < from_ or to < when.earliest))
    assert overlaps(when, when.earliest - timedelta(when.earliest > date.min), None)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("2015/2016", True), ("2015-11/..", True), ("[2015-11-01..2015-11-10]", False), ("[..2015]", False)],
)
def test_an_interval_is_no_range_that_a_date_is_one_day_of(value, is_one):
    assert is_interval(parse(value).edtf) is is_one


@pytest.mark.parametrize(
    ("earliest", "latest", "shared"),
    [
        ("2015-11-09", "2015-11-09", "2015-11-09"),
        ("2015-11-01", "2015-11-10", "2015-11"),
        ("2015-01-01", "2015-12-01", "2015"),
        ("2014-12-31", "2015-12-31", ""),
    ],
)
def test_two_days_share_what_both_begin_with(earliest, latest, shared):
    assert shared_by(earliest, latest) == shared
