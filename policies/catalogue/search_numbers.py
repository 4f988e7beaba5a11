"""Where somebody looks for the number of a document: whether one has it, and which have a number like it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.catalogue.listing import ORDERS
from policies.catalogue.search import Search
from policies.choices import Kind
from policies.text.numbers import normalise_number

# So many documents are looked at for each way to be near, and so many are named.
MOST_LOOKED_AT, MOST_NAMED = 25, 3
_NUMBER = re.compile(r"(?P<sign>[^〔〕\s]+)〔(?P<year>[0-9]{4})〕(?P<serial>[0-9]+)(?:号|$)")


@dataclass(frozen=True)
class Number:
    """The number of an official document: the sign of its issuer, the year, and which of that year it is."""

    sign: str
    year: int
    serial: int

    @classmethod
    def read(cls, text: str) -> "Number | None":
        found = _NUMBER.fullmatch(normalise_number(text))
        return cls(found["sign"], int(found["year"]), int(found["serial"])) if found else None

    def __str__(self) -> str:
        return f"{self.sign}〔{self.year}〕{self.serial}号"

    def distance(self, other: "Number") -> tuple[bool, bool, int, int]:
        """How far another is: the same sign goes before the same year, and then what is near in time."""
        return (
            self.sign != other.sign,
            self.year != other.year,
            abs(self.year - other.year),
            abs(self.serial - other.serial),
        )


def sought(search: Search) -> Number | None:
    """The number that is looked for, if that is all that is looked for."""
    asked = [piece for piece in search.pieces if not piece.is_excluded]
    return Number.read(asked[0].text) if len(asked) == len(search.pieces) == 1 else None


def number_of(document: Mapping[str, Any]) -> Number | None:
    return Number.read(document["number"] or "")


def nearest(number: Number, search: Search) -> list[dict[str, Any]]:
    """Documents with the same sign or of the same year, the nearest first; three queries."""
    found: dict[str, tuple[tuple, dict[str, Any]]] = {}
    for document in _alike(number, search):
        other = number_of(document)
        if other and (other.sign == number.sign or other.year == number.year):
            found[document["id"]] = (number.distance(other), document)
    rows = sorted(found.values(), key=lambda row: (row[0], row[1]["id"]))
    return [document for _distance, document in rows[:MOST_NAMED]]


def _alike(number: Number, search: Search) -> Iterator[dict[str, Any]]:
    for words in (f"{number.sign}〔{number.year}〕", f"{number.sign}〔", f"〔{number.year}〕"):
        other = Search(f'"{words}"', search.as_of)
        found = other.ranked(other.narrow(other.public().of(Kind.DOCUMENT)))
        for edition in found.order_by(*ORDERS["relevance"])[:MOST_LOOKED_AT]:
            yield edition.record_at(search.as_of)
