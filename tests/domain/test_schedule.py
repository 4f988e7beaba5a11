from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from policies.domain import history, publishing, review, schedule
from policies.models import Approval, Edition, Schedule, ThreadEntry
from tests import factories as f
from tests.domain.clock import NOON, Clock

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch.setattr)


@pytest.fixture
def source(clock):
    """A public source, whose new title is approved for one o'clock."""
    made = f.source(title_en="Before")
    f.publish(made)
    f.change(made, title_en="After")
    review.submit(made, by=None)
    publishing.approve_for(made, NOON + HOUR, by=f.user())
    return made


def refused(act, *arguments, **values):
    with pytest.raises(ValidationError) as refusal:
        act(*arguments, **values)
    return refusal.value.messages


def outcome(clock):
    """State and reason of the one scheduled publication, after its time has come; and what is public then."""
    clock.at(14)
    publishing.publish_due()
    return (*Schedule.objects.values_list("state", "why").get(), public_titles())


def public_titles():
    return [edition.record["title"]["en"] for edition in Edition.objects.current().filter(kind="source")]


# Putting on


def test_what_is_scheduled_is_approved_exactly_as_it_is_and_stays_in_review(source):
    row = schedule.waiting(source)
    source.refresh_from_db()
    assert (row.due_at, row.state, row.approval, source.state) == (
        NOON + HOUR,
        "waiting",
        Approval.objects.order_by("-pk")[0],
        "in_review",
    )
    acts = ThreadEntry.objects.of("source", source.pk).values_list("act", "text")
    assert list(acts)[-2:] == [("approved", ""), ("scheduled", "2099-01-01T13:00:00+00:00")]


@pytest.mark.parametrize("late", [timedelta(), timedelta(microseconds=1), timedelta(days=3)])
def test_a_moment_that_is_past_is_refused_and_nothing_is_approved(clock, late):
    source = f.source()
    history.note_change(source, by=f.user(), reason=f.REASON)
    review.submit(source, by=None)
    assert refused(publishing.approve_for, source, NOON - late, by=f.user()) == [
        f"{(NOON - late).isoformat(timespec='minutes')} is past. Give a moment to come, or approve and publish now."
    ]
    assert not Approval.objects.exists()


def test_a_moment_before_the_last_edition_is_past_too_when_the_clock_was_put_back(clock, source):
    clock.at(18)
    f.publish(f.source())
    clock.at(15)
    other = f.source()
    history.note_change(other, by=f.user(), reason=f.REASON)
    review.submit(other, by=None)
    assert len(refused(publishing.approve_for, other, NOON + 5 * HOUR, by=f.user())) == 1


def test_it_is_on_the_schedule_once_and_refused_a_second_time_without_a_new_approval(source):
    number = Approval.objects.count()
    assert refused(publishing.approve_for, source, NOON + 2 * HOUR, by=f.user()) == [
        "This record is on the schedule already. Take it off first."
    ]
    assert Approval.objects.count() == number


def test_its_author_cannot_schedule_it(clock):
    author, source = f.user("reviewer"), f.source()
    history.note_change(source, by=author, reason=f.REASON)
    review.submit(source, by=author)
    assert refused(publishing.approve_for, source, NOON + HOUR, by=author) == [
        f"{source}: you changed it yourself since its last edition. Somebody else has to approve it."
    ]


# What makes it void


def test_an_edit_voids_it(clock, source):
    f.change(source, title_en="Changed after approval")
    assert outcome(clock) == ("void", "It was changed.", ["Before"])


def test_a_withdrawal_voids_it(clock, source):
    publishing.withdraw([source], by=f.user(), reason="Wrong.")
    assert outcome(clock) == ("void", "Wrong.", [])


def test_sending_it_back_voids_it(clock, source):
    review.ask_for_changes(source, by=f.user(), text="The title is not the source's.")
    assert outcome(clock) == ("void", "It was sent back.", ["Before"])


def test_taking_it_back_to_draft_voids_it(clock, source):
    review.take_back(source, by=f.user())
    assert outcome(clock) == ("void", "It was taken back.", ["Before"])


def test_deleting_it_voids_it(clock):
    draft = f.source()
    history.note_change(draft, by=f.user(), reason=f.REASON)
    review.submit(draft, by=None)
    publishing.approve_for(draft, NOON + HOUR, by=f.user())
    draft.snapshots.get().delete()
    history.delete(draft, by=f.user(), reason="Twice.")
    assert outcome(clock) == ("void", "It was deleted.", [])


def test_taken_off_it_stays_in_review_and_the_thread_says_by_whom(clock, source):
    person = f.user()
    schedule.take_off(source, by=person)
    assert outcome(clock) == ("void", "Taken off the schedule.", ["Before"])
    source.refresh_from_db()
    last = ThreadEntry.objects.of("source", source.pk).last()
    assert (source.state, last.act, last.by) == ("in_review", "unscheduled", person)
    assert refused(schedule.take_off, source, by=person) == ["After is not on the schedule."]


def test_taken_off_it_can_be_approved_for_another_moment(clock, source):
    schedule.take_off(source, by=f.user())
    publishing.approve_for(source, NOON + 3 * HOUR, by=f.user())
    clock.at(16)
    publishing.publish_due()
    assert Edition.objects.current().get(record_id=source.pk).published_at == NOON + 3 * HOUR


def test_a_change_of_what_it_names_does_not_void_it(clock):
    made = f.catalogue()
    f.change(made["document"], title_en="After")
    review.submit(made["document"], by=None)
    publishing.approve_for(made["document"], NOON + HOUR, by=f.user())
    f.change(made["agency"], name_en="New name")
    f.publish(made["agency"])
    assert outcome(clock)[:2] == ("done", "")
    assert f.public(made["document"])["issuers"][0]["agency"]["name"] == {"en": "New name"}


# How long until the next


def test_it_is_known_how_long_nothing_is_due(clock, source):
    assert schedule.seconds_to_next() == 3600
    clock.now = NOON + HOUR - timedelta(milliseconds=250)
    assert schedule.seconds_to_next() == 0.25
    clock.at(14)
    assert schedule.seconds_to_next() == 0
    publishing.publish_due()
    assert schedule.seconds_to_next() is None
