"""What is written when an edition or a text becomes public."""

import pytest

from policies.content import searching as reading
from policies.domain import publishing
from policies.models import Edition, SearchEntry, Sentence, Word
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_every_edition_with_words_has_its_entry_and_a_tombstone_none():
    made = f.catalogue()
    f.change(made["statement"], statement_kind="effect")
    f.publish(made["statement"])
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    spoken = Edition.objects.exclude(content="")
    entries = {row.pk: (row.tokens, row.readings, row.text_id) for row in SearchEntry.objects.all()}
    assert entries == {row.pk: reading.entry(row.record)[:3] for row in spoken}
    assert Edition.objects.count() == spoken.count() + 1


def test_a_text_has_its_sentences_once_however_often_its_source_is_published():
    made = f.catalogue()
    for title in ("Second", "Third"):
        f.change(made["source"], title_en=title)
        f.publish(made["source"])
    rows = Sentence.objects.order_by("start").values_list("start", "end", "search_text", "tokens")
    assert list(rows) == [row[:4] for row in reading.sentence_entries(f.TEXT)]


def test_a_draft_is_in_no_row():
    f.catalogue()
    f.statement(f.source("A secret zeppelin flies."), "A secret zeppelin flies.")
    f.measure(f.source(), f.bare_document(), title_en="Zeppelins")
    stored = [*SearchEntry.objects.values_list("tokens", flat=True), *Sentence.objects.values_list("tokens", flat=True)]
    assert [text for text in [*stored, *Word.objects.values_list("text", flat=True)] if "zeppelin" in text] == []


def test_the_vocabulary_has_each_word_once_with_its_stem():
    f.catalogue()
    f.catalogue()
    assert Word.objects.get(text="subsidies").stem == "subsidi"
    tokens = {token[1:] for row in SearchEntry.objects.all() for token in row.tokens.split(" ") if token[0] != "0"}
    tokens |= {token[1:] for row in Sentence.objects.all() for token in row.tokens.split(" ")}
    assert set(Word.objects.values_list("text", flat=True)) == tokens
