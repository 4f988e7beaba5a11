"""How Chinese names are read, in Latin letters without tones. Asked at publication only: the dictionary is large."""

import re
from collections.abc import Callable
from functools import cache

from policies.text.tokens import LONGEST_WORD
from policies.text.variants import IDEOGRAPHS, simplified

# Before every token of a reading, so that no English word is taken for one.
MARK = "~"
# Fewer letters would be the beginning of too many names: they must be a whole one, such as swb.
SHORTEST_BEGINNING = 4
_CHINESE = re.compile(f"[{IDEOGRAPHS}]+")


@cache
def _reader() -> Callable[[str], list[str]]:
    # A quarter of a second, which neither a start nor a reader should wait for.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return lazy_pinyin


def syllables(name: str) -> list[str]:
    """The syllables of the Chinese characters of a name: 商务部 is shang, wu, bu."""
    chinese = "".join(_CHINESE.findall(simplified(name)))
    return [syllable for syllable in _reader()(chinese) if syllable.isascii()] if chinese else []


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
