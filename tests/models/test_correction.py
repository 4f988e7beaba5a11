import uuid

import pytest

from policies.models import Correction
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)


def a_correction(**values):
    return Correction(
        **{
            "kind": "measure",
            "record_id": RECORD,
            "edition": 1,
            "value": "title",
            "text": "A word is missing.",
            **values,
        }
    )


BROKEN = {
    "correction_says_something": Broken(lambda: a_correction(text=""), None),
    "correction_decided_with_an_answer": Broken(
        lambda: a_correction(state="declined"), "Write an answer: the public reads why."
    ),
    "correction_state_known": Broken(lambda: a_correction(state="other"), None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert refused_by(BROKEN[name].row()) == {name}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_said_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


def test_the_public_sees_all_but_what_was_discarded_and_curators_work_on_what_is_open():
    rows = {
        state: a_correction(state=state, answer="Because.")
        for state in ("received", "in_work", "accepted", "declined", "discarded")
    }
    for row in rows.values():
        row.save()
    assert {row.state for row in Correction.objects.shown()} == {"received", "in_work", "accepted", "declined"}
    assert {row.state for row in Correction.objects.open()} == {"received", "in_work"}


def test_a_correction_says_what_it_is():
    assert str(a_correction()) == f"measure {RECORD}, title: received"
