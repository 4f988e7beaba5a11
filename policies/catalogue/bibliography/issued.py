"""When a cited work was issued: only as much of a date as is certain, never a day that nobody stated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.text.edtf import is_interval, shared_by

Parts = tuple[int, ...]
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_DOUBTS = re.compile(r"[?~%]")


@dataclass(frozen=True)
class Issued:
    """Year, month and day as far as they are known: once, or the two ends of a range.

    `doubt` is EDTF's sign for a date that is uncertain or approximate, or nothing. `open_side` is `before` where only
    the end is known, `after` where only the start is; then there is one part.
    """

    parts: tuple[Parts, ...]
    doubt: str = ""
    open_side: str = ""

    @property
    def year(self) -> str:
        """The year, where there is only one that it can be."""
        years = {parts[0] for parts in self.parts}
        return "" if self.doubt or self.open_side or len(years) > 1 else f"{years.pop():04}"

    @property
    def edtf(self) -> str:
        """The part of EDTF that biblatex reads, too: `2015-11`, `2014~`, `2014-12~/2015-01~`, `../2015-09-07`."""
        ends = [f"{iso(parts)}{self.doubt}" for parts in self.parts]
        if self.open_side:
            return f"../{ends[0]}" if self.open_side == "before" else f"{ends[0]}/.."
        return "/".join(ends)


def iso(parts: Parts) -> str:
    """`2015`, `2015-11` or `2015-11-09`."""
    return "-".join(f"{number:04}" if place == 0 else f"{number:02}" for place, number in enumerate(parts))


def of_day(day: date) -> Issued:
    return Issued(((day.year, day.month, day.day),))


def issued(value: Mapping[str, Any] | None) -> Issued | None:
    """A date of a record. Of a range of which it is one day, what all its days share: a month, or a year."""
    if value is None:
        return None
    edtf, bounds = value["edtf"], [_split(value[name]) for name in ("earliest", "latest") if value[name]]
    doubt = found[0] if (found := _DOUBTS.search(edtf)) else ""
    is_one_day = len(bounds) == 2 and not is_interval(edtf)
    if is_one_day and (shared := shared_by(value["earliest"], value["latest"])):
        return Issued((_split(shared),), doubt)
    ends = [_split(text) for text in _DATE.findall(edtf)]
    if is_one_day:
        # Nobody stated the days at the ends of a range that it is one day of.
        ends = [parts[:2] for parts in ends]
    if len(bounds) == 2:
        # One of several days, which lie in different years, is approximate; an interval lasted.
        ends = ends if len(ends) == 2 else [parts[:1] for parts in bounds]
        return Issued(tuple(ends), doubt or ("~" if is_one_day else ""))
    side = "after" if value["earliest"] else "before"
    return Issued((ends[0],), doubt, side) if bounds and ends else None


def _split(text: str) -> Parts:
    return tuple(int(number) for number in text.split("-"))
