import random

import pytest

from policies.catalogue.marking import Mark, marked, marks_of, text_of
from policies.domain import publishing
from policies.models import Edition
from policies.text.segment import paragraphs
from tests import factories as f

TEXT = "Home\xa0\xa0>\xa0 Policy\n\nOne two three four five.\r\nSix seven eight."


def mark(words, *keys, of="x"):
    start = TEXT.index(words)
    spans = [(TEXT.index(key, start), TEXT.index(key, start) + len(key)) for key in keys or (words,)]
    return Mark(start, start + len(words), tuple(spans), "record", "supports", "", {"slug": of})


def pieces(marks, lit=()):
    """Each piece of each paragraph as its text, the records that cite it, and * for key words, + for lit ones."""
    return [
        [
            (piece.text, "".join(m.record["slug"] for m in piece.marks) + "*" * piece.is_key + "+" * piece.is_lit)
            for piece in part.pieces
        ]
        for part in marked(TEXT, marks, lit)
    ]


def test_a_text_that_nothing_cites_is_its_paragraphs():
    assert pieces([]) == [
        [("Home\xa0\xa0>\xa0 Policy", "")],
        [("One two three four five.", "")],
        [("Six seven eight.", "")],
    ]


def test_a_passage_is_cut_out_to_the_character():
    assert pieces([mark("two three", of="a")])[1] == [("One ", ""), ("two three", "a*"), (" four five.", "")]


def test_passages_that_overlap_share_the_piece_that_both_cite():
    assert pieces([mark("One two three", of="a"), mark("three four", of="b")])[1] == [
        ("One two ", "a*"),
        ("three", "ab*"),
        (" four", "b*"),
        (" five.", ""),
    ]


def test_a_passage_inside_another_and_two_of_the_same_words():
    assert pieces([mark("One two three", of="a"), mark("two", of="b"), mark("two", of="c")])[1] == [
        ("One ", "a*"),
        ("two", "abc*"),
        (" three", "a*"),
        (" four five.", ""),
    ]


def test_only_the_key_words_of_a_passage_are_key():
    assert pieces([mark("two three four", "two", "four", of="a")])[1] == [
        ("One ", ""),
        ("two", "a*"),
        (" three ", "a"),
        ("four", "a*"),
        (" five.", ""),
    ]


def test_lit_spans_are_cut_whether_they_are_cited_or_not():
    start = TEXT.index("three")
    assert pieces([mark("two", of="a")], [(start, start + 5)])[1] == [
        ("One ", ""),
        ("two", "a*"),
        (" ", ""),
        ("three", "+"),
        (" four five.", ""),
    ]


def test_no_break_spaces_shift_nothing():
    assert pieces([mark("Policy", of="a")])[0] == [("Home\xa0\xa0>\xa0 ", ""), ("Policy", "a*")]


def test_a_passage_over_two_paragraphs_is_marked_in_both():
    found = pieces([mark("five.\r\nSix", of="a")])
    assert found[1:] == [[("One two three four ", ""), ("five.", "a*")], [("Six", "a*"), (" seven eight.", "")]]
    assert [len(part.marks) for part in marked(TEXT, [mark("five.\r\nSix")])] == [0, 1, 1]


@pytest.mark.parametrize("seed", range(20))
def test_pieces_joined_are_the_paragraph_and_each_says_who_cites_it(seed):
    draw = random.Random(seed)  # noqa: S311 - the same choices every time
    spans = [sorted(draw.sample(range(len(TEXT) + 1), 2)) for _number in range(8)]
    marks = [Mark(a, b, ((a, b),), "record", "supports", "", {"slug": str(n)}) for n, (a, b) in enumerate(spans)]
    for part, (start, end) in zip(marked(TEXT, marks), paragraphs(TEXT), strict=True):
        assert "".join(piece.text for piece in part.pieces) == TEXT[start:end]
        assert part.start == start
        for piece in part.pieces:
            assert TEXT[piece.start : piece.end] == piece.text != ""
            assert piece.marks == [row for row in marks if row.start <= piece.start and piece.end <= row.end]
            assert all(row in piece.marks or row.end <= piece.start or row.start >= piece.end for row in marks)


# The marks of a public source


@pytest.mark.django_db
def test_the_marks_of_a_source_are_the_evidence_of_public_records_in_the_order_of_the_text():
    made = f.catalogue()
    f.statement(made["source"], "poor households")
    found = marks_of(str(made["source"].id), f.sha256(f.TEXT))
    assert [(f.TEXT[row.start : row.end][:21], row.record["kind"], row.value) for row in found] == [
        ("In August 2015, the M", "document", "record"),
        ("August 2015", "document", "date"),
        ("the Ministry of Trade", "agency", "name"),
        ("the Ministry of Trade", "document", "issuer"),
        ("opinions", "document", "type"),
        ("It proposed equipment", "measure", "record"),
        ("Village shops matter ", "statement", "record"),
    ]
    assert found[-1].record["url"] == f"/statements/{made['statement'].slug}/"


@pytest.mark.django_db
def test_marks_go_with_a_withdrawal_and_stay_in_the_past():
    made = f.catalogue()
    then = Edition.objects.as_of(Edition.objects.order_by("-sequence")[0].published_at)
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    source = str(made["source"].id), f.sha256(f.TEXT)
    assert (len(marks_of(*source)), len(marks_of(*source, then))) == (6, 7)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_marks_cost_one_query(number, django_assert_num_queries):
    made = f.catalogue(measures=number)
    # Passages with their editions.
    with django_assert_num_queries(1):
        assert len(marks_of(str(made["source"].id), f.sha256(f.TEXT))) == 6 + number


@pytest.mark.django_db
def test_the_public_text_is_found_by_its_checksum_to_the_character():
    f.publish(f.source(TEXT))
    assert text_of(f.sha256(TEXT)) == TEXT
