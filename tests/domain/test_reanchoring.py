import pytest
from django.core.exceptions import ValidationError

from policies.domain import history
from policies.domain.reanchoring import offers, reanchor
from policies.domain.verifying import Tally, verify
from policies.models import Citation, Revision, Snapshot
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue()


def taken_again(source, text):
    snapshot = Snapshot.objects.create(source=source, number=2, text=text, taken_on="2026-11-25")
    history.note_change(source, by=f.user("curator"), reason="Taken again.")
    return snapshot


def test_one_character_more_at_the_start_leaves_no_orphan(made):
    snapshot = taken_again(made["source"], f"X{f.TEXT}")
    found = offers(snapshot)
    assert [offer.start - offer.citation.start for offer in found] == [1] * Citation.objects.count()


def test_nothing_moves_by_itself(made):
    offers(taken_again(made["source"], f"X{f.TEXT}"))
    assert set(Citation.objects.values_list("snapshot__number", flat=True)) == {1}


def test_all_exact_ones_move_at_once_with_their_key_words(made):
    measure = made["measures"][0]
    measure.citations.update(spans=[[84, 93]])
    snapshot, person = taken_again(made["source"], f"X{f.TEXT}"), f.user("curator")
    assert reanchor(snapshot, [offer.citation for offer in offers(snapshot)], by=person) == Citation.objects.count()
    moved = measure.citations.get()
    assert (moved.snapshot, moved.start, moved.spans) == (snapshot, 73, [[85, 94]])
    assert list(verify(Tally())) == []
    measure.refresh_from_db()
    assert measure.state == "draft"
    assert Revision.objects.filter(by=person, reason="Words found again in snapshot 2").count() == 4


def test_changed_words_are_orphans_and_stay_where_they_are(made):
    snapshot = taken_again(made["source"], f.TEXT.replace("Village shops matter", "Village stores matter"))
    orphans = [offer.citation for offer in offers(snapshot) if offer.start is None]
    assert [citation.record for citation in orphans] == [made["statement"]]
    with pytest.raises(ValidationError, match="does not have “Village shops matter to the countryside"):
        reanchor(snapshot, [offer.citation for offer in offers(snapshot)], by=f.user("curator"))
    assert set(Citation.objects.values_list("snapshot__number", flat=True)) == {1}


def test_words_that_stand_twice_are_told_apart_by_their_surroundings():
    text = "A shop. The ministry said yes. A farm. The ministry said no. Then the whole village went home."
    source = f.source(text)
    f.cite(source, "The ministry", source, "title")
    assert [offer.start for offer in offers(taken_again(source, f"{text} The ministry left."))] == [8]


def test_words_that_stand_twice_in_other_surroundings_are_an_orphan():
    source = f.source("A shop. The ministry said yes.")
    f.cite(source, "The ministry", source, "title")
    assert [offer.start for offer in offers(taken_again(source, "The ministry said no. The ministry left."))] == [None]


def test_a_snapshot_of_another_source_is_refused(made):
    other = f.source("Another text. August 2015.").snapshots.get()
    with pytest.raises(ValidationError, match="beyond doubt"):
        reanchor(other, Citation.objects.filter(value="date"), by=f.user("curator"))
