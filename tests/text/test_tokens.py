"""What a record is searched in, and the pieces of a query that must all be in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.tokens import LONGEST_PIECE, MOST_PIECES, SEPARATOR, search_text, search_words
from tests.text.article import ARTICLE
from tests.text.test_numbers import STYLES


def finds(query, *parts):
    return all(piece in search_text(*parts) for piece in search_words(query))


def test_the_search_text_is_folded_and_its_parts_are_kept_apart():
    parts = ["Cold\u00a0Chain  “X”", "", " ", "国办发﹝2015〕第078号"]
    assert search_text(*parts) == 'cold chain "x"' + SEPARATOR + "国办发〔2015〕78号"


def test_nothing_is_found_across_two_parts():
    assert not finds('"cold chain"', "cold", "chain")
    assert finds("cold chain", "cold", "chain")


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("", []),
        ('" "', []),
        ("Cold\u3000CHAIN cold", ["cold", "chain"]),
        ('"Cold  chain" subsidies', ["cold chain", "subsidies"]),
        ("“Cold chain” «x y»", ["cold chain", "x y"]),
        ('"cold chain', ["cold", "chain"]),
        ('cold"chain"x', ["cold", "chain", "x"]),
        ("农村 电商", ["农村", "电商"]),
        ("国办发 [2015] 第078号 电商", ["国办发〔2015〕78号", "电商"]),
        ("国办发[2015]078", ["国办发〔2015〕78"]),
        ("a\x00b\ud800c", ["a", "b", "c"]),
        ("100% _ \\ ' ; --", ["100%", "_", "\\", "'", ";", "--"]),
    ],
)
def test_a_query_is_words_phrases_and_numbers(query, pieces):
    assert search_words(query) == pieces


@pytest.mark.parametrize("printed", STYLES)
@pytest.mark.parametrize(
    "asked", [*STYLES, "国办发[2015]78", "国办发 (2015)", "[2015]78号", "〔2015〕第078号", "国办发"]
)
def test_a_number_is_found_in_any_print_by_any_print(printed, asked):
    assert finds(asked, f"《意见》（{printed}）已印发。")


@pytest.mark.parametrize("asked", ["国办发[2015]79号", "国发[2015]78号x", "国办发[2016]78号"])
def test_another_number_is_not_found(asked):
    assert not finds(asked, "国办发〔2015〕78号")


@pytest.mark.parametrize("line", [line for line in ARTICLE.splitlines() if line])
def test_every_line_of_the_article_is_found_by_its_own_words_in_any_case(line):
    assert finds(" ".join(line.upper().split()[:10]), ARTICLE)
    assert finds(f'"{" ".join(line.split()[:10])}"'.replace('"Internet +"', "Internet +"), ARTICLE)


@given(st.text())
def test_any_text_is_a_query_with_bounded_storable_pieces(query):
    pieces = search_words(query)
    assert (len(pieces) <= MOST_PIECES, len(set(pieces))) == (True, len(pieces))
    assert [
        piece for piece in pieces if not 0 < len(piece) <= LONGEST_PIECE or SEPARATOR in piece or "\x00" in piece
    ] == []
    assert "".join(pieces).encode() or not pieces


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=12))
def test_a_text_is_found_by_all_its_words_and_by_a_phrase_of_it(words):
    assert finds(" ".join(words), "before " + "\n".join(words) + " after")
    assert finds(f'"{" ".join(words)}"', "before " + "\n".join(words) + " after")


def test_a_long_query_is_cut_to_its_bounds():
    pieces = search_words(" ".join(f"{number:03}" + "x" * 300 for number in range(40)))
    assert pieces == [f"{number:03}" + "x" * 197 for number in range(16)]


@pytest.mark.parametrize("piece", ["a", '"', '" ', "a ", "国〔2015〕", "\u0301\u0323", "ﷺ", "\x00", "("])
def test_100_kilobytes_of_the_worst_are_read_in_under_half_a_second(piece):
    text = piece * (100_000 // len(piece.encode()))
    times = []
    for function in (search_words, search_text):
        started = time.process_time()
        function(text)
        times.append(time.process_time() - started)
    assert max(times) < 0.5
