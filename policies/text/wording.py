"""A date in words of English or Chinese, made of its EDTF value alone. What `edtf.from_words` reads, turned round."""

import re
from calendar import monthrange

from policies.text.edtf import PARTS, Part

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]


def in_words(value: str, language: str) -> str:
    """“early November 2015” or “2015年11月上旬” for [2015-11-01..2015-11-10]; nothing where it takes a sentence.

    A language other than Chinese is taken for English.
    """
    if found := _DATE.fullmatch(value):
        return _said(*found.groups(), part=None, language=language)
    first, _dots, last = value.strip("[]").partition("..")
    if not (value.startswith("[") and _DATE.fullmatch(first) and _DATE.fullmatch(last)):
        return ""
    shared, part = _part(first, last)
    year, _hyphen, month = shared.partition("-")
    return _said(year, month or None, None, part=part, language=language) if part else ""


def _part(first: str, last: str) -> tuple[str, Part | None]:
    """The year or month of which the two are the ends of a third, and which third it is."""
    (shared, _, begin), (other, _, end) = first.rpartition("-"), last.rpartition("-")
    if shared != other or not shared:
        return "", None
    unit = "month" if "-" in shared else "year"
    ends = {(part.first, _last(part, shared)): part for part in PARTS if part.unit == unit}
    return shared, ends.get((int(begin), int(end)))


def _last(part: Part, of: str) -> int:
    return monthrange(*map(int, of.split("-")))[1] if part.last == 31 else part.last


def _said(year: str, month: str | None, day: str | None, *, part: Part | None, language: str) -> str:
    if language.lower().startswith("zh"):
        written = f"{int(year)}年"
        if part and not month:
            return f"{int(year)}{part.chinese[0]}"
        written += f"{int(month)}月" if month else ""
        return written + (part.chinese[0] if part else f"{int(day)}日" if day else "")
    words = (_english(part), str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", str(int(year)))
    return " ".join(word for word in words if word)


def _english(part: Part | None) -> str:
    """As sources write it: “early November 2015”, “mid November 2015”, “end of November 2015”, but “late 2015”."""
    if part is None:
        return ""
    return "end of" if part.unit == "month" and part.name == "end" else part.english[0]
