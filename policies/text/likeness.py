"""Which of many titles are alike: found by the rarest parts they share, so that not every two are compared."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from policies.text.normalise import fold
from policies.text.numbers import with_normal_numbers
from policies.text.variants import simplified

Name = TypeVar("Name", bound=Hashable)
# How much two titles must share, of all the parts that either has.
ALIKE = 0.7
AT_LEAST = 3
# A part that more titles than this have tells none of them from the others.
MOST_IN_COMMON = 200
# Shorter ones are alike by chance.
SHORTEST = 8


@lru_cache(maxsize=65536)
def comparable(text: str) -> str:
    """The text as titles and names are compared: letters and digits, one case, simplified characters."""
    plain = with_normal_numbers(simplified(fold(text)))
    return "".join(character for character in plain if character.isalnum())


@lru_cache(maxsize=65536)
def parts(text: str) -> frozenset[str]:
    """Every three letters of a comparable text that follow each other; of Chinese, which says more in less, two."""
    length = 3 if text.isascii() else 2
    return frozenset(text[start : start + length] for start in range(len(text) - length + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """What two share, of all that either has: from 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def alike(texts: Mapping[Name, str]) -> Iterator[tuple[Name, Name, float]]:
    """Every two names whose comparable texts are alike and not the same, with how much."""
    cut = {name: parts(text) for name, text in texts.items() if len(text) >= SHORTEST}
    seen_in = Counter(part for found in cut.values() for part in found)
    having: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(cut, key=lambda name: len(cut[name])):
        telling = _telling(cut[name], seen_in)
        sharing = Counter(chain.from_iterable(having[part] for part in telling))
        for other in (other for other, times in sharing.items() if times >= AT_LEAST):
            share = likeness(cut[name], cut[other])
            if share >= ALIKE and texts[name] != texts[other]:
                yield other, name, share
        for part in telling:
            having[part].append(name)


def _telling(found: frozenset[str], seen_in: Counter[str]) -> list[str]:
    """The rarest parts of a text: so many that whatever is like it shares AT_LEAST of them."""
    rarest = sorted(found, key=lambda part: (seen_in[part], part))
    needed = len(rarest) - math.ceil(ALIKE * len(rarest)) + AT_LEAST
    return [part for part in rarest[:needed] if seen_in[part] <= MOST_IN_COMMON]
