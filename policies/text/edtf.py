"""Dates as sources state them: the part of EDTF (ISO 8601-2) this reference keeps, and wording turned into it.

Kept: years, months and days, qualified or not (`2015-11?`), unspecified digits (`201X`, `2015-XX`), one of a
range (`[2015-11-01..2015-11-10]`) and intervals (`2015-11/..`). Every date has an earliest and a latest day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from policies.text.normalise import fold

LONGEST = 64  # characters; the longest value of the subset has 24


@dataclass(frozen=True)
class When:
    """An EDTF value and the days it may fall on, both included.

    `earliest` is `date.min` where the start is open or unknown, `latest` is `date.max` where the end is.
    """

    edtf: str
    earliest: date
    latest: date


@dataclass(frozen=True)
class Part:
    """What `early`, `middle` and `late` are taken to mean: a third of a month or of a year.

    The thirds of a month are the Chinese 上旬, 中旬 and 下旬: days 1 to 10, 11 to 20 and 21 to the last.
    No standard says what the early part of a year is, and EDTF has no word for it; the thirds of a year,
    four months each, carry the same idea over. This is a convention of this reference and not of its
    sources, so the words of the source are always kept and shown beside the date.
    """

    unit: str  # "year" (first and last are months) or "month" (they are days)
    name: str
    first: int
    last: int  # 31 stands for the last day of the month
    english: tuple[str, ...]
    chinese: tuple[str, ...]


PARTS = (
    Part("year", "early", 1, 4, ("early", "beginning of", "start of"), ("年初",)),
    Part("year", "middle", 5, 8, ("mid", "middle of"), ("年中",)),
    Part("year", "late", 9, 12, ("late", "end of"), ("年底", "年末")),
    Part("month", "early", 1, 10, ("early", "beginning of", "start of"), ("上旬", "月初")),
    Part("month", "middle", 11, 20, ("mid", "middle of"), ("中旬", "月中")),
    Part("month", "end", 21, 31, ("late", "end of"), ("下旬", "月底", "月末")),
)
"""The one table of the convention; `Part` says where it comes from."""

_DATE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[?~%]?")
_FAR_YEAR = re.compile(r"-[0-9]|Y-?[0-9]|[0-9]{5,}(-|$)")


def parse(value: str) -> When:
    """The date a value of the subset stands for; `edtf` is its one normal spelling.

    Raises ValueError with a sentence that says what is wrong, in which value, and what would do.
    """
    edtf = _spelling(value)
    if edtf.startswith("["):
        return _one_of_a_range(edtf)
    if is_interval(edtf):
        return _interval(edtf)
    return When(edtf, *_days(edtf))


def from_words(words: str) -> When | None:
    """The date that a source's English or Chinese words state, or None where they are not understood.

    `early` and its kin are read by PARTS. Nothing is guessed: of dates in digits only 2015 and 2015-11-09
    are read, because 2011-12 may be two years and 9/11 two days.
    """
    if len(words) > LONGEST:
        return None
    folded = fold(words)
    try:
        edtf = _from_english(folded) or _from_chinese(folded.replace(" ", ""))
        return parse(edtf) if edtf else None
    except ValueError:
        return None


def overlaps(when: When, from_: date | None, to: date | None) -> bool:
    """Whether the date possibly lies between the two days, both included; None leaves that side open."""
    return max(when.earliest, from_ or date.min) <= min(when.latest, to or date.max)


def within(when: When, from_: date | None, to: date | None) -> bool:
    """Whether the date certainly lies between the two days, both included; None leaves that side open."""
    return (from_ or date.min) <= when.earliest and when.latest <= (to or date.max)


def is_interval(value: str) -> bool:
    """Whether the value is a time that lasted, and not one day of several."""
    return "/" in value


def shared_by(earliest: str, latest: str) -> str:
    """The part that two days have in common: 2015-11 of 2015-11-01 and 2015-11-10; empty for days of two years."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(earliest.split("-"), latest.split("-"), strict=True))
    return "-".join(part for part, _same in alike)


# Reading a value


def _spelling(value: str) -> str:
    if len(value) > LONGEST:
        raise ValueError(f"“{value[:24]}…” is too long for a date: write {LONGEST} characters at most, as in 2015-11.")
    return re.sub(r"\s*(\.\.|/|\[|\])\s*", r"\1", value.strip()).replace("x", "X")


def _days(value: str) -> tuple[date, date]:
    """The first and the last day of one date."""
    found = _DATE.fullmatch(value)
    if not found:
        raise ValueError(_why_not(value))
    year, month, day = found.groups()
    if not year.strip("0X"):
        raise ValueError(f"“{value}” has no year that can be kept: write one from 0001 to 9999, such as 2015.")
    if "X" in year:
        return _days_of_years(value, year, month)
    if month is None or month == "XX":
        return _days_of_year(value, int(year), day)
    return _days_of_month(value, int(year), int(month), day)


def _days_of_years(value: str, year: str, month: str | None) -> tuple[date, date]:
    if month:
        raise ValueError(f"“{value}” leaves open more than can be kept: write a decade alone, such as 201X.")
    return date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31)


def _days_of_year(value: str, year: int, day: str | None) -> tuple[date, date]:
    if day not in (None, "XX"):
        raise ValueError(f"“{value}” has a day but no month: write 2015-XX-XX, or 2015-11-09.")
    return date(year, 1, 1), date(year, 12, 31)


def _days_of_month(value: str, year: int, month: int, day: str | None) -> tuple[date, date]:
    if not 1 <= month <= 12:
        raise ValueError(f"“{value}” has no such month as {month:02}: write one from 01 to 12, such as 2015-11.")
    last = monthrange(year, month)[1]
    if day in (None, "XX"):
        return date(year, month, 1), date(year, month, last)
    if not 1 <= int(day) <= last:
        raise ValueError(f"“{value}” has no such day as {day}: that month has the days 01 to {last}, as in 2015-11-09.")
    return (date(year, month, int(day)),) * 2


def _why_not(value: str) -> str:
    if not value:
        return "The date is empty: write a year, month or day, such as 2015, 2015-11 or 2015-11-09."
    if _FAR_YEAR.match(value):
        return f"“{value}” is outside the years that can be kept, 0001 to 9999: write a year such as 2015."
    return f"“{value}” is not a date this reference can read: write it as 2015, 2015-11, 2015-11-09 or 201X."


def _one_of_a_range(value: str) -> When:
    found = re.fullmatch(r"\[([^\[\].,]*)\.\.([^\[\].,]*)\]", value)
    if not found or found[1] == found[2] == "":
        raise ValueError(f"“{value}” is not one range in brackets: write it as [2015-11-01..2015-11-10].")
    first, last = found.groups()
    if any(sign in value for sign in "X?~%/"):
        raise ValueError(f"“{value}” has a doubtful end: write whole dates, such as [2015-11-01..2015-11-10].")
    if first and last and len(first) != len(last):
        raise ValueError(f"“{value}” mixes years, months and days: write both alike, such as [2015-01..2015-04].")
    return _between(value, first, last)


def _interval(value: str) -> When:
    first, _, last = value.partition("/")
    if "/" in last or {first, last} <= {"", ".."}:
        raise ValueError(f"“{value}” is not an interval: write it as 2015-11-01/2015-11-10, 2015-11/.. or ../2015.")
    return _between(value, "" if first == ".." else first, "" if last == ".." else last)


def _between(value: str, first: str, last: str) -> When:
    """From the first day of `first` to the last day of `last`; empty stands for open."""
    earliest = _days(first)[0] if first else date.min
    latest = _days(last)[1] if last else date.max
    if earliest > latest:
        raise ValueError(f"“{value}” ends before it begins: write the earlier date first, as in 2015-11/2015-12.")
    return When(value, earliest, latest)


# Reading words

# Written out, because the names of `calendar` follow the locale of the machine.
_MONTHS = ["january", "february", "march", "april", "may", "june"]
_MONTHS += ["july", "august", "september", "october", "november", "december"]
_MONTH_NUMBERS = {name: n for n, name in enumerate(_MONTHS, 1)} | {name[:3]: n for n, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBERS["sept"] = 9
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?P<year>[0-9]{4})"
_ENGLISH_PART = "(?P<part>" + "|".join(sorted({word for part in PARTS for word in part.english})) + ")"
_CHINESE_PART = "(?P<part>" + "|".join(word for part in PARTS for word in part.chinese) + ")"
_ENGLISH = [
    re.compile(r"(?:(?:in|on|at) )?(?:the )?" + pattern)
    for pattern in (
        rf"(?:{_ENGLISH_PART}[ -])?(?:{_MONTH},? (?:of )?)?{_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
    )
]
_CHINESE = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}年?{_CHINESE_PART}",
        rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月?{_CHINESE_PART}",
        rf"{_YEAR}年(?:(?P<month>[0-9]{{1,2}})月(?:份|(?P<day>[0-9]{{1,2}})[日号])?)?",
        rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
    )
]
_CHINESE_NUMBER = re.compile("[〇○零一二三四五六七八九十]+")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def _from_english(folded: str) -> str | None:
    for pattern in _ENGLISH:
        if found := pattern.fullmatch(folded):
            named = found.groupdict()
            return _edtf(named["year"], _MONTH_NUMBERS.get(named["month"]), named.get("day"), named.get("part"))
    return None


def _from_chinese(folded: str) -> str | None:
    arabic = _CHINESE_NUMBER.sub(lambda found: _arabic(found.group()), folded)
    for pattern in _CHINESE:
        if found := pattern.fullmatch(arabic):
            named = found.groupdict()
            return _edtf(named["year"], named.get("month"), named.get("day"), named.get("part"))
    return None


def _arabic(number: str) -> str:
    """二〇一五 as 2015, 十一 as 11, 二十 as 20; what is written in no such way stays."""
    tens, ten, ones = number.partition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1:
        number = (tens or "一") + (ones or "〇")
    return number.translate(_CHINESE_DIGITS)


def _edtf(year: str, month: str | int | None, day: str | None, part: str | None) -> str | None:
    date_ = "-".join([year, *(f"{int(number):02}" for number in (month, day) if number is not None)])
    return _part_of(date_, part, "month" if month else "year") if part else date_


def _part_of(date_: str, word: str, unit: str) -> str | None:
    for part in PARTS:
        if part.unit == unit and word in part.english + part.chinese:
            last = part.last if part.last != 31 else _days(date_)[1].day
            return f"[{date_}-{part.first:02}..{date_}-{last:02}]"
    return None
