"""APA style, seventh edition: reports (10.4), parts of them (10.3), web pages (10.16), data sets (10.9), laws (11.5).

Titles of works that stand alone are italic; what we put in square brackets, and Chinese, is not (9.22).
"""

import re
from collections.abc import Iterable

from policies.catalogue.bibliography import words
from policies.catalogue.bibliography.entry import ARTICLE, LAW, LIST, PART, Entry
from policies.catalogue.bibliography.issued import Issued, Parts
from policies.catalogue.bibliography.words import MONTHS, term

# A piece of text, and whether it is italic.
Piece = tuple[str, bool]
MOST_AUTHORS = 20
STOPS = (".", "?", "!", "…", "。", "？", "！")


def apa(entry: Entry) -> list[Piece]:
    """The reference, piece by piece."""
    authors = authors_of(entry)
    if entry.type is LAW:
        # A law is cited by its name: who passed it goes without saying.
        parts = [[*_title(entry), (f"{', ' if entry.number else ''}{entry.number} {_date(entry)}", False)]]
    elif authors:
        parts = [[(authors, False)], [(_date(entry), False)], _title(entry)]
    else:
        parts = [_title(entry), [(_date(entry), False)]]
    return joined([*parts, *_whole(entry), [(_address(entry), False)]])


def joined(parts: Iterable[list[Piece]]) -> list[Piece]:
    """The parts with a full stop after each but the last, and no second one."""
    found: list[Piece] = []
    for part in parts:
        if found:
            found.append((" " if found[-1][0].endswith(STOPS) else ". ", False))
        found += part
    return found


def authors_of(entry: Entry) -> str:
    names = [*entry.authors, *filter(None, [words.unnamed(entry)])]
    if len(names) > MOST_AUTHORS:
        return f"{', '.join(names[: MOST_AUTHORS - 1])}, … {names[-1]}"
    return ", & ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def _title(entry: Entry) -> list[Piece]:
    title = (entry.title, _is_italic(entry, entry.title) and entry.type not in (PART, ARTICLE))
    number = f" {_number(entry)}" if entry.number and entry.type not in (PART, LAW) else ""
    kind = f" {term(entry, 'data set')}" if entry.type is LIST else ""
    return [title, *((text, False) for text in (number, kind) if text)]


def _is_italic(entry: Entry, title: str) -> bool:
    return entry.tongue == "en" and not title.startswith("[")


def _number(entry: Entry) -> str:
    return f"({' '.join(filter(None, [entry.genre, entry.number]))})"


def _whole(entry: Entry) -> list[list[Piece]]:
    """What the work is a part of, and where it stands here."""
    edition = f" ({words.edition(entry)})" if entry.edition else ""
    whole = [(term(entry, "in"), False), (entry.container, _is_italic(entry, entry.container))]
    if entry.type is ARTICLE:
        return [[*whole, (edition, False)]]
    here = [(f"{entry.site}{edition}", False)]
    if entry.type is PART:
        return [[*whole, *([(f" {_number(entry)}", False)] if entry.number else [])], here]
    return [here]


def _address(entry: Entry) -> str:
    if entry.issued:
        return entry.address
    at = entry.published
    return term(entry, "retrieved", day=words.day(entry.tongue, (at.year, at.month, at.day))) + entry.address


def _date(entry: Entry) -> str:
    return f"({said(entry, entry.issued) if entry.issued else term(entry, 'no date')})"


def said(entry: Entry, issued: Issued) -> str:
    """The date within its brackets, the whole of it as far as it is known (9.14)."""
    if issued.open_side:
        return words.open_date(entry, issued)
    first, *last = (_year_first(entry, parts) for parts in issued.parts)
    ends = [first, *(_without_shared(first, text) for text in last)]
    return f"{term(entry, 'circa') if issued.doubt else ''}{'–'.join(ends)}"


def _without_shared(first: str, last: str) -> str:
    """The last day of a range without the year, or year and month, that the first has too: November 1–10."""
    for pattern in (r"\d+, [A-Z][a-z]+ (?=\d)", r"\d+, "):
        found = re.match(pattern, last)
        if found and first.startswith(found[0]):
            return last[found.end() :]
    return last


def _year_first(entry: Entry, parts: Parts) -> str:
    if entry.tongue == "zh":
        return words.day("zh", parts)
    rest = " ".join([MONTHS[parts[1] - 1], *map(str, parts[2:])]) if len(parts) > 1 else ""
    return ", ".join(filter(None, [str(parts[0]), rest]))
