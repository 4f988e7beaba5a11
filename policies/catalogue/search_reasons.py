"""Why a query finds a record or a sentence: the parts that answer it, with the words marked to the character."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Any

from policies.catalogue.search import Search
from policies.catalogue.search_words import Wanted
from policies.text import pinyin
from policies.text.found import OTHER_NAMES, Mark, Reason, Run, Way
from policies.text.normalise import fold_with_offsets
from policies.text.numbers import find_numbers
from policies.text.parts import QUOTE, Part, parts
from policies.text.tokens import RUN, SHORTEST_INSIDE, SMALL_WORD, is_chinese
from policies.text.variants import simplified

# A longer text is shown around its first mark.
LONGEST_SHOWN, BEFORE_THE_MARK = 260, 90
MOST_REASONS = 3
_NOT_IN_A_WORD, _END_OF_A_WORD = r"(?<![^\W_])", r"(?![^\W_])"


class Marker:
    """Finds in any text what answers a query."""

    def __init__(self, search: Search) -> None:
        finders = [_Finder(row) for row in search.asked]
        # Small words are in nearly every text: beside words that tell more they are looked for, but not marked.
        self.finders = [finder for finder in finders if not finder.is_small] or finders
        self.together = search.together
        self.query = " ".join(finder.piece for finder in finders)

    def marks(self, text: str, readings: Mapping[str, list[str]] | None = None) -> list[Mark]:
        """In the order of the text; those of different pieces may overlap."""
        folded, offsets = fold_with_offsets(text)
        folded, ends = simplified(folded), [*offsets, len(text.rstrip())]
        found = [mark for finder in self.finders for mark in finder.marks(text, folded, ends)]
        if syllables := (readings or {}).get(text):
            found += self._read(text, pinyin.tokens(syllables))
        return sorted(found, key=lambda mark: (mark.start, -mark.end))

    def _read(self, text: str, tokens: set[str]) -> Iterator[Mark]:
        clauses = [(finder.piece, clause) for finder in self.finders for clause in finder.readings]
        for piece, clause in [*clauses, *([(self.query, self.together)] if self.together else [])]:
            if tokens.intersection(clause.said):
                yield Mark(0, len(text), Way.READING, piece)

    def excerpt(self, text: str, marks: list[Mark]) -> list[Run]:
        """The text, or what stands around the first mark of a long one."""
        first = marks[0].start if marks else 0
        if len(text) <= LONGEST_SHOWN:
            return list(_runs(text, 0, len(text), marks))
        start = _word_start(text, first - BEFORE_THE_MARK) if first > BEFORE_THE_MARK else 0
        end = _word_end(text, max(start + LONGEST_SHOWN, marks[0].end if marks else 0))
        opening, closing = [Run("… ")] if start else [], [Run(" …")] if end < len(text) else []
        return [*opening, *_runs(text, start, end, marks), *closing]

    def reasons(self, record: Mapping[str, Any], heading: str = "", readings: str = "") -> list[Reason]:
        """The best parts that together answer what the heading does not, as far as MOST_REASONS show it.

        Where it answers all, the first quote that answers any of it: what the record rests on.
        """
        read = _syllables(readings)
        missing = self._all() - {mark.piece for mark in self.marks(heading, read)}
        others = [(part, self.marks(part.text, read)) for part in parts(record) if part.text != heading]
        # The words themselves before other names of them, what is its own before what stands around; else in the order
        # of the parts.
        others.sort(key=lambda row: (all(mark.way in OTHER_NAMES for mark in row[1]), _is_around(*row)))
        found: list[Reason] = []
        for part, marks in others:
            here = {mark.piece for mark in marks} & missing
            if here and len(found) < MOST_REASONS:
                found.append(self._reason(part, marks))
                missing -= here
        quotes = (row for row in others if row[0].level == QUOTE and row[1])
        return found or [self._reason(part, marks) for part, marks in islice(quotes, 1)]

    def _reason(self, part: Part, marks: list[Mark]) -> Reason:
        return Reason(part, self.excerpt(part.text, marks), _is_around(part, marks))

    def heading(self, text: str, readings: str = "") -> list[Run]:
        """The whole text with its marks."""
        return list(_runs(text, 0, len(text), self.marks(text, _syllables(readings))))

    def _all(self) -> set[str]:
        return {finder.piece for finder in self.finders} | ({self.query} if self.together else set())


def _is_around(part: Part, marks: list[Mark]) -> bool:
    """Whether these marks are all outside the key words of a quote."""
    return part.level == QUOTE and not any(part.is_own(mark.start, mark.end) for mark in marks)


def _syllables(readings: str) -> dict[str, list[str]]:
    """The syllables of each Chinese name, as a search entry has them."""
    return {name: syllables for name, *syllables in (line.split("\t") for line in readings.splitlines())}


class _Finder:
    """What answers one piece, as an expression over folded text."""

    def __init__(self, row: Wanted) -> None:
        self.piece = row.piece.text
        self.is_small = bool(SMALL_WORD.fullmatch(self.piece)) and not row.piece.is_literal
        self.readings = [clause for clause in row.wide if clause.way == Way.READING]
        clauses = [clause for clause in (*row.near, *row.wide) if clause.way != Way.READING]
        # The longest first: of two that begin at the same place it says more.
        said = sorted({(word, clause.way) for clause in clauses for word in clause.said}, key=_longest_first)
        self.ways = [way for _word, way in said]
        self.expression = re.compile("|".join(f"({_pattern(word, way)})" for word, way in said))

    def marks(self, text: str, folded: str, ends: list[int]) -> Iterator[Mark]:
        if "〔" in self.piece or "〕" in self.piece:
            numbers = ((start, end) for start, end, normal in find_numbers(text) if self.piece in normal)
            yield from (Mark(start, end, Way.EXACT, self.piece) for start, end in numbers)
        for match in self.expression.finditer(folded):
            way = self.ways[(match.lastindex or 1) - 1]
            yield Mark(ends[match.start()], _end(ends, match.end() - 1), way, self.piece)


def _end(ends: list[int], last: int) -> int:
    """Where the character ends in the text of which this folded one is: of one that folds to several, such as ½, the
    whole is marked.
    """
    return next(ends[after] for after in range(last + 1, len(ends)) if ends[after] > ends[last])


def _longest_first(entry: tuple[str, Way]) -> tuple[int, str, str]:
    return -len(entry[0]), entry[0], entry[1]


def _pattern(word: str, way: Way) -> str:
    pattern = re.escape(word)
    if RUN.fullmatch(word) and not is_chinese(word):
        pattern = "-?".join(map(re.escape, word))
    is_whole = way in (Way.FORM, Way.SYNONYM) or len(word) < SHORTEST_INSIDE
    return f"{_NOT_IN_A_WORD}{pattern}{_END_OF_A_WORD}" if is_whole and not is_chinese(word) else pattern


def _runs(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Run]:
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = {start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)}
    last: Run | None = None
    for first, after in pairwise(sorted(edges)):
        mark = next((mark for mark in inside if mark.start <= first and after <= mark.end), None)
        run = Run(text[first:after], mark)
        # What two marks share, or one ends in another, is one run to the reader.
        if last and last.mark and mark and last.mark.way == mark.way:
            run = Run(last.text + run.text, last.mark)
        elif last:
            yield last
        last = run
    if last:
        yield last


def _word_start(text: str, place: int) -> int:
    """Where the word around this place begins; in Chinese any place will do."""
    space = text.rfind(" ", max(0, place - 20), place)
    return space + 1 if space >= 0 else max(0, place)


def _word_end(text: str, place: int) -> int:
    space = text.find(" ", place, place + 20)
    return space if space >= 0 else min(place, len(text))
