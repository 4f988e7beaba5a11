"""The text of a source with its passages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policies.catalogue.marking import Mark, Piece
from policies.models import Log
from policies.views import source
from tests import factories as f
from tests.views.reading import links, text_of, words

pytestmark = pytest.mark.django_db

HARD_TEXT = "\n\xa0 Home\xa0>\n\nFirst, <b> & “two”  spaces. Second: 农村电商。第三句。\n\n\nThe end has no line end"


def page_of(client, record, query=""):
    return client.get(f"/sources/{record.slug}/{query}")


@pytest.mark.parametrize("text", [f.TEXT, HARD_TEXT])
def test_the_page_has_the_text_to_the_character(client, text):
    record = f.source(text)
    f.publish(record)
    assert "".join(text_of(page_of(client, record), "passage")) == text


def test_the_text_itself_is_served_byte_for_byte(client):
    record = f.source(HARD_TEXT)
    f.publish(record)
    answer = client.get(f"/sources/{record.slug}/snapshots/1.txt")
    assert answer.content == HARD_TEXT.encode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get(f"/sources/{record.slug}/snapshots/2.txt").status_code == 404


def test_the_text_of_a_source_that_is_not_public_is_not_served(client):
    assert client.get(f"/sources/{f.source().slug}/snapshots/1.txt").status_code == 404


def test_cited_words_lead_to_the_record_that_they_are_nearest_to(client):
    made = f.catalogue()
    # The ledger below the text names the same words.
    found = {text: href for href, text in reversed(links(page_of(client, made["source"])))}
    assert found["August 2015"] == f"/documents/{made['document'].slug}/"
    assert found["the Ministry of Trade"] == f"/agencies/{made['agency'].slug}/"
    assert found["Village shops matter to the countryside."] == f"/statements/{made['statement'].slug}/"


def test_a_note_beside_a_sentence_names_its_records_and_their_values(client):
    made = f.catalogue()
    notes = text_of(page_of(client, made["source"]), "note")
    said = [" ".join(note.split()) for note in notes]
    title, name = made["document"].title_en, made["agency"].name_en
    assert said == [
        f"1 {title} document date, issuer, type {name} agency name",
        f"2 {made['measures'][0].title_en}",
        "3 Village shops matter to the countryside. statement",
    ]


def test_a_sentence_that_nobody_cites_has_no_note(client):
    record = f.source()
    f.publish(record)
    assert text_of(page_of(client, record), "note") == []


def test_a_heading_that_is_cited_has_a_note_under_a_letter(client):
    record = f.source("A heading\n\nA sentence that nobody cites.")
    f.cite(record, "heading", record, "title")
    f.publish(record)
    assert [" ".join(note.split()) for note in text_of(page_of(client, record), "note")] == [
        f"a {record.title_en} source title"
    ]


def test_what_a_draft_cites_is_not_marked(client):
    record = f.source()
    f.publish(record)
    f.statement(record)
    assert text_of(page_of(client, record), "cited") == []


def test_spans_that_are_asked_for_are_lit(client):
    record = f.source()
    f.publish(record)
    start = f.TEXT.index("equipment")
    page = page_of(client, record, f"?spans={start}-{start + 9},{start + 23}-{start + 32}#lit")
    assert text_of(page, "key") == ["equipment", "subsidies"]
    assert page.content.decode().count('id="lit"') == 1
    assert f"Lit in the text: characters {start}–{start + 9}, {start + 23}–{start + 32}" in words(page)
    assert "Lit in the text" not in words(page_of(client, record))


@pytest.mark.parametrize("spans", ["5-5", "9-5", "0-9999", "-1-5", "a-b", "1", "1-2-3"])
def test_spans_that_mark_nothing_are_said_and_left_out(client, spans):
    record = f.source()
    f.publish(record)
    page = page_of(client, record, f"?spans={spans},0-2")
    assert f"“{spans}” marks nothing" in words(page)
    assert text_of(page, "key") == ["In"]


def test_a_snapshot_that_is_not_there_is_said_to_be_missing(client):
    record = f.source()
    f.publish(record)
    assert "This source has no snapshot “7”. You see the latest." in words(page_of(client, record, "?snapshot=7"))


def mark(start, end, *spans, name="a"):
    return Mark(start, end, spans or ((start, end),), "record", "supports", "", {"id": name, "url": f"/{name}/"})


def test_a_record_whose_key_words_these_are_is_nearer_than_one_whose_quote_they_are_in():
    whole, key = mark(0, 50, name="whole"), mark(0, 60, (10, 20), name="key")
    assert [record["id"] for record in source.nearest(Piece(10, 20, "x", [mark(0, 30, (0, 5)), key, whole]))] == [
        "whole",
        "key",
        "a",
    ]


def test_each_record_is_counted_once_for_the_line_under_its_words():
    assert source.weight(Piece(0, 5, "x", [mark(0, 5), mark(0, 9)])) == "by-1"
    assert source.weight(Piece(0, 5, "x", [mark(0, 5), mark(0, 5, name="b")])) == "by-2"
    assert source.weight(Piece(0, 5, "x", [mark(0, 5, name=name) for name in "abcd"])) == "by-many"


def test_pieces_cut_at_sentences_are_the_same_text():
    pieces = source.cut_at([Piece(0, 4, "One."), Piece(4, 12, " Two. Th")], {0: 1, 5: 2, 10: 3})
    assert [(piece.start, piece.end, piece.text) for piece in pieces] == [
        (0, 4, "One."),
        (4, 5, " "),
        (5, 10, "Two. "),
        (10, 12, "Th"),
    ]


def test_an_edition_is_shown_though_the_clock_of_the_database_is_ahead(client):
    Log.objects.update(published_at=timezone.now() + timedelta(minutes=1))
    record = f.source()
    f.publish(record)
    assert page_of(client, record, "editions/1/").status_code == 200


def test_a_sentence_has_the_number_of_its_place_in_the_text(client):
    record = f.source("A heading\n\nNobody cites this. A statement cites that.")
    f.cite(record, "heading", record, "title")
    f.publish(record)
    f.publish(f.statement(record, "A statement cites that."))
    assert [note.split()[0] for note in text_of(page_of(client, record), "note")] == ["a", "2"]


def test_coverage_is_said_of_whole_sentences_and_where_there_are_none_that_is_said(client):
    excerpt = f.source("Network coverage of villages\n…\nOn Tuesday")
    made = f.catalogue()
    measure = f.measure(made["source"], made["document"])
    f.cite(measure, "On Tuesday", excerpt)
    f.publish(excerpt, measure)
    said = words(page_of(client, excerpt))
    assert "Coverage no whole sentences, whose share could be counted Ledger 1 passage cited" in said
    assert "0 of" not in said


def test_a_list_says_of_each_source_how_much_of_it_there_is(client):
    whole, excerpt = f.source("The whole of a short notice."), f.source("On Tuesday")
    excerpt.snapshots.update(is_excerpt=True)
    f.publish(whole, excerpt)
    said = words(client.get("/sources/"))
    assert ("whole text, 28 characters" in said, "an excerpt of 10 characters" in said) == (True, True)
