"""Another spelling for words that nothing public has."""

from collections.abc import Iterator
from difflib import get_close_matches

from policies.catalogue.search import Search
from policies.models.edition import Edition
from policies.models.search import Word
from policies.text.tokens import Piece

SHORTEST, MOST_OTHER_LETTERS, MOST_COMPARED, ALIKE = 4, 2, 5000, 0.8


def suggestion(search: Search) -> str:
    """The query with known words in place of unknown ones, if that finds something; at most a query for each word,
    and one to see that it does. A word that only withdrawn records have is never suggested: it finds nothing.
    """
    found = dict(_spelt(search.pieces))
    if not found:
        return ""
    words = [found.get(piece.text, piece.text) for piece in search.pieces if not piece.is_excluded]
    other = Search(" ".join(words), search.as_of)
    return other.query if other.narrow(Edition.objects.public(search.as_of)).exists() else ""


def _spelt(pieces: list[Piece]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        word = piece.text
        if len(word) >= SHORTEST and word.isascii() and word.isalpha() and not piece.is_excluded:
            alike = Word.objects.filter(text__startswith=word[0]).order_by("text").values_list("text", flat=True)
            near = [text for text in alike[:MOST_COMPARED] if abs(len(text) - len(word)) <= MOST_OTHER_LETTERS]
            if word not in near:
                yield from ((word, other) for other in get_close_matches(word, near, 1, ALIKE))
