"""What a text is found by: its tokens, and the pieces of a query with the tokens they ask for.

A token is a word, a Chinese character, or two Chinese characters that stand together. Both sides are folded alike,
so that a piece of a query is found wherever the folded text contains it: see `Lookup`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from policies.text.normalise import fold
from policies.text.numbers import normalise_number, with_normal_numbers
from policies.text.variants import IDEOGRAPHS, simplified

MOST_PIECES = 16
LONGEST_PIECE = 200  # characters
LONGEST_QUERY = 5_000  # characters; what comes after is not looked at
# A word of fewer letters is found where it stands as a word; one of more also inside another.
SHORTEST_INSIDE = 3
# Words that join others, of which a text is full whatever it says.
SMALL_WORD = re.compile("a|an|and|are|as|at|be|by|for|from|in|into|is|it|its|of|on|or|that|the|this|to|was|were|with")
# Longer words are kept in overlapping parts, so that any run of half as many letters lies whole in one of them.
LONGEST_WORD = 64

# No folded text and no piece of a query holds a line end, so nothing is found across two parts.
SEPARATOR = "\n"

_MINUS = "\ue000"  # of private use, and taken out of what is typed
_MINUS_TYPED = re.compile("(?<!\\S)[-\u2212\ufe63\uff0d](?=[^\\s\u2212\ufe63\uff0d-])")
_PIECE = re.compile(rf'({_MINUS}?)(?:"([^"]*)"|([^\s"{_MINUS}]+))')
# What stands between words in writing, and is looked for only in quotation marks.
_BETWEEN = re.compile(r"[,;:!?()<>/|&=。、《》〈〉「」『』【】…·]+")
_UNSTORABLE = re.compile(f"[\x00\ud800-\udfff{_MINUS}]")
_LETTER = rf"[^\W_{IDEOGRAPHS}]"
RUN = re.compile(rf"[{IDEOGRAPHS}]+|{_LETTER}+")
# The brackets of a year belong to a document number.
_BARE = re.compile(rf"[〔〕]|{RUN.pattern}")
# Begun only where a word begins: a word of a hundred thousand letters is read once.
_COMPOUND = re.compile(rf"(?<!{_LETTER}){_LETTER}+(?:-{_LETTER}+)+")


@dataclass(frozen=True)
class Piece:
    """Something asked for: a word, or a phrase in quotation marks, which is taken literally; or what must not be."""

    text: str
    is_literal: bool = False
    is_excluded: bool = False


@dataclass(frozen=True)
class Lookup:
    """How a piece is found: the text has all `tokens`, for each of `insides` a word that contains it, and, where
    there is a `check`, contains that. Whatever contains the piece is found; with the check, nothing else is.
    """

    tokens: tuple[str, ...]
    insides: tuple[str, ...] = ()
    check: str = ""


def comparable(text: str) -> str:
    """The text as it is searched: folded, simplified characters, document numbers in their normal form."""
    return _short(text) if len(text) <= LONGEST_PIECE else _comparable(text)


def _comparable(text: str) -> str:
    return with_normal_numbers(simplified(fold(text)))


# Names of terms and agencies stand in very many records. Long texts are not kept: anybody can send some as a query.
_short = lru_cache(maxsize=8192)(_comparable)


def search_text(*parts: str) -> str:
    """The text in which a record is searched: its parts as they are searched, each on a line."""
    return SEPARATOR.join(found for found in map(comparable, parts) if found)


def words(text: str) -> set[str]:
    """The words of a comparable text, and those with hyphens also in one: e, commerce, ecommerce."""
    found = {run for run in RUN.findall(text) if not _is_chinese(run)}
    found |= {compound.replace("-", "") for compound in _COMPOUND.findall(text)}
    return {part for word in found for part in _parts(word)}


def tokens(text: str) -> set[str]:
    """All that a comparable text is found by."""
    return words(text).union(*(chain for run in RUN.findall(text) if _is_chinese(run) for chain in _pairs(run)))


def _pairs(run: str) -> tuple[set[str], set[str]]:
    return set(run), {run[start : start + 2] for start in range(len(run) - 1)}


def _parts(word: str) -> Iterator[str]:
    half = LONGEST_WORD // 2
    yield from (word[start : start + LONGEST_WORD] for start in range(0, max(1, len(word) - half), half))


def _is_chinese(run: str) -> bool:
    return not run[0].isascii() and bool(re.match(f"[{IDEOGRAPHS}]", run))


def is_word(token: str) -> bool:
    """Whether a token is no Chinese character or pair of them."""
    return not _is_chinese(token)


def is_chinese(text: str) -> bool:
    """Whether the text is written in Chinese characters alone."""
    found = RUN.fullmatch(text)
    return bool(found) and _is_chinese(text)


def name_token(name: str) -> str:
    """What a name is found by as a whole; the name is comparable."""
    return blake2b(name.encode(), digest_size=8).hexdigest()


def pieces(query: str) -> list[Piece]:
    """What a query asks for: words, "phrases in quotation marks", and -what must not be there.

    Any text is a query; none is an error. At most MOST_PIECES, each of at most LONGEST_PIECE characters, none twice,
    each with a letter or a digit, none with a character that a database refuses.
    """
    asked = _MINUS_TYPED.sub(_MINUS, _UNSTORABLE.sub(" ", query[:LONGEST_QUERY]))
    # One character can fold to eighteen.
    folded = comparable(asked)[:LONGEST_QUERY]
    found = (piece for match in _PIECE.finditer(folded) for piece in _of_match(match))
    return list(dict.fromkeys(piece for piece in found if RUN.search(piece.text)))[:MOST_PIECES]


def _of_match(match: re.Match[str]) -> Iterator[Piece]:
    minus, phrase, typed = match.groups()
    if phrase is not None:
        yield Piece(normalise_number(phrase.strip()[:LONGEST_PIECE]), is_literal=True, is_excluded=bool(minus))
        return
    for part in _BETWEEN.split(normalise_number(typed)):
        yield Piece(_bare(part[:LONGEST_PIECE]), is_excluded=bool(minus))


def _bare(part: str) -> str:
    """Without what a word has around it in writing, such as a full stop or a lonely quotation mark."""
    found = [match.span() for match in _BARE.finditer(part)]
    return part[found[0][0] : found[-1][1]] if found else ""


def lookup(text: str, *, whole_words: bool = False) -> Lookup:
    """How a comparable text is found. With `whole_words` no word at its ends is a part of another."""
    runs = list(RUN.finditer(text))
    chinese = [token for run in runs if _is_chinese(run.group()) for token in _asked(run.group())]
    letters = [run for run in runs if not _is_chinese(run.group())]
    at_an_end = [run for run in letters if not whole_words and (run.start() == 0 or run.end() == len(text))]
    exact = [run.group()[:LONGEST_WORD] for run in letters if run not in at_an_end]
    is_plain = len(runs) == 1 and runs[0].group() == text and len(text) <= (2 if chinese else LONGEST_WORD // 2)
    if is_plain and at_an_end and len(text) < SHORTEST_INSIDE:
        return Lookup((text,))
    inside = [run.group()[: LONGEST_WORD // 2] for run in at_an_end if len(run.group()) >= SHORTEST_INSIDE]
    return Lookup((*chinese, *exact), tuple(inside), "" if is_plain else text)


def _asked(run: str) -> Iterable[str]:
    return [run] if len(run) == 1 else dict.fromkeys(run[start : start + 2] for start in range(len(run) - 1))
