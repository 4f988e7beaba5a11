"""The seed: what it makes public, what it leaves on the desk, and that it does so once."""

import json
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from policies.content.records import MODELS
from policies.domain import seeding
from policies.domain.seeding import seed
from policies.domain.verifying import Failure, Tally, verify
from policies.models import (
    Approval,
    Edition,
    Facet,
    Mention,
    Passage,
    Revision,
    SearchEntry,
    Snapshot,
    Term,
    Text,
    triggers,
)
from tests import factories as f


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """What seeding says; its rows are there for the whole module."""
    sentences = []
    with django_db_blocker.unblock(), transaction.atomic():
        seed(sentences.append)
        yield sentences
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(said, db):
    """Each test finds the same seed."""


def current(kind):
    return Edition.objects.current().of(kind).count()


def test_the_article_is_public_with_all_that_it_says():
    assert {kind: current(kind) for kind in ("source", "agency", "document", "measure", "statement")} == {
        "source": 1,
        "agency": 4,
        "document": 7,
        "measure": 30,
        "statement": 17,
    }


def test_every_record_is_published_once_at_one_moment():
    rows = Edition.objects.order_by("sequence").values_list("sequence", "action", "number")
    assert list(rows) == [(number, "published", 1) for number in range(1, len(rows) + 1)]
    assert Edition.objects.values("published_at").distinct().count() == 1


def test_the_seed_is_approved_as_such():
    assert set(Approval.objects.values_list("basis", "by")) == {("seed", None)}


def test_every_piece_of_evidence_holds():
    tally = Tally()
    assert list(verify(tally)) == []
    assert tally.evidence == 90


def test_each_step_is_said(said):
    assert said[:2] == ["Loaded fixtures/vocabularies: 10 files.", "Loaded fixtures/demo: 5 files."]
    assert said[2] == f"Published {Edition.objects.count()} records."


def test_the_official_values_wait_for_review():
    states = {kind: set(model.objects.values_list("state", flat=True)) for kind, model in MODELS.items()}
    assert states == {
        "term": {"published"},
        "agency": {"in_review"},
        "document": {"in_review"},
        "source": {"published", "in_review"},
        "measure": {"published"},
        "statement": {"published"},
    }


def test_a_second_time_changes_nothing():
    before = [list(model.objects.order_by("pk").values()) for model in (*MODELS.values(), Edition, Revision)]
    sentences = []
    assert seed(sentences.append) == 0
    assert sentences == ["The catalogue is not empty: the seed stays out."]
    after = [list(model.objects.order_by("pk").values()) for model in (*MODELS.values(), Edition, Revision)]
    assert after == before


# The number of a day or a month alone is nobody's.
NUMBERS = re.compile(r"[0-9]{1,2}")
NOT_WORDS = re.compile(r"sha256:|[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27}")


def texts(node):
    """Every text in a value, at whatever depth; names of fields, numbers, ids and checksums are none."""
    if isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from texts(part)
    elif isinstance(node, str) and not NOT_WORDS.match(node):
        # Of an address, the part that every record of its kind has is no word of this one.
        yield node.split("/", 2)[-1] if node.startswith("/") else node


def words(values):
    found = {word.lower() for text in texts(values) for word in re.findall(r"[^\W_]+", text) if len(word) > 1}
    return {word for word in found if not NUMBERS.fullmatch(word)}


def words_of(folder):
    paths = Path(settings.BASE_DIR, "fixtures", folder).glob("*.yaml")
    return words([row["fields"] for path in paths for row in yaml.safe_load(path.read_text("utf-8"))])


def test_no_word_that_only_the_official_values_have_is_anywhere_in_the_catalogue():
    only_official = words_of("official") - words_of("demo") - words_of("vocabularies")
    editions = Edition.objects.values_list("content", "slug", "search_text", "title_key", "reason")
    public = [[json.loads(content), *rest] for content, *rest in editions]
    public += [list(row) for row in Facet.objects.values_list("value")]
    public += [list(row) for row in Passage.objects.values_list("stated", "value", "stance")]
    public += [list(row) for row in Text.objects.values_list("text")]
    assert len(only_official) > 100
    assert only_official & words(public) == set()


def test_the_desk_has_those_words():
    only_official = words_of("official") - words_of("demo") - words_of("vocabularies")
    desk = [list(row) for row in Snapshot.objects.values_list("text")]
    assert len(only_official & words(desk)) > 50


def test_a_seed_with_a_quote_that_does_not_hold_is_not_loaded_at_all(monkeypatch):
    with triggers.dropped():
        for model in (SearchEntry, Facet, Passage, Mention, Edition):
            model.objects.all().delete()
    Term.objects.filter(key="trust:summary").update(state="draft")
    # A smaller seed fails in the same way.
    monkeypatch.setattr(seeding, "_publish", lambda _say: len(f.publish(f.source())))
    monkeypatch.setattr(seeding, "_submit", lambda _say: None)
    monkeypatch.setattr(seeding, "verify", lambda _tally: iter([Failure("desk", "measure x, record", "not there")]))
    revisions = Revision.objects.count()
    with pytest.raises(ValidationError, match="desk measure x, record: not there"):
        seed(lambda _sentence: None)
    assert (Edition.objects.count(), Revision.objects.count()) == (0, revisions)
