"""How two texts differ, in words, and the first words of one. Chinese, which has no spaces, is taken by character."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A Chinese character; another word; white space; any other single character.
PIECES = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|\s+|[^\w\s]", re.DOTALL)
# Beyond this many pieces a comparison would take seconds; such texts are given whole.
MOST_PIECES = 4000


class Run(NamedTuple):
    """Some characters that both texts have, or only one of them."""

    where: Literal["both", "before", "after"]
    text: str


def compared(before: str, after: str) -> list[Run]:
    """Runs in reading order: without those of `after` they are the text before, without those of `before` the other."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    if len(old) + len(new) > MOST_PIECES and before != after:
        return [Run("before", before), Run("after", after)]
    return [run for run in _runs(old, new) if run.text]


def opening(text: str, most: int) -> str:
    """The first words of a text, each Chinese character being one; three dots say that there are more."""
    words = [found for found in PIECES.finditer(text) if found[0][0].isalnum()]
    return text if len(words) <= most else f"{text[: words[most - 1].end()]}…"


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    # Without `autojunk`: it would take a frequent word of a long text for one that says nothing.
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    before, after = "", ""
    for place, (tag, a, b, c, d) in enumerate(steps):
        same = "".join(old[a:b]) if tag == "equal" else ""
        if same and (same.strip() or place in (0, len(steps) - 1)):
            yield from (Run("before", before), Run("after", after), Run("both", same))
            before, after = "", ""
        else:
            # A space between two words that differ is no word that both have.
            before, after = before + "".join(old[a:b]), after + "".join(new[c:d])
    yield from (Run("before", before), Run("after", after))
