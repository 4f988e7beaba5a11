"""Tokens, and the index of each database over them."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from policies.models import Edition, SearchEntry, Sentence, Word, triggers
from policies.models.search import create_indexes, drop_indexes
from tests import factories as f
from tests.models.refusals import Broken, refused_by

pytestmark = pytest.mark.django_db
migration = import_module("policies.migrations.0019_search")
key_words = import_module("policies.migrations.0033_key_words_in_search")


def again():
    f.catalogue()
    there = Sentence.objects.all()[0]
    return Sentence(text=there.text, start=there.start, end=there.end, search_text="", tokens="")


BROKEN = {"sentence_once": Broken(again, None)}


def test_no_sentence_stands_twice_in_the_same_place():
    assert refused_by(again()) == {"sentence_once"}


def test_they_say_what_they_are():
    assert str(Sentence(start=3, end=9)) == "[3,9)"
    assert str(Word(text="shops")) == "shops"
    assert str(SearchEntry(edition_id=7)) == "7"


@pytest.fixture
def made():
    """Four sentences of one text, by their tokens."""
    f.catalogue()
    text = Sentence.objects.all()[0].text
    Sentence.objects.all().delete()
    for start, tokens in enumerate(["3a 3b", "3a 3c", "3农村 3é", "3~swb 3a1"]):
        Sentence.objects.create(text=text, start=start, end=9, search_text="", tokens=tokens)


def having(*groups):
    rows = Sentence.objects.filter(pk__in=Sentence.objects.having(groups))
    return list(rows.order_by("start").values_list("start", flat=True))


def test_a_row_has_of_each_group_any_token(made):
    assert having(["3a"]) == [0, 1]
    assert having(["3b", "3c"]) == [0, 1]
    assert having(["3a"], ["3b", "3c", "3x"]) == [0, 1]
    assert having(["3a"], ["3b"]) == [0]
    assert having(["3农村"], ["3é"]) == [2]
    assert having(["3~swb"]) == [3]


@pytest.mark.parametrize("token", ["a", "3", "3农", "3村", "3e", "3swb", "3~sw", "3aa", "3a2"])
def test_only_whole_tokens_are_found(made, token):
    assert having([token]) == []


def test_thousands_of_tokens_can_be_asked_for(made):
    assert having([f"3x{number}" for number in range(6000)] + ["3c"]) == [1]


def test_the_index_keeps_up_with_changes(made):
    Sentence.objects.filter(start=0).update(tokens="3z")
    Sentence.objects.filter(start=1).delete()
    assert (having(["3a"]), having(["3z"])) == ([], [0])


def test_the_index_is_used(made):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # For so few rows any way is as good. What is counted of them by others decides which one is taken.
            for way in ("seqscan", "indexscan", "indexonlyscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = Sentence.objects.filter(pk__in=Sentence.objects.having([["3a"]])).explain()
    assert "policies_sentence_index" in plan


def test_indexes_can_be_dropped_and_made_again():
    drop_indexes(connection)
    drop_indexes(connection)
    create_indexes(connection)
    f.catalogue()
    assert len(having(["3village"])) == 2


def rows():
    return (
        sorted(SearchEntry.objects.values_list("edition", "tokens", "readings", "text")),
        sorted(Sentence.objects.values_list("text", "start", "end", "search_text", "tokens")),
        sorted(Word.objects.values_list("text", "stem")),
        sorted(Edition.objects.values_list("sequence", "search_text")),
    )


def test_the_migration_fills_what_publishing_writes():
    made = f.catalogue()
    f.change(made["agency"], name_zh="商務部")
    f.publish(made["agency"])
    written = rows()
    for model in (SearchEntry, Sentence, Word):
        model.objects.all().delete()
    with triggers.dropped():
        Edition.objects.update(search_text="as it was before")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert rows() == written
    with pytest.raises(Exception, match="never changes"):
        Edition.objects.update(search_text="as it was before")


def test_the_migration_ranks_what_stands_around_key_words_anew_and_nothing_else():
    made = f.catalogue()
    start = f.TEXT.index("equipment")
    made["measures"][0].citations.update(spans=[[start, start + 9]])
    f.publish(f.change(made["measures"][0]))
    right = dict(SearchEntry.objects.values_list("pk", "tokens"))
    entry = SearchEntry.objects.get(edition__record_id=made["measures"][0].pk, edition__superseded_at=None)
    SearchEntry.objects.filter(pk=entry.pk).update(tokens=entry.tokens.replace("3delivery", "2delivery"))
    assert SearchEntry.objects.get(pk=entry.pk).tokens != entry.tokens
    key_words.fill(apps, None)
    assert dict(SearchEntry.objects.values_list("pk", "tokens")) == right
    having = SearchEntry.objects.having([["2delivery"]])
    assert not SearchEntry.objects.filter(pk__in=having).filter(pk=entry.pk).exists()
