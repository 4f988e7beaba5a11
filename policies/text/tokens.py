"""What a record is searched in, and what is looked for in it: both folded alike, so that one contains the other."""

import re

from policies.text.normalise import fold
from policies.text.numbers import normalise_number, with_normal_numbers

MOST_PIECES = 16
LONGEST_PIECE = 200  # characters
LONGEST_QUERY = 5_000  # characters; what comes after is not looked at

# No folded text and no piece of a query holds a line end, so nothing is found across two parts.
SEPARATOR = "\n"

_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def search_text(*parts: str) -> str:
    """The text in which a record is searched: its parts folded, document numbers in their normal form."""
    folded = (with_normal_numbers(fold(part)) for part in parts)
    return SEPARATOR.join(part for part in folded if part)


def search_words(query: str) -> list[str]:
    """The pieces that a record's search text must all contain: words, and "phrases in quotation marks" whole.

    Any text is a query; none is an error. At most MOST_PIECES, each of at most LONGEST_PIECE characters,
    none twice, none empty, none with a character that a database refuses.
    """
    asked = _UNSTORABLE.sub(" ", query[:LONGEST_QUERY])
    found = _PIECE.finditer(with_normal_numbers(fold(asked)))
    pieces = (normalise_number((piece[1] or piece[2] or "")[:LONGEST_PIECE]) for piece in found)
    return list(dict.fromkeys(piece for piece in pieces if piece))[:MOST_PIECES]
