"""How Chinese names are read, in Latin letters. Asked at publication only: the dictionary is large."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from policies.text.normalise import fold
from policies.text.tokens import LONGEST_WORD
from policies.text.variants import IDEOGRAPHS, simplified

# Before every token of a reading, so that no English word is taken for one.
MARK = "~"
# Fewer letters would be the beginning of too many names: they must be a whole one, such as swb.
SHORTEST_BEGINNING = 4
_CHINESE = re.compile(f"[{IDEOGRAPHS}]+")
_RUN = re.compile(rf"[{IDEOGRAPHS}]+|[^\W{IDEOGRAPHS}]+")
# Words of policy whose characters have several readings, of which the dictionary knows another one.
_WORDS = {"长效": [["cháng"], ["xiào"]]}


@cache
def _reader() -> Callable[..., list[str]]:
    # A quarter of a second, which neither a start nor a reader should wait for.
    from pypinyin import lazy_pinyin, load_phrases_dict  # noqa: PLC0415

    load_phrases_dict(_WORDS)
    return lazy_pinyin


def syllables(name: str) -> list[str]:
    """The syllables of the Chinese characters of a name: 商务部 is shang, wu, bu."""
    chinese = "".join(_CHINESE.findall(simplified(name)))
    return [syllable for syllable in _reader()(chinese) if syllable.isascii()] if chinese else []


# An edition is often renewed with the title it had.
@lru_cache(maxsize=4096)
def order_key(title: str) -> str:
    """What puts titles in the order of a Chinese dictionary when compared by code point.

    Character by character: by its syllable, its tone, itself, so that titles that begin alike stand together. Digits
    come first, Latin letters stand among the syllables, and punctuation counts for nothing.
    """
    return "".join(_read_in_order(run) if _CHINESE.match(run) else f"{run} " for run in _RUN.findall(fold(title)))


def _read_in_order(run: str) -> str:
    # Style 8 of the library: the tone behind its syllable. One reading for each character: itself where there is none.
    readings = _reader()(simplified(run), style=8, neutral_tone_with_five=True, errors=list)
    # ü stands right after u: the colon is before all letters and behind all digits.
    return "".join(f"{reading.replace('v', 'u:')}{character}" for reading, character in zip(readings, run, strict=True))


def tokens(read: list[str]) -> set[str]:
    """What a name of these syllables is found by: all of them in one and their first letters, from any of them on.

    None is longer than LONGEST_WORD: of a long name only the beginning is looked at, as `asked` does.
    """
    ends = [read[start:] for start in range(len(read) - 1)]
    whole = {_token("".join(end)) for end in ends}
    return whole | {_token("".join(syllable[0] for syllable in end)) for end in ends}


def asked(words: list[str]) -> str:
    """What to look for among readings, if these words can be one: shang wu bu, shangwubu, swb; else nothing."""
    joined = "".join(words).replace("'", "")
    return _token(joined) if joined.isascii() and joined.isalpha() and len(joined) > 1 else ""


def _token(letters: str) -> str:
    return (MARK + letters)[:LONGEST_WORD]
