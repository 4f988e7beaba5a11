"""Text made comparable, and text that must not be stored.

Folding is for comparing and searching only: what is stored and shown is always the source's own characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Characters nobody sees, which pasted web pages are full of: soft hyphen, zero-width ones, byte order mark.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_SINGLE_QUOTES = "‘’‚‛′‵‹›ʼˈ`´\u1ffd"
_DOUBLE_QUOTES = "“”„‟″‶«»〝〞〟"
_HYPHENS = "‐‑‒–—―−⁃"
_PLAIN = str.maketrans(
    dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DOUBLE_QUOTES, '"') | dict.fromkeys(_HYPHENS, "-")
)
_SEEN = str.maketrans(dict.fromkeys(INVISIBLE, ""))

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 0x110000, 0x10000))
# Normalising sorts accents in quadratic time. Nothing written has this many on a letter, so they are sorted in parts.
MOST_ACCENTS = 30
_TOO_MANY_ACCENTS = re.compile(rf"(?:[^\w\s\x00-\u02ff]|[\uff9e\uff9f]){{{MOST_ACCENTS},}}")

# Korean vowels and finals, and Kirat Rai vowels: letters that nevertheless melt into the one before.
_MELTING_LETTERS = re.compile("[\u1160-\u11ff\U00016d63-\U00016d6a]")

_NEVER = re.compile("[\x00\ud800-\udfff]")
_NOT_ON_A_PAGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff" + _NONCHARACTERS + "]"
)


def fold(text: str) -> str:
    """The text as it is compared: NFKC, no case, one space for any white space, plain quotes and hyphens.

    Characters nobody sees (INVISIBLE) are left out. Folding twice changes nothing, unless a letter carries
    more accents than MOST_ACCENTS. Takes time in proportion to the length of the text.
    """
    seen = text.translate(_SEEN)
    if _TOO_MANY_ACCENTS.search(seen):
        return fold_with_offsets(seen)[0]
    return " ".join(_fold_characters(seen).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index in `text` of the character it came from.

    Characters that fold together (a letter and its accents) all carry the index of the first of them.
    The indices never decrease. Takes time in proportion to the length of the text.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        for character in _fold_cluster(cluster):
            if character != " " or (folded and folded[-1] != " "):
                folded.append(character)
                offsets.append(start)
    if folded and folded[-1] == " ":
        folded.pop()
        offsets.pop()
    return "".join(folded), offsets


def refuse_unstorable(text: str, *, strict: bool = True) -> str | None:
    """A sentence naming the first character that no database or page should take, or None.

    `strict=False` is for snapshots, which keep what their source has: only NUL and lone surrogates,
    which no database can hold, are refused then.
    """
    found = (_NOT_ON_A_PAGE if strict else _NEVER).search(text)
    if not found:
        return None
    character = found.group()
    return (
        f"Character {found.start()} (counted from 0) is U+{ord(character):04X}, {_what_it_is(character)}, "
        "which cannot be kept: remove it."
    )


def _fold_characters(text: str) -> str:
    """NFKC, no case, plain quotes and hyphens; white space still as it comes out of NFKC."""
    composed = unicodedata.normalize("NFKC", text.translate(_PLAIN))
    # Taking away case can take letters apart again (ΐ), hence the second time.
    return unicodedata.normalize("NFKC", composed.casefold()).translate(_PLAIN)


def _fold_cluster(cluster: str) -> str:
    """A cluster folded, with a space for each character of white space in it."""
    return _fold_alone(cluster) if len(cluster) == 1 else _with_spaces(_fold_characters(cluster))


@lru_cache(maxsize=8192)
def _fold_alone(character: str) -> str:
    return _with_spaces(_fold_characters(character))


def _with_spaces(folded: str) -> str:
    return "".join(" " if character.isspace() else character for character in folded)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """The text in the smallest pieces that fold on their own, each with where it begins."""
    start, cluster, accents = 0, "", 0
    for index, character in enumerate(text):
        if character in INVISIBLE:
            continue
        first = _first_part(character)
        accents = accents + 1 if unicodedata.combining(first) else 0
        if cluster and (not _joins_the_one_before(first) or accents > MOST_ACCENTS):
            yield start, cluster
            cluster, accents = "", 0
        if not cluster:
            start = index
        cluster += character
    if cluster:
        yield start, cluster


@lru_cache(maxsize=8192)
def _first_part(character: str) -> str:
    return unicodedata.normalize("NFKD", character)[0]


@lru_cache(maxsize=8192)
def _joins_the_one_before(first: str) -> bool:
    """Whether normalising could melt a character that begins so into the one before: accents, vowel signs, jamo."""
    return unicodedata.category(first)[0] == "M" or bool(_MELTING_LETTERS.match(first))


def _what_it_is(character: str) -> str:
    if character == "\x00":
        return "the NUL character"
    kind = {"Cc": "a control character", "Cn": "no character of Unicode", "Cs": "half a character (a lone surrogate)"}
    return kind.get(unicodedata.category(character)) or f"{unicodedata.name(character)} (turns the direction of text)"
