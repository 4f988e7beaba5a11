"""Documents in time: where each lies on a line of years, as wide as its date is uncertain. Pure figures, no drawing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

# Heights in pixels: marks are 22 high and go into as many rows as it takes for none to hide another.
ROW, TOP = 28, 14
# Two marks in one row are at least this far apart, in per cent of the width: they do not touch at 320 pixels.
LEAST_GAP = 8.5
# A single day is still a line one can see.
LEAST_WIDTH = 0.15
MOST_YEAR_LABELS = 6


def timeline(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Marks numbered in order of time, with x in per cent of the width. A document without two bounds is left out."""
    dated = [record for record in records if _has_bounds(record.get("date"))]
    if not dated:
        return {"marks": []}
    first = min(_day(record, "earliest") for record in dated).year
    last = max(_day(record, "latest") for record in dated).year + 1
    marks = [_mark(number, record, first, last) for number, record in enumerate(dated, start=1)]
    rows = _in_rows(marks)
    axis = rows * ROW + 22
    return {
        "marks": marks,
        "ticks": [{"x": _x(date(year, 1, 1), first, last), "label": year} for year in _years(first, last)],
        "axis": axis,
        "bar": axis - 8,
        "label": axis + 18,
        "height": axis + 26,
    }


def _has_bounds(when: dict[str, Any] | None) -> bool:
    return bool(when and when["earliest"] and when["latest"])


def _day(record: dict[str, Any], bound: str) -> date:
    return date.fromisoformat(record["date"][bound])


def _years(first: int, last: int) -> range:
    return range(first, last, max(1, -(-(last - first) // MOST_YEAR_LABELS)))


def _x(day: date, first: int, last: int) -> float:
    whole = (date(last, 1, 1) - date(first, 1, 1)).days
    return round(100 * (day - date(first, 1, 1)).days / whole, 2)


def _mark(number: int, record: dict[str, Any], first: int, last: int) -> dict[str, Any]:
    begin, end = _x(_day(record, "earliest"), first, last), _x(_day(record, "latest"), first, last)
    return {
        "number": number,
        "record": record,
        "x": begin,
        "width": round(max(end - begin, LEAST_WIDTH), 2),
        "middle": round(min(98.5, max(1.5, (begin + end) / 2)), 2),
    }


def _in_rows(marks: list[dict[str, Any]]) -> int:
    """Gives each mark the lowest row in which it has room; returns the number of rows."""
    ends: list[float] = []
    for mark in marks:
        row = next((row for row, end in enumerate(ends) if mark["middle"] - end >= LEAST_GAP), len(ends))
        ends[row : row + 1] = [mark["middle"]]
        mark["row"] = row
    for mark in marks:
        mark["y"] = TOP + (len(ends) - 1 - mark["row"]) * ROW
    return len(ends)
