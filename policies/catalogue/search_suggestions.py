"""What to ask for instead where nothing public has all the words: another spelling, or fewer of them."""

from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches

from policies.catalogue.search import UP_TO, Search
from policies.catalogue.search_results import Results
from policies.choices import Kind
from policies.models.edition import Edition
from policies.models.search import SearchEntry, Word
from policies.text.tokens import Piece

SHORTEST, MOST_OTHER_LETTERS, MOST_COMPARED, MOST_TRIED, ALIKE = 4, 2, 5000, 3, 0.8
# Of more words than these, leaving out one is no great help, and costs a search for each.
MOST_LEFT_OUT = 5


def suggestion(search: Search) -> str:
    """The query with known words in place of unknown ones, if that finds something; for each word a query and one for
    each of at most MOST_TRIED others, and those of a search. No word is suggested that only withdrawn records have.
    """
    pieces = [_respelt(piece, search.as_of) for piece in search.pieces]
    if pieces == search.pieces:
        return ""
    other = Search(" ".join(map(_typed, pieces)), search.as_of)
    return other.query if other.narrow(Edition.objects.public(search.as_of)).exists() else ""


def fewer(search: Search) -> list[tuple[str, int]]:
    """The query without one of its words, or with a single one of them, and the number of records, terms not counted,
    that has: those that find any, the most first. Some queries for each word; nothing for one word or very many.
    """
    kept = [piece for piece in search.pieces if not piece.is_excluded]
    if not 1 < len(kept) <= MOST_LEFT_OUT:
        return []
    without_one = _finding(search, [[piece for piece in kept if piece is not left_out] for left_out in kept])
    return without_one or (_finding(search, [[piece] for piece in kept]) if len(kept) > 2 else [])


def _finding(search: Search, choices: list[list[Piece]]) -> list[tuple[str, int]]:
    refused = [piece for piece in search.pieces if piece.is_excluded]
    queries = dict.fromkeys(" ".join(map(_typed, (*choice, *refused))) for choice in choices)
    numbers = ((query, _number(Search(query, search.as_of))) for query in queries)
    return sorted((row for row in numbers if row[1]), key=lambda row: -row[1])


def _number(search: Search) -> int:
    return sum(number for kind, number in Results(search).counts().items() if kind != Kind.TERM)


def _respelt(piece: Piece, as_of: datetime | None) -> Piece:
    word = piece.text
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()) or piece.is_excluded:
        return piece
    alike = Word.objects.filter(text__startswith=word[0]).order_by("text").values_list("text", flat=True)
    near = [text for text in alike[:MOST_COMPARED] if abs(len(text) - len(word)) <= MOST_OTHER_LETTERS]
    # The word itself is the nearest, if it is known; whether it is must not show either.
    others = get_close_matches(word, near, MOST_TRIED, ALIKE)
    return next((replace(piece, text=other) for other in others if _is_public(other, as_of)), piece)


def _is_public(word: str, as_of: datetime | None) -> bool:
    """Whether a public record has this very word: that one has another of its stem would tell of what is not public."""
    having = SearchEntry.objects.having([[f"{level}{word}" for level in UP_TO[-1]]])
    return Edition.objects.public(as_of).filter(pk__in=having).exists()


def _typed(piece: Piece) -> str:
    """The piece as it is asked for."""
    minus, mark = "-" * piece.is_excluded, '"' * piece.is_literal
    return f"{minus}{mark}{piece.text}{mark}"
