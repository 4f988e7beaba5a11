"""The reference can be read as it stood at any moment: `as_of` gives what `current` gave then."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest

from policies.domain import publishing
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db
STEPS = 30


def standing(editions):
    """What the public sees, record by record."""
    return {str(edition.record_id): edition.record for edition in editions}


def seen_then(record):
    """The record without the moment at which a later edition took its place, which nobody knew then."""
    return {**record, "edition": {**record["edition"], "superseded_at": None}}


def step(draw, made):
    """One thing that curators do: a new measure or statement, a new name, something withdrawn or brought back."""
    act = draw.choice([new_measure, new_statement, rename, rename, withdraw, bring_back])
    act(draw, made)


def new_measure(_draw, made):
    made["leaves"].append(f.measure(made["source"], made["document"]))
    f.publish(made["leaves"][-1])


def new_statement(_draw, made):
    made["leaves"].append(f.statement(made["source"]))
    f.publish(made["leaves"][-1])


def rename(draw, made):
    name = f"Name {draw.random()}"
    record, field = draw.choice([(made["agency"], "name_en"), (made["source"], "title_en"), (made["document"], "slug")])
    f.change(record, **{field: name if field != "slug" else f"document-{draw.randrange(10**9)}"})
    f.publish(record)


def withdraw(draw, made):
    public = [record for record in made["leaves"] if record not in made["gone"]]
    if public:
        made["gone"].append(draw.choice(public))
        publishing.withdraw(made["gone"][-1:], by=None, reason="Wrong.")


def bring_back(draw, made):
    if made["gone"]:
        f.publish(made["gone"].pop(draw.randrange(len(made["gone"]))))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_catalogue_as_of_any_moment_is_what_was_current_then(seed):
    draw = random.Random(seed)  # noqa: S311 - the same choices every time
    made = f.catalogue()
    made |= {"leaves": [made["statement"], *made["measures"]], "gone": []}
    moments, states = [], []
    for _number in range(STEPS):
        step(draw, made)
        at = Edition.objects.order_by("-sequence")[0].published_at
        if at in moments:
            # There was nothing to withdraw or to bring back.
            continue
        moments.append(at)
        states.append(standing(Edition.objects.current()))
    for at, state in zip(moments, states, strict=True):
        assert remembered(at) == state
    for (_earlier, state), (later, _state) in pairwise(zip(moments, states, strict=True)):
        assert remembered(later - timedelta(microseconds=1)) == state
    actions = set(Edition.objects.values_list("action", flat=True))
    assert actions == {"published", "renewed", "withdrawn", "restored"}


def remembered(at):
    return {name: seen_then(record) for name, record in standing(Edition.objects.as_of(at)).items()}


def test_before_the_first_publication_there_was_nothing():
    first = f.publish(f.source())[0].published_at
    assert list(Edition.objects.as_of(first - timedelta(microseconds=1))) == []


def test_of_one_record_there_is_never_more_than_one_edition_at_a_time():
    made = f.catalogue()
    for number in range(3):
        f.change(made["agency"], name_en=f"Name {number}")
        f.publish(made["agency"])
    for edition in Edition.objects.all():
        then = Edition.objects.as_of(edition.published_at)
        names = list(then.values_list("record_id", flat=True))
        assert len(names) == len(set(names))
        assert edition in then
