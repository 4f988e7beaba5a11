import uuid

import pytest

from policies.models import Merge, NotSame
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


def a_merge(**values):
    return Merge(
        **{
            "kind": "document",
            "lesser_id": ONE,
            "kept_id": TWO,
            "reason": "Entered twice.",
            "lesser_hash": "sha256:a",
            "kept_hash": "sha256:b",
            "proposed_by": f.user(),
            **values,
        }
    )


def a_pair(**values):
    return NotSame(**{"kind": "document", "first_id": ONE, "second_id": TWO, "by": f.user(), **values})


def again(row):
    row().save()
    return row()


def decided_by_its_author():
    author = f.user()
    return a_merge(state="done", proposed_by=author, decided_by=author)


BROKEN = {
    "merge_of_a_kind_that_merges": Broken(lambda: a_merge(kind="source"), None),
    "merge_of_two_records": Broken(lambda: a_merge(kept_id=ONE), "A record cannot be merged with itself."),
    "merge_once": Broken(lambda: again(a_merge), "This record is merged, or proposed to be merged, already."),
    "merge_decided_by_another": Broken(
        decided_by_its_author, "You proposed this merge. Somebody else has to decide on it."
    ),
    "merge_for_a_reason": Broken(lambda: a_merge(reason=""), None),
    "merge_state_known": Broken(lambda: a_merge(state="other"), None),
    "notsame_once": Broken(lambda: again(a_pair), "It is known already that these two are not the same."),
    "notsame_taken_back_by_somebody": Broken(lambda: a_pair(taken_back_by=f.user()), None),
    "notsame_in_order": Broken(lambda: a_pair(first_id=TWO, second_id=ONE), None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_said_in_a_sentence(case):
    assert case.sentence in complaints(case.row())


def test_a_merge_done_by_nobody_is_refused():
    assert refused_by(a_merge(state="done")) == {"merge_decided_by_another"}


def test_a_merge_that_was_undone_or_declined_can_be_proposed_again():
    for state in ("undone", "declined"):
        a_merge(state=state).save()
    assert complaints(a_merge()) == []


def test_they_say_what_they_are():
    assert str(a_merge()) == f"document {ONE} → {TWO}"
    assert str(a_pair()) == f"document {ONE} ≠ {TWO}"
