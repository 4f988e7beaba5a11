"""A snapshot is written once, to the character, and shows what nothing cites."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.models import Excuse, Revision, Snapshot, Source
from tests import factories
from tests.admin.filling import address, client_of, complaints, send, shown

pytestmark = pytest.mark.django_db
EXACT = "  One\xa0thing.\r\nAnother\tthing.\n"


@pytest.fixture
def client():
    return client_of(factories.user("curator"))


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("text.txt", content, "text/plain")


def _add(client, source, **typed):
    return send(client, address("add", "snapshot"), source=str(source.pk), taken_on="2026-11-25", **typed)


def test_pasted_text_is_kept_with_its_spaces_and_the_line_ends_it_had(client):
    source = factories.source()
    _add(client, source, text="  One\xa0thing.\r\nAnother thing.\r\n")
    taken = source.snapshots.get(number=2)
    assert (taken.text, len(taken.sha256)) == ("  One\xa0thing.\nAnother thing.\n", 64)


def test_a_file_is_kept_to_the_byte(client):
    source = factories.source()
    _add(client, source, file=_file(EXACT.encode()))
    assert source.snapshots.get(number=2).text == EXACT


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Paste the text of the source, or choose a file that holds it."),
        ({"text": "One.", "file": b"Two."}, "There is a pasted text as well. Keep the file or the text, not both."),
        ({"file": b"\xff\xfe"}, "text.txt is not UTF-8: byte 0 is wrong. Save it as UTF-8 and choose it again."),
        ({"text": factories.TEXT}, "This source has a snapshot of exactly this text already."),
    ],
)
def test_what_cannot_be_taken_is_refused_with_why(client, typed, sentence):
    typed = {name: _file(value) if isinstance(value, bytes) else value for name, value in typed.items()}
    assert complaints(_add(client, factories.source(), **typed)) == [sentence]


def test_a_source_and_its_text_are_added_on_one_page(client):
    factories.term("trust", "summary")
    send(
        client,
        address("add", "source"),
        title_en="News",
        slug="news",
        language="en",
        trust="trust:summary",
        snapshots__0__taken_on="2026-11-25",
        snapshots__0__text="One thing.",
    )
    source = Source.objects.get(slug="news")
    assert [(row.number, row.text) for row in source.snapshots.all()] == [(1, "One thing.")]
    assert Revision.objects.of("source", source.pk).count() == 1


def test_the_text_of_a_snapshot_cannot_be_changed_by_a_forged_form(client):
    snapshot = factories.source().snapshots.get()
    send(client, address("change", "snapshot", snapshot), text="Other words.", number="7", is_excerpt="on")
    assert Snapshot.objects.get(pk=snapshot.pk).text == factories.TEXT
    source_page = address("change", "source", snapshot.source)
    send(client, source_page, snapshots__0__text="Other words.", snapshots__0__id=str(snapshot.pk))
    assert [row.text for row in Snapshot.objects.filter(source=snapshot.source)] == [factories.TEXT]


def test_its_page_lists_the_sentences_nothing_cites_and_marks_them(client):
    source = factories.source("One thing. Another <thing>.")
    factories.cite(source, "One thing.", source)
    page = client.get(address("change", "snapshot", source.snapshots.get())).content.decode()
    assert "1 of 2 sentences are neither cited nor excused." in page
    assert '<li><a href="#at-11">11</a> Another &lt;thing&gt;. ' in page
    assert 'One thing. <mark id="at-11">Another &lt;thing&gt;.</mark>' in page


def test_a_passage_is_excused_by_pasting_it(client):
    source = factories.source("One thing. Another thing.")
    page = address("change", "snapshot", source.snapshots.get())
    typed = {"words": "Another thing.", "reason": "Says nothing.", "start": None}
    send(client, page, excuses__TOTAL_FORMS="1", **{f"excuses__0__{name}": value for name, value in typed.items()})
    excuse = Excuse.objects.get()
    assert (excuse.start, excuse.end, excuse.reason) == (11, 25, "Says nothing.")
    assert shown(client, page)["excuses-0-words"] == "Another thing."
    assert Revision.objects.of("source", source.pk).count() == 1


def test_a_passage_that_is_not_there_is_refused(client):
    page = address("change", "snapshot", factories.source("One thing.").snapshots.get())
    typed = {"words": "Other thing.", "reason": "Says nothing."}
    answer = send(
        client, page, excuses__TOTAL_FORMS="1", **{f"excuses__0__{name}": value for name, value in typed.items()}
    )
    assert len(complaints(answer)) == 1
    assert not Excuse.objects.exists()


def test_citations_whose_words_are_the_same_are_moved_by_one_action(client):
    made = factories.catalogue()
    text = f"X{factories.TEXT}".replace("Village shops matter", "Village stores matter")
    taken = Snapshot.objects.create(source=made["source"], number=2, text=text, taken_on="2026-11-25")
    page = client.get(address("change", "snapshot", taken)).content.decode()
    assert address("change", "statement", made["statement"]) in page
    assert "6 stand here word for word" in page
    client.post(address("changelist", "snapshot"), {"action": "reanchor", "_selected_action": [str(taken.pk)]})
    assert taken.citations.count() == 6
    assert [row.record for row in made["source"].snapshots.get(number=1).citations.all()] == [made["statement"]]
