"""What a column of a table is: its name, what stands in it, and all that a codebook says of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise

Record = dict[str, Any]
Value = str | int | bool | None
Words = Promise | str
BETWEEN = " | "
# The types of values. The day of a date is ISO 8601; EDTF is text to whoever does not know it.
STRING, INTEGER, BOOLEAN, DATE, MOMENT, EDTF = "string", "integer", "boolean", "date", "datetime", "edtf"


@dataclass(frozen=True)
class Column:
    """`value` gives the cell for a record: text, number, yes or no, or None where there is nothing.

    `is_list` says that several values may stand in one cell, each of them of the type; `values` are the only ones
    there are, `vocabulary` has their codes, `refers` is the kind of record whose address it is. `is_required` says
    that it is never empty: a release in which it is, is refused.
    """

    name: str
    label: Words
    description: Words
    value: Callable[[Record], Value]
    type_: str = STRING
    values: tuple[str, ...] | type[TextChoices] = ()
    vocabulary: str = ""
    refers: str = ""
    is_list: bool = False
    is_required: bool = False

    @property
    def allowed(self) -> list[str]:
        """The only values there are; none where any will do, or a vocabulary says which."""
        return [str(value) for value in getattr(self.values, "values", self.values)]


def at(path: str) -> Callable[[Record], Value]:
    """Reads what stands at `edition.number`; at `evidence.quote`, the quotes of all the evidence in one cell."""
    steps = path.split(".")

    def read(record: Record) -> Value:
        node: Any = record
        for place, step in enumerate(steps):
            if node is None:
                return None
            if isinstance(node, list):
                return joined(_follow(node, steps[place:]))
            node = node.get(step)
        return joined(node) if isinstance(node, list) else node

    return read


def _follow(node: Any, steps: list[str]) -> Iterator[Any]:
    if isinstance(node, list):
        for item in node:
            yield from _follow(item, steps)
    elif steps and node is not None:
        yield from _follow(node.get(steps[0]), steps[1:])
    else:
        yield node


def joined(parts: Iterable[Any]) -> str:
    """Several values in one cell; an empty part keeps its place."""
    return BETWEEN.join("" if part is None else str(part) for part in parts)


def column(name: str, path: str, label: Words, description: Words = "", **more: Any) -> Column:
    """A column of what stands at the path."""
    return Column(name, label, description, at(path), **more)
