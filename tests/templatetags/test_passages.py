"""Quotes in their surroundings, and texts with their passages."""

import pytest

from policies.choices import Stance
from policies.templatetags import passages

TEXT = "through equipment and logistics subsidies, and training"


def citation(start, end, *spans, prefix="", suffix=""):
    return {
        "start": start,
        "end": end,
        "spans": [list(span) for span in spans] or [[start, end]],
        "quote": TEXT[start:end],
        "prefix": prefix,
        "suffix": suffix,
    }


def test_key_spans_that_stand_apart_are_each_lit():
    assert passages.surroundings(citation(8, 41, (8, 17), (32, 41))) == (
        '<mark class="key">equipment</mark> and logistics <mark class="key">subsidies</mark>'
    )


def test_key_spans_that_overlap_or_touch_are_lit_as_one():
    assert passages.surroundings(citation(8, 41, (8, 12), (10, 17), (17, 21))) == (
        '<mark class="key">equipment and</mark> logistics subsidies'
    )


def test_a_quote_that_is_all_key_is_lit_only_where_asked_for():
    assert passages.surroundings(citation(8, 17)) == "equipment"
    assert passages.surroundings(citation(8, 17), light_whole=True) == '<mark class="value">equipment</mark>'


def test_words_around_a_quote_are_set_apart():
    assert passages.surroundings(citation(8, 17, prefix=" through ", suffix=" and logistics ")) == (
        '<span class="around">… through </span>equipment<span class="around"> and logistics …</span>'
    )


def test_words_of_the_paragraph_before_are_left_out():
    assert passages.surroundings(citation(8, 17, prefix="a heading\n\nBy ", suffix=".\n\nNext")) == (
        '<span class="around">By </span>equipment<span class="around">.</span>'
    )


def test_a_quote_at_both_ends_of_its_paragraph_stands_alone():
    assert passages.surroundings(citation(8, 17, prefix="a heading\n\n", suffix="\n\nNext")) == "equipment"


def test_markup_in_a_quote_stays_text():
    quote = {"start": 0, "end": 4, "spans": [[1, 3]], "quote": "a<b>", "prefix": "<i>", "suffix": ""}
    assert passages.surroundings(quote) == (
        '<span class="around">… &lt;i&gt;</span>a<mark class="key">&lt;b</mark>&gt;'
    )


@pytest.mark.parametrize("spans", [[], [[0, 4]], [[1, 2], [3, 4]], [[2, 9]]])
def test_the_pieces_of_a_text_are_the_text(spans):
    assert "".join(piece for piece, _inside in passages.cut("text", 0, 4, spans)) == "text"


def piece(text, **values):
    return {
        "text": text,
        "sentence": "",
        "is_lit": False,
        "is_first_lit": False,
        "href": "",
        "names": "",
        "weight": "by-0",
        **values,
    }


def test_a_cited_run_is_a_link_to_its_record():
    run = passages.run(piece("equipment", href="/measures/a/", names="[A]; [B]", weight="by-2"))
    assert run == '<a class="cited by-2" href="/measures/a/" title="[A]; [B]">equipment</a>'


def test_a_run_without_a_name_in_its_language_has_no_tool_tip():
    run = passages.run(piece("equipment", href="/measures/a/", weight="by-1"))
    assert run == '<a class="cited by-1" href="/measures/a/">equipment</a>'


def test_a_comma_alone_is_underlined_but_no_link():
    assert passages.run(piece(", ", href="/measures/a/", weight="by-1")) == '<span class="cited by-1">, </span>'


def test_the_first_lit_run_is_where_the_address_leads():
    assert passages.run(piece("equipment", is_lit=True, is_first_lit=True)) == (
        '<span id="lit"></span><mark class="key">equipment</mark>'
    )


def test_the_number_of_a_sentence_is_no_part_of_its_text():
    assert passages.run(piece("In", sentence=3)) == (
        '<a class="sentence-number" id="sentence-3" href="#note-3" data-number="3" '
        'lang="en" aria-label="Records of sentence 3"></a>In'
    )


def test_the_places_of_lit_words_are_said_where_they_are_not_the_whole_quote():
    assert passages.key_places(citation(8, 41, (8, 17), (32, 41))) == "8–17, 32–41"
    assert passages.key_places(citation(8, 17)) == ""


def test_a_stance_is_explained_unless_it_is_plain_support():
    assert [passages.said_stance(stance) for stance in Stance] == [
        "",
        "it says something wider or looser",
        "it says something else",
    ]
