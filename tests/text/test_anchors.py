"""Finding quoted words: exactly, folded, near; their surroundings; and spans inside a quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.anchors import Anchor, check_spans, context, difference, find, nearest
from policies.text.normalise import fold
from tests.text.article import ARTICLE, PLACES
from tests.text.timing import takes_under_half_a_second

SUBSIDIES = "supported providing network fee subsidies and small loans for impoverished families to open online stores"

few_letters = st.text('abA ß½é\u0301\n\u200b“"国', max_size=40)


@pytest.mark.parametrize("place", PLACES, ids=[place["id"] for place in PLACES])
def test_every_quote_of_the_article_is_found_where_it_stands(place):
    quote = place["quote"].rstrip()  # of all quotes only the breadcrumb line ends in white space
    assert Anchor(place["start"], place["start"] + len(quote)) in find(ARTICLE, place["quote"])


def test_words_that_stand_once_are_found_once():
    assert find(ARTICLE, SUBSIDIES) == [Anchor(2373, 2478)]


def test_words_that_stand_often_are_all_found_in_order():
    starts = [anchor.start for anchor in find(ARTICLE, "State Council")]
    assert starts == [230, 1485, 2118, 2991, 3242]


def test_overlapping_places_are_all_found():
    assert find("abababa", "aba") == [Anchor(0, 3), Anchor(2, 5), Anchor(4, 7)]
    assert find("aaaa", "aa") == [Anchor(0, 2), Anchor(1, 3), Anchor(2, 4)]


def test_white_space_around_the_words_is_ignored():
    assert find("one two three", "\n\u00a0two\u3000") == [Anchor(4, 7)]


@pytest.mark.parametrize("words", ["", " ", "\u00a0\n", "\u200b", "whales"])
def test_words_that_stand_nowhere_are_not_found(words):
    assert find(ARTICLE, words) == []


def test_exact_places_win_over_folded_ones():
    assert find("Pilot pilot PILOT", "pilot") == [Anchor(6, 11)]


@pytest.mark.parametrize(
    ("text", "words", "quotes"),
    [
        ("the  “Internet\u00a0+”\ninitiative", '"internet +" initiative', ["“Internet\u00a0+”\ninitiative"]),
        ("Home\u00a0\u00a0>\u00a0\u00a0 Policy", "Home > Policy", ["Home\u00a0\u00a0>\u00a0\u00a0 Policy"]),
        ("Cafe\u0301 and CAFÉ", "café", ["Cafe\u0301", "CAFÉ"]),
        ("（国办发﹝2015〕78号）", "国办发〔2015〕78号", ["国办发﹝2015〕78号"]),
        ("po\u200bverty\ufeff \n", "POVERTY", ["po\u200bverty"]),
        ("Straße", "STRASSE", ["Straße"]),
    ],
)
def test_words_that_differ_only_in_print_are_found_with_exact_places(text, words, quotes):
    assert [text[anchor.start : anchor.end] for anchor in find(text, words)] == quotes


@pytest.mark.parametrize(("text", "words"), [("Straße", "RAS"), ("½", "1"), ("wait…", "wait..")])
def test_half_a_character_is_never_a_place(text, words):
    assert find(text, words) == []


def test_words_that_are_only_like_the_text_are_not_found():
    assert find(ARTICLE, SUBSIDIES.replace("small", "big")) == []


@given(few_letters, st.text("abA ß\n", min_size=1, max_size=4))
def test_exact_places_are_all_the_places_there_are(text, words):
    words = words.strip()
    starts = [at for at in range(len(text)) if words and text.startswith(words, at)]
    exact = [Anchor(at, at + len(words)) for at in starts]
    assert find(text, words)[: len(exact)] == exact


@given(few_letters, few_letters)
def test_every_place_found_holds_the_words_when_folded(text, words):
    anchors = find(text, words)
    assert [fold(text[anchor.start : anchor.end]) for anchor in anchors] == [fold(words)] * len(anchors)
    assert sorted(set(anchors), key=lambda anchor: anchor.start) == anchors


@given(few_letters, st.text('abA ß½é\n“"国'), st.sampled_from([str.upper, str.lower, lambda words: f" {words}\u00a0"]))
def test_a_whole_text_is_found_within_another_whatever_its_case(before, words, change):
    assert bool(find(f"{before}.{words}.", change(words))) == bool(fold(words))


@pytest.mark.parametrize("piece", ["a", "(", "&amp;", "ab", " ", "国办", "\u0301\u0323", ". "])
@pytest.mark.parametrize(("share", "change"), [(1, ""), (2, "\u0130"), (300, "z")])
def test_100_kilobytes_of_the_worst_take_under_half_a_second(piece, share, change):
    text = piece * (100_000 // len(piece.encode()))
    words = text[: len(text) // share].upper() + change
    for function in (find, difference):
        assert takes_under_half_a_second(function, text, words)


# What is near


def test_the_nearest_passage_is_the_one_with_the_typing_error():
    assert nearest(ARTICLE, SUBSIDIES.replace("small", "big")) == Anchor(2373, 2478)


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("e-comerce", "E-commerce"),
        ("impoverished familys", "impoverished families"),
        ("early Novmber 2015", "early November 2015"),
        ("Ministry of Commerce and 19 other departments", "Ministry of Commerce and 18 other departments"),
        ("the StateCouncil proposed implementing", "the State Council proposed implementing"),
    ],
)
def test_the_nearest_passage_is_whole_words(words, passage):
    near = nearest(ARTICLE, words)
    assert ARTICLE[near.start : near.end] == passage


@pytest.mark.parametrize("words", ["", "a", "blue whales sing at night", "国办发〔2015〕78号", "zzzz" * 100])
def test_nothing_is_near_words_of_another_text(words):
    assert (nearest(ARTICLE, words), difference(ARTICLE, words)) == (None, "")


@pytest.mark.parametrize(
    ("words", "place", "difference_"),
    [
        (
            SUBSIDIES.replace("small", "big"),
            f"2373–2478: “{SUBSIDIES}”",
            "differs from “small loans for impoverished families to…” on.",
        ),
        (
            "early Novmber 2015",
            "1460–1479: “early November 2015”",
            "differs from “November 2015” on.",
        ),
        (
            "vast rural areas, thereby providing prerequisites. And public services",
            "5025–5097: “vast rural areas, thereby providing prerequisites for e-commerce storage”",
            "differs from “for e-commerce storage” on.",
        ),
        (
            "and Internet + rural public services. The end",
            "5155–5192: “and Internet + rural public services.”",
            "ends where “The end” is looked for.",
        ),
        (
            ARTICLE[211:421].replace("Targeted", "Targetted"),
            "211–421: “In early 2015, the State Council Leading Group Office of Pov … "
            + "ojects for Targeted Poverty Alleviation.”",
            "differs from “Targeted Poverty Alleviation.” on.",
        ),
    ],
)
def test_the_difference_says_where_and_from_which_words_on(words, place, difference_):
    assert difference(ARTICLE, words) == f"The nearest text is at {place} and {difference_}"


def test_the_difference_works_on_chinese_without_spaces():
    text = "国务院办公厅关于促进农村电子商务加快发展的指导意见，现印发给你们。"
    assert difference(text, "关于促进农村电商加快发展的指导意见") == (
        "The nearest text is at 6–25: “关于促进农村电子商务加快发展的指导意见” and "
        "differs from “子商务加快发展的指导意见” on."
    )


def test_words_that_are_there_do_not_differ():
    assert (nearest(ARTICLE, SUBSIDIES), difference(ARTICLE, SUBSIDIES)) == (Anchor(2373, 2478), "")


@given(few_letters, few_letters)
def test_what_is_near_lies_in_the_text_and_is_not_blank(text, words):
    near = nearest(text, words)
    assert near is None or fold(text[near.start : near.end])
    assert difference(text, words)[-1:] in ("", ".")


# Surroundings


def test_context_is_cut_at_words():
    assert context(ARTICLE, 1460, 1479, 24) == ("\nIn ", ", the State Council of ")


def test_context_stops_at_the_second_line_end():
    assert context("one\ntwo\nthree four\r\nfive\nsix", 8, 13) == ("two\n", " four\r\nfive")


def test_context_is_empty_at_the_ends_of_a_text():
    assert context("word", 0, 4) == ("", "")


def test_context_cuts_chinese_anywhere_and_a_word_longer_than_itself():
    assert context("国务院办公厅关于促进农村", 6, 8, 3) == ("办公厅", "促进农")
    assert context("a" * 20, 10, 12, 3) == ("aaa", "aaa")


@given(st.text("ab \r\n国.", max_size=60), st.integers(0, 60), st.integers(0, 20), st.integers(0, 12))
def test_context_touches_the_passage_and_keeps_its_bounds(text, start, length, size):
    start, end = min(start, len(text)), min(start + length, len(text))
    before, after = context(text, start, end, size)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    for side in (before, after):
        assert len(side) <= size
        assert len((side + "|").splitlines()) <= 2


# Spans


@pytest.mark.parametrize("spans", [[], [[3, 4]], [[2, 5], [5, 8]], [(2, 3), (7, 8)]])
def test_spans_in_order_inside_the_quote_are_fine(spans):
    assert check_spans(10, 2, 8, spans) is None


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([[3, 3]], "The span 3–3 is empty: a span quotes at least one character."),
        ([[4, 3]], "The span 4–3 is empty: a span quotes at least one character."),
        ([[1, 3]], "The span 1–3 is outside the quote, which is at 2–8."),
        ([[3, 9]], "The span 3–9 is outside the quote, which is at 2–8."),
        (
            [[3, 5], [4, 6]],
            "The span 4–6 begins before 5, where the one before it ends: put them in order, apart.",
        ),
        (
            [[6, 7], [3, 4]],
            "The span 3–4 begins before 7, where the one before it ends: put them in order, apart.",
        ),
        ([[3]], "The span [3] is not a pair of whole numbers: write it as [start, end]."),
        ([["3", "4"]], "The span ['3', '4'] is not a pair of whole numbers: write it as [start, end]."),
    ],
)
def test_a_bad_span_is_named_with_what_is_wrong(spans, sentence):
    assert check_spans(10, 2, 8, spans) == sentence


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 3), (3, 11)])
def test_a_quote_outside_the_text_is_named(start, end):
    sentence = f"The quote {start}–{end} is empty or outside the text, which has 10 characters."
    assert check_spans(10, start, end, []) == sentence


@pytest.mark.parametrize("place", PLACES, ids=[place["id"] for place in PLACES])
def test_every_key_span_of_the_article_lies_in_its_quote(place):
    quote = next(other for other in PLACES if other["id"] == place["id"].split(".key")[0])
    assert check_spans(len(ARTICLE), quote["start"], quote["end"], [[place["start"], place["end"]]]) is None
