from datetime import timedelta

import pytest

from policies.domain import history, publishing, review
from policies.models import Edition, Log, Relation, Schedule, Term, ThreadEntry
from tests import factories as f
from tests.domain.clock import NOON, Clock

pytestmark = pytest.mark.django_db
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch.setattr)


def scheduled(record, due_at=NOON + HOUR):
    """The record, written by one person, approved by another for that moment."""
    history.note_change(record, by=f.user(), reason=f.REASON)
    record.refresh_from_db()
    review.submit(record, by=None)
    publishing.approve_for(record, due_at, by=f.user())
    return record


def renamed(source, title, due_at=NOON + HOUR):
    f.change(source, title_en=title)
    return scheduled(source, due_at)


def published(**values):
    made = f.source(**values)
    f.publish(made)
    return made


def outcomes():
    return [(row.state, row.why) for row in Schedule.objects.order_by("pk")]


def said(record):
    """What the thread of a record says since it was scheduled."""
    entries = list(ThreadEntry.objects.of(record.kind, record.pk).values_list("act", "text", "by"))
    acts = [act for act, _text, _by in entries]
    return entries[acts.index("scheduled") + 1 :]


def title_at(record, moment):
    return Edition.objects.as_of(moment).get(record_id=record.pk).record["title"]["en"]


# At its moment


def test_it_is_public_from_exactly_its_moment_on_however_late_that_is_carried_out(clock):
    source = renamed(published(title_en="Before"), "After")
    due_at = NOON + HOUR
    clock.at(15, 30)
    done = publishing.publish_due()
    edition = Edition.objects.current().get(record_id=source.pk)
    assert (edition.published_at, edition.number, edition.approval.by is None) == (due_at, 2, False)
    assert (done.editions, done.published, done.refused) == (1, 1, [])
    assert title_at(source, due_at - TICK) == "Before"
    assert title_at(source, due_at) == "After"
    source.refresh_from_db()
    assert (source.state, outcomes()) == ("published", [("done", "")])


def test_a_moment_before_its_time_nothing_happens(clock):
    renamed(published(), "After")
    before = Log.objects.get().sequence
    clock.now = NOON + HOUR - TICK
    assert publishing.publish_due() == (0, 0, [])
    assert (Log.objects.get().sequence, outcomes()) == (before, [("waiting", "")])
    clock.now += TICK
    assert publishing.publish_due() == (1, 1, [])


def test_carried_out_again_it_writes_nothing(clock):
    renamed(published(), "After")
    clock.at(14)
    assert publishing.publish_due() == (1, 1, [])
    assert publishing.publish_due() == (0, 0, [])


def test_whatever_is_published_later_comes_after_what_was_due_by_then(clock):
    first, second = published(), published()
    renamed(first, "On time")
    clock.at(16)
    f.change(second, title_en="By hand")
    f.publish(second)
    rows = Edition.objects.order_by("-sequence").values_list("record_id", "published_at")[:2]
    assert list(rows) == [(second.pk, NOON.replace(hour=16)), (first.pk, NOON + HOUR)]


def test_a_withdrawal_comes_after_it_too(clock):
    source = renamed(published(title_en="Before"), "After")
    clock.at(16)
    publishing.withdraw([source], by=f.user(), reason="Wrong.")
    assert title_at(source, NOON + HOUR) == "After"
    assert not Edition.objects.as_of(NOON.replace(hour=16)).filter(record_id=source.pk).exists()
    assert outcomes() == [("done", "")]


def test_several_moments_that_passed_unattended_are_each_their_own_and_in_order(clock):
    sources = [renamed(published(), f"Hour {hour}", NOON + hour * HOUR) for hour in (3, 1, 2)]
    clock.at(20)
    assert publishing.publish_due().published == 3
    rows = Edition.objects.order_by("-sequence").values_list("record_id", "published_at")[:3]
    assert list(rows) == [(sources[place].pk, NOON + hour * HOUR) for place, hour in ((0, 3), (2, 2), (1, 1))]


def test_what_falls_due_while_others_are_published_has_its_own_moment_too(clock):
    first, second = renamed(published(), "First"), renamed(published(), "Second", NOON + HOUR + timedelta(seconds=1))
    third = published()
    f.change(third, title_en="Third")
    f.approve(third)
    clock.at(13)
    clock.step = timedelta(seconds=0.6)
    publishing.publish([third])
    moments = dict(Edition.objects.current().values_list("record_id", "published_at"))
    assert (moments[first.pk], moments[second.pk]) == (NOON + HOUR, NOON + HOUR + timedelta(seconds=1))
    assert moments[third.pk] > moments[second.pk]


def test_approved_anew_after_its_time_it_is_public_from_its_time_on(clock):
    source = renamed(published(), "After")
    clock.at(14)
    with pytest.raises(publishing.ValidationError, match="is published; this needs it to be in review"):
        publishing.approve_and_publish([source], by=f.user())
    publishing.publish_due()
    assert Edition.objects.current().get(record_id=source.pk).published_at == NOON + HOUR


def test_published_by_hand_before_its_time_it_waits_no_longer(clock):
    source = renamed(published(), "After")
    publishing.approve_and_publish([source], by=f.user())
    clock.at(14)
    assert (publishing.publish_due(), outcomes()) == ((0, 0, []), [("done", "")])


def test_after_the_clock_was_put_back_it_comes_right_after_the_last_edition(clock):
    source = renamed(published(), "After")
    clock.at(18)
    other = published()
    last = Edition.objects.get(record_id=other.pk).published_at
    later = renamed(other, "Later", last + HOUR)
    clock.now = NOON + 2 * HOUR
    Schedule.objects.filter(record_id=other.pk).update(due_at=NOON + HOUR)
    assert publishing.publish_due().published == 1
    assert Edition.objects.current().get(record_id=later.pk).published_at > last
    assert Edition.objects.current().get(record_id=source.pk).published_at == NOON + HOUR


# Together


def cite_document(document, other, source):
    relation = Relation.objects.create(document=document, predicate="cites", object=other)
    f.cite(document, "opinions", source, "relation", relation=relation)


def test_records_of_one_moment_that_name_each_other_are_public_at_once(clock):
    source = published()
    agency = f.agency(source)
    documents = [f.document(source, agency) for _number in range(2)]
    for one, other in (documents, reversed(documents)):
        cite_document(one, other, source)
    f.publish(*f.Term.objects.all())
    for record in (*documents, agency):
        scheduled(record)
    clock.at(14)
    assert publishing.publish_due().published == 3
    new = Edition.objects.filter(published_at=NOON + HOUR, action="published").order_by("sequence")
    assert list(new.values_list("record_id", flat=True)) == [agency.pk, documents[0].pk, documents[1].pk]


def test_records_that_swap_their_addresses_at_one_moment_do(clock):
    first, second = published(slug="first"), published(slug="second")
    f.change(first, slug="between")
    f.change(second, slug="first")
    f.change(first, slug="second")
    scheduled(first)
    scheduled(second)
    broken = scheduled(f.document(second, f.agency(second)))
    clock.at(14)
    done = publishing.publish_due()
    assert (done.published, [row.record_id for row in done.refused]) == (2, [broken.pk])
    moments = set(Edition.objects.current().filter(kind="source").values_list("slug", "published_at"))
    assert moments == {("first", NOON + HOUR), ("second", NOON + HOUR)}


# Refused


def an_unpublished_agency_s_document(source):
    """A document that nobody can publish alone: its agency is a draft."""
    return f.document(source, f.agency(source, slug="ministry"), slug="opinions")


def test_one_that_is_refused_keeps_no_other_from_its_exact_moment_and_its_thread_says_why(clock):
    source = published()
    f.publish(f.agency(source))
    refused = an_unpublished_agency_s_document(source)
    f.publish(*f.Term.objects.exclude(state="published"))
    for record in (renamed(published(), "One"), refused, renamed(published(), "Two")):
        if record is refused:
            scheduled(record)
    clock.at(14)
    done = publishing.publish_due()
    why = "document opinions names ministry, which is not public. Publish both together, or change the one."
    assert (done.published, [(row.record_id, row.why) for row in done.refused]) == (2, [(refused.pk, why)])
    assert set(Edition.objects.filter(published_at=NOON + HOUR).values_list("number", flat=True)) == {2}
    assert Edition.objects.filter(published_at=NOON + HOUR).count() == 2
    assert said(refused) == [("unscheduled", why, None)]
    refused.refresh_from_db()
    assert (refused.state, outcomes()[2]) == ("in_review", ("refused", why))


def test_one_that_needs_a_refused_one_is_refused_with_it_and_one_that_does_not_is_public(clock):
    source = published()
    known = f.agency(source)
    f.publish(known, *f.Term.objects.all())
    refused = an_unpublished_agency_s_document(source)
    f.publish(*f.Term.objects.exclude(state="published"))
    needs = f.document(source, known, slug="notice")
    cite_document(needs, refused, source)
    alone = f.document(source, known, title_en="Plan")
    for record in (needs, alone, refused):
        scheduled(record)
    clock.at(14)
    assert publishing.publish_due().published == 1
    remedy = ", which is not public. Publish both together, or change the one."
    # In which order a record's faults are said follows from ids that nobody chose.
    why = {row.record_id: set(row.why.split(f"{remedy} ")) for row in Schedule.objects.filter(state="refused")}
    assert {name: {said.removesuffix(remedy) for said in sentences} for name, sentences in why.items()} == {
        needs.pk: {"document notice names opinions", "document notice names ministry"},
        refused.pk: {"document opinions names ministry"},
    }
    assert Edition.objects.current().get(record_id=alone.pk).published_at == NOON + HOUR


def test_one_whose_public_state_suffices_others_does_not_take_them_along(clock):
    source = published()
    known = f.agency(source)
    named = f.document(source, known, title_en="Opinions")
    f.publish(known, named)
    cite_document(named, f.document(source, known), source)
    names = f.document(source, known, title_en="Notice")
    cite_document(names, named, source)
    for record in (names, named):
        scheduled(record)
    clock.at(14)
    done = publishing.publish_due()
    assert (done.published, [row.record_id for row in done.refused]) == (1, [named.pk])
    assert Edition.objects.current().get(record_id=names.pk).published_at == NOON + HOUR


def test_one_whose_record_is_gone_is_refused_and_keeps_nobody_from_publishing(clock):
    other, gone = renamed(published(), "After"), scheduled(f.term("theme", "TRADE"))
    Term.objects.filter(pk=gone.pk).delete()
    clock.at(14)
    done = publishing.publish_due()
    assert (done.published, [row.why for row in done.refused]) == (
        1,
        ["The record, or one that it names, is no longer there."],
    )
    assert title_at(other, NOON + HOUR) == "After"


def test_refused_once_it_is_not_tried_again_and_can_be_scheduled_anew(clock):
    source = published()
    refused = an_unpublished_agency_s_document(source)
    f.publish(*f.Term.objects.exclude(state="published"))
    scheduled(refused)
    clock.at(14)
    assert len(publishing.publish_due().refused) == 1
    assert publishing.publish_due() == (0, 0, [])
    f.publish(*(row.agency for row in refused.issuers.all()))
    publishing.approve_for(refused, NOON + 5 * HOUR, by=f.user())
    clock.at(18)
    assert publishing.publish_due().published == 1
    assert Edition.objects.current().get(record_id=refused.pk).published_at == NOON + 5 * HOUR
