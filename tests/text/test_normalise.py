"""Folding, for comparing and searching; and the characters that are refused."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.normalise import (
    _TOO_MANY_ACCENTS,
    MOST_ACCENTS,
    _joins_the_one_before,
    fold,
    fold_with_offsets,
    refuse_unstorable,
)
from tests.text.timing import takes_under_half_a_second

# Whatever could go wrong: accents, Korean letters, half-width kana, ligatures, white space of all kinds, quotes.
awkward = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("e\u0301\u0323\u0345ΐǰßŉﬁﷺ½İ ᄀ\u1161\u11a8ㄱㅏﾊﾞ한\u0958 〔﹝［ \u00ad\u200b\ufeff"),
        st.sampled_from("… ´\u1ffd¨″‴“”‘’–—‑− \u00a0\u3000\u2028\t\r\n"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        (" \n ", ""),
        ("Poverty\u00a0\u00a0Alleviation\r\n", "poverty alleviation"),
        ("“Internet +” – China’s", '"internet +" - china\'s'),
        ("ＥＣＯＭＭＥＲＣＥ　２０１５", "ecommerce 2015"),
        ("Café ﬁle Straße", "café file strasse"),
        ("国办发﹝2015〕78号", "国办发〔2015〕78号"),
        ("pov\u200berty\ufeff al\u00adleviation", "poverty alleviation"),
        ("e‑commerce e−commerce e－commerce", "e-commerce e-commerce e-commerce"),
        ("12‴ ´a´ «b»", "12''' 'a' \"b\""),
    ],
)
def test_folding_joins_what_differs_only_in_print(text, folded):
    assert fold(text) == folded


@given(awkward)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(awkward)
def test_case_and_unicode_form_make_no_difference(text):
    folded = fold(text)
    assert [fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")] == [folded] * 2


@given(awkward)
def test_folding_with_offsets_is_folding(text):
    assert fold_with_offsets(text)[0] == fold(text)


@given(awkward)
def test_each_folded_character_comes_from_what_its_offset_says(text):
    folded, offsets = fold_with_offsets(text)
    assert (len(offsets), offsets) == (len(folded), sorted(offsets))
    ends = [next((after for after in offsets if after > offset), len(text)) for offset in offsets]
    for character, start, end in zip(folded, offsets, ends, strict=True):
        assert character in (fold(text[start:end]) or " ") or (character == " " and text[start:end])


def test_offsets_lead_back_to_the_source_characters():
    text = "\u00a0A  “Cafe\u0301”…"
    assert fold_with_offsets(text) == ('a "café"...', [1, 2, 4, 5, 6, 7, 8, 10, 11, 11, 11])


def test_every_letter_that_can_melt_into_the_one_before_is_known():
    decomposed = (unicodedata.decomposition(chr(code)) for code in range(sys.maxunicode + 1))
    pairs = (parts.split() for parts in decomposed if parts and parts[0] != "<")
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2}
    korean = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    assert [second for second in seconds | korean if not _joins_the_one_before(second)] == []


def test_every_character_that_begins_with_an_accent_is_counted_as_one():
    characters = map(chr, range(sys.maxunicode + 1))
    accents = [one for one in characters if unicodedata.combining(unicodedata.normalize("NFKD", one)[0])]
    assert [accent for accent in accents if not _TOO_MANY_ACCENTS.search(accent * MOST_ACCENTS)] == []


@given(st.text("ae \u0301\u0323\u0344\u200bﾊﾞ", min_size=25, max_size=80))
def test_more_accents_than_anybody_writes_fold_alike_with_and_without_offsets(text):
    assert fold_with_offsets(text)[0] == fold(text)


@pytest.mark.parametrize(
    "piece", ["a", " ", "\u0301\u0323", "\u0301\uff9e", "\u0301", "ﷺ", "\u200b", "ㅏ", "国办", "&amp;", "("]
)
def test_folding_100_kilobytes_takes_under_half_a_second(piece):
    text = piece * (100_000 // len(piece.encode()))
    assert fold_with_offsets(text)[0] == fold(text)
    assert takes_under_half_a_second(lambda: (fold_with_offsets(text), fold(text)))


@pytest.mark.parametrize(
    ("text", "place", "character"),
    [
        ("ab\x00", 2, "U+0000, the NUL character"),
        ("\x1f", 0, "U+001F, a control character"),
        ("a\x85", 1, "U+0085, a control character"),
        ("a\ud800", 1, "U+D800, half a character (a lone surrogate)"),
        ("a\ufdd0b", 1, "U+FDD0, no character of Unicode"),
        ("\u202e", 0, "U+202E, RIGHT-TO-LEFT OVERRIDE (turns the direction of text)"),
    ],
)
def test_the_first_unstorable_character_is_named_with_its_place(text, place, character):
    sentence = f"Character {place} (counted from 0) is {character}, which cannot be kept: remove it."
    assert refuse_unstorable(text + "\x00") == sentence


UNSTORABLE = [
    *(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"),
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFDD0, 0xFDF0))),
    *(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    *("\ud800", "\udbff", "\udc00", "\udfff"),
]


def test_all_unstorable_characters_are_refused():
    assert [character for character in UNSTORABLE if refuse_unstorable(f"a{character}b") is None] == []


def test_a_snapshot_keeps_all_but_what_no_database_holds():
    refused = [character for character in UNSTORABLE if refuse_unstorable(character, strict=False)]
    assert refused == ["\x00", "\ud800", "\udbff", "\udc00", "\udfff"]


def test_ordinary_text_is_clean_in_every_script():
    assert refuse_unstorable("Tab\t, lines\r\n, 国办发〔2015〕78号, \u00a0 e\u0301 עברית 👍🏽 \u200f\ufffd") is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf"])))
def test_what_is_printed_is_never_refused(text):
    assert refuse_unstorable(text) is None
