import uuid
from datetime import UTC, datetime, timedelta

import pytest

from policies.models import Approval, Schedule
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def a_schedule(**values):
    approval = Approval.objects.create(kind="measure", record_id=RECORD, content_hash="sha256:a", basis="seed")
    return Schedule(
        **{"kind": "measure", "record_id": RECORD, "approval": approval, "due_at": NOON, "by": f.user(), **values}
    )


def again():
    a_schedule().save()
    return a_schedule()


BROKEN = {
    "schedule_one_waiting": Broken(again, "This record is on the schedule already. Take it off first."),
    "schedule_state_known": Broken(lambda: a_schedule(state="other"), None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_said_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


def test_what_is_due_comes_in_order_of_time_and_only_while_it_waits():
    late, early = a_schedule(), a_schedule(record_id=uuid.UUID(int=2), due_at=NOON - timedelta(hours=1))
    for row in (late, early, a_schedule(record_id=uuid.UUID(int=3), state="void")):
        row.save()
    assert list(Schedule.objects.due(NOON)) == [early, late]
    assert list(Schedule.objects.due(NOON - timedelta(seconds=1))) == [early]


def test_a_schedule_says_what_it_is():
    assert str(a_schedule()) == f"measure {RECORD}: 2026-11-24 12:00"
