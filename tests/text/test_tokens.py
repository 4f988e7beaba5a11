"""What a text is found by, and what a query asks for: whatever contains a piece has its tokens."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.numbers import with_normal_numbers
from policies.text.tokens import (
    LONGEST_PIECE,
    LONGEST_WORD,
    MOST_PIECES,
    SEPARATOR,
    SHORTEST_INSIDE,
    Lookup,
    Piece,
    comparable,
    is_chinese,
    lookup,
    name_token,
    pieces,
    search_text,
    tokens,
    words,
)
from tests.text.article import ARTICLE
from tests.text.test_numbers import STYLES
from tests.text.timing import takes_under_half_a_second


def asked(query):
    return [f"{'-' * piece.is_excluded}{piece.text!r}{'!' * piece.is_literal}" for piece in pieces(query)]


def finds(query, *parts):
    """Whether an index of tokens and words, and the checks, find a record of these parts."""
    return all(has(lookup(piece.text), search_text(*parts)) for piece in pieces(query))


def has(found: Lookup, text):
    known = tokens(text)
    inside = all(any(part in word for word in words(text)) for part in found.insides)
    return known.issuperset(found.tokens) and inside and found.check in text


def test_the_search_text_is_folded_and_its_parts_are_kept_apart():
    parts = ["Cold\u00a0Chain  “X”", "", " ", "國辦發﹝2015〕第078號"]
    assert search_text(*parts) == 'cold chain "x"' + SEPARATOR + "国办发〔2015〕78号"


def test_tokens_are_words_with_their_hyphens_and_without_characters_and_pairs():
    text = "rural e-commerce 农村电商3年 5g"
    assert tokens(text) == {
        *("rural", "e", "commerce", "ecommerce", "3", "5g"),
        *("农", "村", "电", "商", "年", "农村", "村电", "电商"),
    }
    assert words(text) == {"rural", "e", "commerce", "ecommerce", "3", "5g"}


def test_nothing_is_found_across_two_parts():
    assert not finds('"cold chain"', "cold", "chain")
    assert not finds("农村", "农", "村")
    assert finds("cold chain", "cold", "chain")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", []),
        ('" "', []),
        ("Cold\u3000CHAIN cold", ["'cold'", "'chain'"]),
        ('"Cold  chain" subsidies', ["'cold chain'!", "'subsidies'"]),
        ("“Cold chain” «x y»", ["'cold chain'!", "'x y'!"]),
        ('"cold chain', ["'cold'", "'chain'"]),
        ('cold"chain"x', ["'cold'", "'chain'!", "'x'"]),
        ("農村 電商", ["'农村'", "'电商'"]),
        ("农村、电商（冷链）", ["'农村'", "'电商'", "'冷链'"]),
        ("国办发 [2015] 第078号 电商", ["'国办发〔2015〕78号'", "'电商'"]),
        ("国办发[2015]078", ["'国办发〔2015〕78'"]),
        ("国办发 (2015)", ["'国办发'", "'〔2015〕'"]),
        ("a\x00b\ud800c\ue000d", ["'a'", "'b'", "'c'", "'d'"]),
        ("100% _ \\ ' ; -- 5.", ["'100'", "'5'"]),
        ('cold -chain －"x y" −z', ["'cold'", "-'chain'", "-'x y'!", "-'z'"]),
        ("e-commerce - 2015-2020 --x —y x-", ["'e-commerce'", "'2015-2020'", "'x'", "'y'"]),
    ],
)
def test_a_query_is_words_phrases_numbers_and_what_must_not_be_there(query, found):
    assert asked(query) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("commerce", Lookup((), ("commerce",))),
        ("ai", Lookup(("ai",))),
        ("电", Lookup(("电",))),
        ("电商", Lookup(("电商",))),
        ("农产品", Lookup(("农产", "产品"), (), "农产品")),
        ("e-commerce", Lookup((), ("commerce",), "e-commerce")),
        ("cold chain works", Lookup(("chain",), ("cold", "works"), "cold chain works")),
        ("国发〔2015〕78号", Lookup(("国发", "号", "2015", "78"), (), "国发〔2015〕78号")),
        ("x" * 40, Lookup((), ("x" * 32,), "x" * 40)),
    ],
)
def test_a_piece_is_looked_up_by_whole_tokens_and_by_words_that_may_go_on_at_its_ends(text, found):
    assert lookup(text) == found


def test_a_name_is_looked_up_in_whole_words():
    assert lookup("cold chain", whole_words=True) == Lookup(("cold", "chain"), (), "cold chain")


@pytest.mark.parametrize("printed", STYLES)
@pytest.mark.parametrize(
    "query", [*STYLES, "国办发[2015]78", "国办发 (2015)", "[2015]78号", "〔2015〕第078号", "国办发"]
)
def test_a_number_is_found_in_any_print_by_any_print(printed, query):
    assert finds(query, f"《意见》（{printed}）已印发。")


@pytest.mark.parametrize("query", ["国办发[2015]79号", "国发[2015]78号x", "国办发[2016]78号"])
def test_another_number_is_not_found(query):
    assert not finds(query, "国办发〔2015〕78号")


@pytest.mark.parametrize("line", [line for line in ARTICLE.splitlines() if line])
def test_every_line_of_the_article_is_found_by_its_own_words_in_any_case(line):
    assert finds(" ".join(line.upper().split()[:10]), ARTICLE)
    assert finds(f'"{" ".join(line.split()[:10])}"'.replace('"Internet +"', "Internet +"), ARTICLE)


# Letters, digits, ideographs and what stands between them, so that pieces cross every kind of border.
TEXTS = st.text("ab1-e 农村电. 〔年é", min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_whatever_contains_a_piece_is_found_by_it(text, data):
    text = comparable(text)
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))].strip()
    if not piece or (piece.isalnum() and not is_chinese(piece) and len(piece) < SHORTEST_INSIDE):
        return
    assert has(lookup(piece), text)


@given(st.integers(1, 300), st.integers(0, 299), st.integers(SHORTEST_INSIDE, LONGEST_PIECE))
def test_any_run_of_letters_of_a_word_of_any_length_is_found_in_it(length, start, size):
    word = "".join(chr(ord("a") + place * place % 26) for place in range(length))
    piece = word[start : start + size]
    assert len(piece) < SHORTEST_INSIDE or has(lookup(piece), word)
    assert max(map(len, words(word))) <= LONGEST_WORD


@given(st.text())
def test_any_text_is_a_query_with_bounded_storable_pieces(query):
    found = pieces(query)
    assert (len(found) <= MOST_PIECES, len(set(found))) == (True, len(found))
    assert [
        piece
        for piece in found
        if not 0 < len(piece.text) <= LONGEST_PIECE or SEPARATOR in piece.text or "\x00" in piece.text
    ] == []
    assert "".join(piece.text for piece in found).encode() or not found


@given(st.text())
def test_no_token_holds_what_ends_one(text):
    assert [token for token in tokens(comparable(text)) if any(end in token for end in ' \n"~')] == []


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=12))
def test_a_text_is_found_by_all_its_words_and_by_a_phrase_of_it(parts):
    assert finds(" ".join(parts), "before " + "\n".join(parts) + " after")
    assert finds(f'"{" ".join(parts)}"', "before " + "\n".join(parts) + " after")


def test_a_long_query_is_cut_to_its_bounds():
    found = pieces(" ".join(f"{number:03}" + "x" * 300 for number in range(40)))
    assert found == [Piece(f"{number:03}" + "x" * 197) for number in range(16)]


def test_what_folding_makes_of_a_query_is_cut_too():
    assert pieces("ﷺ" * 200 + " last")[-1] == Piece("last")
    assert Piece("last") not in pieces("ﷺ" * 400 + " last")


def test_no_long_text_is_kept_in_memory(monkeypatch):
    folded = []
    monkeypatch.setattr(
        "policies.text.tokens.with_normal_numbers", lambda text: folded.append(text) or with_normal_numbers(text)
    )
    long, short = "long" * LONGEST_PIECE, f"{uuid4()}"
    for text in (long, long, short, short):
        assert comparable(text) == text
    assert folded == [long, long, short]


def test_a_name_has_one_token_whatever_is_in_it():
    assert {len(name_token(name)) for name in ("a", "a b", "农" * 500, '"~')} == {16}
    assert name_token("a b") != name_token("a  b")


@pytest.mark.parametrize(
    "piece", ["a", '"', '" ', "a ", "国〔2015〕", "\u0301\u0323", "ﷺ", "\x00", "(", "-", " -a", "a-"]
)
def test_100_kilobytes_of_the_worst_are_read_in_under_half_a_second(piece):
    text = piece * (100_000 // len(piece.encode()))
    for function in (pieces, search_text, lambda text: tokens(comparable(text))):
        assert takes_under_half_a_second(function, text)
