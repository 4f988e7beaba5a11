"""Where quoted words stand in a text: found exactly, told apart from what is only near, and shown in context.

All offsets count characters of the text as it is, from 0, the end excluded: `text[start:end]` is the quote.
Words that are not found are never moved to a look-alike; the nearest passage is there to explain the error.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policies.text.normalise import INVISIBLE, fold, fold_with_offsets

LONGEST_SHOWN = 120  # characters of a passage that a message repeats
NEAR = 0.4  # the share of the pieces of the words that a passage must hold to be called near

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Anchor:
    """A place in a text: `text[start:end]`."""

    start: int
    end: int


def find(text: str, words: str) -> list[Anchor]:
    """Every place where the words stand, in order, overlapping ones too; white space around the words is ignored.

    Only where they stand nowhere exactly are they compared folded (case, white space, quotes and hyphens).
    The places are exact in the text as it is either way. Takes time in proportion to the text.
    """
    words = words.strip()
    exact = [Anchor(at, at + len(words)) for at in _occurrences(text, words)]
    return exact or _find_folded(text, words)


def nearest(text: str, words: str) -> Anchor | None:
    """The passage most like the words, in whole words, or None where nothing is near. For messages only."""
    folded, offsets = fold_with_offsets(text)
    place = _nearest(folded, fold(words))
    return _anchor(text, offsets, *place) if place else None


def difference(text: str, words: str) -> str:
    """A sentence that says where the nearest text is and where it first differs; empty where nothing is near."""
    near = nearest(text, words)
    if near is None or fold(passage := text[near.start : near.end]) == fold(words):
        return ""
    folded, offsets = fold_with_offsets(passage)
    wanted, wanted_offsets = fold_with_offsets(words)
    pairs = enumerate(zip(folded, wanted, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(folded), len(wanted)))
    where = f"The nearest text is at {near.start}–{near.end}: “{_shown(passage)}” and "
    if same == len(folded):
        return where + f"ends where “{_opening(words[wanted_offsets[same] :])}” is looked for."
    return where + f"differs from “{_opening(passage[_word_start(passage, offsets[same]) :])}” on."


def context(text: str, start: int, end: int, size: int = 48) -> tuple[str, str]:
    """The text just before and just after a passage, each at most `size` characters and one line end.

    Both are the text's own characters and touch the passage. Words are not cut unless nothing would be left.
    """
    before, after = text[max(0, start - size) : start], text[end : end + size]
    line_ends = [found.end() for found in _LINE_END.finditer(before)]
    first = start - len(before) + (line_ends[-2] if len(line_ends) > 1 else 0)
    line_ends = [found.start() for found in _LINE_END.finditer(after)]
    last = end + (line_ends[1] if len(line_ends) > 1 else len(after))
    first = next((at for at in range(first, start) if not _in_word(text, at)), first)
    last = next((at for at in range(last, end, -1) if not _in_word(text, at)), last)
    return text[first:start], text[end:last]


def check_spans(text_length: int, start: int, end: int, spans: Sequence[Sequence[int]]) -> str | None:
    """A sentence that says which span is wrong and why, or None: spans lie in the quote, in order, apart."""
    if not 0 <= start < end <= text_length:
        return f"The quote {start}–{end} is empty or outside the text, which has {text_length} characters."
    last = start
    for span in spans:
        if wrong := _check_span(span, start, end, last):
            return wrong
        last = span[1]
    return None


def _check_span(span: Sequence[int], start: int, end: int, last: int) -> str | None:
    """What is wrong with one span of the quote [start, end), when the span before it ends at `last`."""
    if len(span) != 2 or not all(type(offset) is int for offset in span):
        return f"The span {span} is not a pair of whole numbers: write it as [start, end]."
    first, after = span
    if first >= after:
        return f"The span {first}–{after} is empty: a span quotes at least one character."
    if first < start or after > end:
        return f"The span {first}–{after} is outside the quote, which is at {start}–{end}."
    if first < last:
        return f"The span {first}–{after} begins before {last}, where the one before it ends: put them in order, apart."
    return None


# Finding


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Where the words begin, overlapping places included.

    An overlapping place can only be a period of the words further on. To look for that rest alone keeps
    "aaaa…" in "aaaa…" from taking quadratic time.
    """
    at = text.find(words) if words else -1
    period = _period(words) if at >= 0 else 0
    while at >= 0:
        yield at
        overlapping = text.startswith(words[-period:], at + len(words))
        at = at + period if overlapping else text.find(words, at + 1)


def _period(words: str) -> int:
    """The least distance at which the words can overlap themselves (Knuth, Morris and Pratt's failure function)."""
    borders = [0]
    for character in words[1:]:
        border = borders[-1]
        while border and character != words[border]:
            border = borders[border - 1]
        borders.append(border + (character == words[border]))
    return len(words) - borders[-1]


def _find_folded(text: str, words: str) -> list[Anchor]:
    folded, offsets = fold_with_offsets(text)
    wanted = fold(words)
    places = ((at, at + len(wanted)) for at in _occurrences(folded, wanted))
    return [_anchor(text, offsets, *place) for place in places if _whole_characters(offsets, *place)]


def _whole_characters(offsets: list[int], start: int, end: int) -> bool:
    """Whether a folded place begins and ends between two characters of the source: not inside ß or ½."""
    begins = start == 0 or offsets[start - 1] != offsets[start]
    return begins and (end == len(offsets) or offsets[end - 1] != offsets[end])


def _anchor(text: str, offsets: list[int], start: int, end: int) -> Anchor:
    """A folded place as a place in the source, without white space or unseen characters after it."""
    while end < len(offsets) and offsets[end] == offsets[end - 1]:
        end += 1
    after = offsets[end] if end < len(offsets) else len(text)
    while text[after - 1].isspace() or text[after - 1] in INVISIBLE:
        after -= 1
    return Anchor(offsets[start], after)


# What is near


def _nearest(folded: str, wanted: str) -> tuple[int, int] | None:
    """The place in the folded text that shares the most pieces with the words, about equally far apart.

    A piece found at t in the text and at w in the words votes for the words to begin at t - w; places
    are counted in bands, so that words left out or put in do not split the vote. Linear, unlike difflib.
    """
    size = max(2, min(8, len(wanted) // 6))
    pieces = {wanted[w : w + size]: w for w in reversed(range(len(wanted) - size + 1))}
    hits = [(t, pieces[piece]) for t in range(len(folded)) if (piece := folded[t : t + size]) in pieces]
    band = max(4, len(wanted) // 4)
    votes: defaultdict[int, set[int]] = defaultdict(set)
    for t, w in hits:
        votes[(t - w) // band].add(w)
        votes[(t - w) // band - 1].add(w)
    best = max(votes, key=lambda key: (len(votes[key]), -key), default=0)
    if len(votes[best]) <= NEAR * len(pieces):
        return None
    start, end = _extent(folded, len(wanted), [(t, w) for t, w in hits if (t - w) // band in (best, best + 1)])
    return (start, end) if start < end else None


def _extent(folded: str, length: int, hits: list[tuple[int, int]]) -> tuple[int, int]:
    """From where the words would begin to where they would end, going by their first and last piece; whole words."""
    t, w = min(hits, key=lambda hit: hit[1])
    start = _word_start(folded, max(0, t - w))
    start += folded.startswith(" ", start)
    t, w = max(hits, key=lambda hit: hit[1])
    return start, _word_end(folded, min(len(folded), t + length - w))


# Words


def _in_word(text: str, at: int) -> bool:
    """Whether a cut at `at` would go through a word; between Chinese characters it goes through none."""
    return 0 < at < len(text) and all(side.isalnum() and side < "\u2e80" for side in text[at - 1 : at + 1])


def _word_start(text: str, at: int) -> int:
    while _in_word(text, at):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while _in_word(text, at):
        at += 1
    return at


def _shown(passage: str, longest: int = LONGEST_SHOWN) -> str:
    """A passage on one line, cut in the middle where it is long."""
    line = " ".join(passage.split())
    if len(line) <= longest:
        return line
    return line[: longest // 2].rstrip() + " … " + line[-longest // 3 :].lstrip()


def _opening(passage: str, longest: int = 40) -> str:
    """The first words of a passage, on one line."""
    line = " ".join(passage.split())
    return line if len(line) <= longest else line[: _word_start(line, longest)].rstrip() + "…"
