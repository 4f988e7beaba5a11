"""What a search found in a text: which characters, and how they answer what was typed."""

from dataclasses import dataclass
from enum import StrEnum

from policies.text.parts import Part


class Way(StrEnum):
    """How words answer a piece of a query: as it stands, with another ending or hyphen, inside a word, as its words
    apart, as another name of it, or as a Chinese name that is read so.
    """

    EXACT = "exact"
    FORM = "form"
    INSIDE = "inside"
    APART = "apart"
    SYNONYM = "synonym"
    READING = "reading"


# What does not stand there as it was typed and so has to be explained.
OTHER_NAMES = (Way.SYNONYM, Way.READING)


@dataclass(frozen=True)
class Mark:
    """Characters of a text that answer a piece of the query, and how."""

    start: int
    end: int
    way: Way
    piece: str


@dataclass(frozen=True)
class Run:
    """Characters that are marked alike, or not at all."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Reason:
    """A part of a record with its marks; of a long one what stands around the first."""

    part: Part
    runs: list[Run]
    # Of a quote, whether what was found stands around its key words, in what it may share with other records.
    is_around: bool = False

    @property
    def others(self) -> list[Mark]:
        """The marks to explain, one for each piece."""
        marks = [run.mark for run in self.runs if run.mark and run.mark.way in OTHER_NAMES]
        return list({mark.piece: mark for mark in marks}.values())
