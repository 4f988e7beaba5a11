"""Documents in time: where all dates of each lie on one line of years, and which measures it has. No drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from policies.text.edtf import is_interval

Record = dict[str, Any]

# Heights in pixels. Marks stand 24 apart, so that each can be hit with a finger.
PITCH = 24
# So many measures of a document are drawn; of the others there is the number.
MOST_MEASURES = 36
# Months between two lines of the grid: the first that gives no more lines than a phone has room for.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
MOST_TICKS = 6


@dataclass(frozen=True)
class Scale:
    """A line of time from the first day to the one after the last."""

    first: date
    end: date

    def x(self, day: date) -> float:
        """In per cent of the width."""
        return round(100 * (day - self.first).days / (self.end - self.first).days, 2)

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """The lines of the grid; `step` is the number of months to the next."""
        step = next(step for step in STEPS if self._months / step <= MOST_TICKS)
        days = (_months_after(self.first, number) for number in range(0, self._months, step))
        inside = takewhile(lambda day: day < self.end, days)
        return [{"x": self.x(day), "day": day, "step": step} for day in inside]

    @property
    def _months(self) -> int:
        return 12 * (self.end.year - self.first.year) + self.end.month - self.first.month


def timeline(records: Iterable[Record], families: Sequence[str] = ()) -> dict[str, Any]:
    """A row for each record in the order given, its dates on a line of whole years that all rows share.

    A row without a date has no marks. Measures, where records have them, stand in the order of `families`.
    """
    found = list(records)
    scale, forms = _scale(found), {_form(when) for record in found for when in _dated(record)}
    return {
        "ticks": scale.ticks if scale else [],
        "rows": [_row(record, scale, families) for record in found],
        "has_open_sides": bool(forms & {"since", "until"}),
        "has_lasting": "lasting" in forms,
        "has_rivals": any(len(_dated(record)) > 1 for record in found),
    }


def _scale(records: Iterable[Record]) -> Scale | None:
    bounds = [date.fromisoformat(day) for record in records for when in _dated(record) for day in _bounds(when)]
    if not bounds:
        return None
    last = max(bounds).year
    return Scale(date(min(bounds).year, 1, 1), date(last + 1, 1, 1) if last < date.max.year else date.max)


def _bounds(when: Record) -> list[str]:
    return [when[name] for name in ("earliest", "latest") if when[name]]


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(min(day.year + years, date.max.year), month + 1, 1)


def _row(record: Record, scale: Scale | None, families: Sequence[str]) -> dict[str, Any]:
    """The preferred date in the first lane, every other date in a lane below it; the measures by themselves."""
    marks = [{**mark, "y": PITCH * lane + PITCH // 2} for lane, mark in enumerate(_marks(record, scale))]
    measures = in_order_of_families(record.get("measures", ()), families)
    return {
        "record": record,
        "marks": marks,
        "height": PITCH * max(1, len(marks)),
        "measures": measures[:MOST_MEASURES],
        "more": len(measures[MOST_MEASURES:]),
    }


def _marks(record: Record, scale: Scale | None) -> list[dict[str, Any]]:
    return [_mark(when, scale) for when in _dated(record)] if scale else []


def _dated(record: Record) -> list[Record]:
    """Its dates that lie anywhere, the preferred one first."""
    return sorted((when for when in record["dates"] if _bounds(when)), key=lambda when: not when["preferred"])


def _mark(when: Record, scale: Scale) -> dict[str, Any]:
    """From the first to the last day that it can be; a bound that is not known lies at the edge."""
    begin = scale.x(date.fromisoformat(when["earliest"])) if when["earliest"] else 0
    end = scale.x(date.fromisoformat(when["latest"])) if when["latest"] else 100
    middle = round((begin + end) / 2, 2)
    return {"date": when, "form": _form(when), "x": begin, "width": round(end - begin, 2), "middle": middle}


def _form(when: Record) -> str:
    """How it is drawn: a day as a point, days as a bar, full if it lasted, an open side as one that fades."""
    if not when["earliest"]:
        return "until"
    if not when["latest"]:
        return "since"
    if when["earliest"] == when["latest"]:
        return "day"
    return "lasting" if is_interval(when["edtf"]) else "days"


def in_order_of_families(measures: Iterable[Record], families: Sequence[str]) -> list[Record]:
    """The measures with those of one family together; within a family they keep their order."""
    order = {code: place for place, code in enumerate(families)}
    return sorted(measures, key=lambda measure: order.get(family_code(measure), len(order)))


def family_code(measure: Record) -> str:
    """The code of the broadest term of its instrument."""
    instrument = measure["instrument"]
    return [instrument["code"], *instrument["broader"]][-1]
