"""English words without their endings, so that subsidies and subsidy are one."""

from functools import cache, lru_cache
from typing import Any


@cache
def _stemmer() -> Any:
    # Imported at the first use, for a start needs none.
    import snowballstemmer  # noqa: PLC0415

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What a folded word shares with its other forms; a word that is not written in plain letters stays as it is."""
    return _stemmer().stemWord(word) if word.isascii() and word.isalpha() else word
