"""A text cut into paragraphs and sentences, and the sentences that nothing cites.

Spans are [start, end) in characters of the text, in order, and never overlap.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

Span = tuple[int, int]

_CLOSERS = "\"'”’»)\\]}）］」』】〕》〉"
_STOPS = ".!?。！？｡"
_LINE = re.compile(r"[^\r\n]+")
# What an excerpt leaves out: three dots as one character or as three, in brackets or not.
_GAP = re.compile(r"[\[(（［【〔]?(?:…+|\.{3,6})[\])）］】〕]?")
_STOP = re.compile(rf"(?P<stop>[{_STOPS}]+)(?P<closers>[{_CLOSERS}]*)(?P<space>\s*)")
_LAST_STOP = re.compile(rf"[{_STOPS}…][{_CLOSERS}]*")
_OPENERS = "\"'“‘«([（［「『【〔《〈"

# Abbreviations before which a sentence does not end: never, or not where a number follows.
_TITLES = {"mr", "mrs", "ms", "dr", "prof", "st", "gen", "messrs", "e.g", "i.e", "cf", "vs", "viz", "approx"}
_BEFORE_NUMBERS = {"no", "nos", "art", "arts", "fig", "figs", "vol", "p", "pp", "ch", "sec", "para", "ed", "c", "ca"}
_BEFORE_NUMBERS |= {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
# Abbreviations that may end a sentence: then one of these words opens the next.
_MAY_END = {"etc", "inc", "ltd", "co", "corp", "jr", "sr", "a.m", "p.m", "al"}
_OPENING_WORDS = re.compile(
    r"(?:The|This|These|That|Those|It|Its|In|On|At|A|An|As|By|For|From|He|She|They|We|If|However|Moreover|But|And)\b"
)
_ITEM = re.compile(r"\(\w{1,4}\) ")
_ENUMERATOR = re.compile(r"\(?(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]+")


def paragraphs(text: str) -> list[Span]:
    """The lines that are not blank, without their line ends."""
    return [found.span() for found in _LINE.finditer(text) if not found.group().isspace()]


def sentences(text: str) -> list[Span]:
    """The sentences of running text, English or Chinese, with their stop and the quotes and brackets it closes.

    Only a line that ends as a sentence does is running text: titles, dates and lists of keywords are not.
    """
    return [span for start, end in paragraphs(text) for span in _sentences_of_line(text, start, end)]


def uncovered(sentences: Iterable[Span], cited: Iterable[Span]) -> list[Span]:
    """The sentences of which no cited span holds any character, in the order given."""
    spans = sorted(span for span in cited if span[0] < span[1])
    starts = [start for start, _ in spans]
    # The furthest end among the spans that begin no later than this one.
    furthest = list(accumulate((end for _, end in spans), max))
    missing = []
    for start, end in sentences:
        before = bisect_left(starts, end)
        if before == 0 or furthest[before - 1] <= start:
            missing.append((start, end))
    return missing


@dataclass(frozen=True)
class Coverage:
    """The sentences of a text: all of them, those neither cited nor excused, those excused and not cited."""

    sentences: list[Span]
    bare: list[Span]
    excused: list[Span]

    @property
    def cited(self) -> int:
        return len(self.sentences) - len(self.bare) - len(self.excused)


def coverage_of(text: str, cited: Iterable[Span], excused: Iterable[Span]) -> Coverage:
    """How far the spans cover the sentences of the text. One that is cited needs no excuse."""
    spans = sentences(text)
    uncited = uncovered(spans, cited)
    bare = uncovered(uncited, excused)
    left = set(bare)
    return Coverage(spans, bare, [span for span in uncited if span not in left])


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    line = text[start:end].rstrip()
    if not _ends_as_a_sentence(line) or _GAP.fullmatch(line.strip()):
        return
    first = len(line) - len(line.lstrip())
    for found in _STOP.finditer(line):
        if found.end() == len(line) or _is_end(line, first, found):
            yield start + first, start + found.end("closers")
            first = found.end()
    if first < len(line):
        yield start + first, start + len(line)


def _ends_as_a_sentence(line: str) -> bool:
    return bool(_LAST_STOP.fullmatch(line[len(line.rstrip(_CLOSERS.replace("\\", ""))) - 1 :]))


def _is_end(line: str, first: int, found: re.Match[str]) -> bool:
    """Whether the stop found inside a line ends the sentence that begins at `first`."""
    following = line[found.end() : found.end() + 12]
    rest = following.lstrip(_OPENERS)
    if found["stop"][-1] in "。！？｡":
        return not _goes_on(following[:1], found["closers"])
    if not found["space"] or (rest[:1].islower() and not _ITEM.match(following)):
        return False
    if found["stop"] != "." or found["closers"]:
        return True
    return not _ENUMERATOR.fullmatch(line, first, found.end("stop")) and not _is_abbreviation(
        line[max(first, found.start() - 12) : found.start()], rest
    )


def _goes_on(following: str, closers: str) -> bool:
    """Whether a Chinese sentence goes on after a stop: in a title 《…！》, or with a comma after the quote."""
    return closers[-1:] in ("》", "〉") or following in tuple("，、；：,;:)）")


def _is_abbreviation(before: str, rest: str) -> bool:
    """Whether the full stop between the two belongs to an abbreviation and ends no sentence."""
    words = re.split(r"[\s(\[（“\"']", before)
    word = words[-1].lower()
    if word in _TITLES:
        return True
    if word in _BEFORE_NUMBERS:
        return rest[:1].isdigit()
    initials = re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", words[-1])
    return bool(initials or word in _MAY_END) and not _OPENING_WORDS.match(rest)
