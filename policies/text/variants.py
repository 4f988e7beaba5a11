"""Traditional characters and the simplified ones written for them: for searching and comparing, never for showing.

Character by character: a text keeps its length, so what is found in the simplified text stands at the same place in
the other. Which of several simplified characters a word would take is not asked; both sides are turned alike.
"""

from collections.abc import Callable
from functools import cache

# Ideographs, the rare ones and those kept for compatibility too; not kana and not the letters of Korea.
IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


class _Table(dict[int, str]):
    """Filled as characters come: most texts have few hundred different ones."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        simple = _converter()(character) if _is_ideograph(code) else character
        self[code] = simple if len(simple) == 1 else character
        return self[code]


@cache
def _converter() -> Callable[[str], str]:
    # Imported at the first use: reading its tables takes a tenth of a second, which no start should wait for.
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC("t2s").convert


def _is_ideograph(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


_TABLE = _Table()


def simplified(text: str) -> str:
    """The text with its traditional characters as simplified ones; of the same length."""
    return text if text.isascii() else text.translate(_TABLE)
