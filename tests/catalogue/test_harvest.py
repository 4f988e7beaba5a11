"""What a harvester is told, in which order, and of which sets."""

from datetime import timedelta

import pytest

from policies.catalogue import harvest
from policies.catalogue.harvest import Harvest
from policies.domain import publishing
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue(measures=3)


def told(**wanted):
    return [str(edition.record_id) for edition in Harvest(**wanted).portion]


def test_every_record_is_told_once_in_the_order_in_which_it_last_changed(made):
    assert told() == list(map(str, Edition.objects.latest().order_by("sequence").values_list("record_id", flat=True)))
    f.change(made["measures"][0], title_en="Other")
    f.publish(made["measures"][0])
    assert told()[-1] == str(made["measures"][0].pk)
    assert len(told()) == len(set(told()))


def test_who_goes_on_while_records_change_misses_none(made, monkeypatch):
    monkeypatch.setattr(harvest, "AT_ONCE", 5)
    first = Harvest()
    seen = [edition.record_id for edition in first.portion]
    changed = made["agency"]
    assert changed.pk in seen
    publishing.withdraw([made["measures"][2]], by=None, reason="Wrong.")
    f.change(changed, name_en="Another name")
    f.publish(changed)
    following = first.following
    while following:
        seen += [edition.record_id for edition in following.portion]
        following = following.following
    assert set(seen) == set(Edition.objects.latest().values_list("record_id", flat=True))
    assert seen.count(changed.pk) == 2


def test_from_is_with_its_moment_and_before_without(made):
    statement = f.statement(made["source"])
    edition = next(row for row in f.publish(statement) if str(row.record_id) == str(statement.pk))
    at = edition.published_at
    assert str(edition.record_id) in told(since=at)
    assert str(edition.record_id) not in told(before=at)
    assert str(edition.record_id) in told(before=at + timedelta(microseconds=1))


def test_sets_are_kinds_and_themes(made):
    term = f.term("theme", "RURAL")
    statement = f.statement(made["source"])
    f.code(statement, "theme", "theme", "RURAL")
    f.publish(statement)
    assert told(set_="kind:measure") == [str(row.pk) for row in made["measures"]]
    assert told(set_="theme:RURAL") == [str(statement.pk)]
    assert [told(set_=name) for name in ("theme:NONE", "kind:none", "anything", "theme", ":")] == [[]] * 5
    assert harvest.sets()[-1] == ("theme:RURAL", term.label_en)
    edition = harvest.record_of(str(statement.pk))
    assert harvest.sets_of([edition]) == {edition.pk: ["kind:statement", "theme:RURAL"]}


def test_a_set_tells_of_what_has_left_it_and_of_every_takedown(made):
    f.term("theme", "RURAL")
    ended, left, taken_down = (f.statement(made["source"]) for _row in range(3))
    for statement in (ended, left):
        f.code(statement, "theme", "theme", "RURAL")
    f.publish(ended, left, taken_down)
    left.codings.all().delete()
    f.publish(left)
    publishing.withdraw([ended], by=None, reason="Wrong.")
    publishing.withdraw([taken_down], by=None, reason="By law.", takedown=True)
    editions = Harvest(set_="theme:RURAL").portion
    sets = harvest.sets_of(editions)
    assert {edition.record_id: sets[edition.pk] for edition in editions} == {
        ended.pk: ["kind:statement", "theme:RURAL"],
        left.pk: ["kind:statement"],
        taken_down.pk: ["kind:statement"],
    }


@pytest.mark.parametrize("number", [1, 3])
def test_a_portion_and_its_sets_cost_a_query_each(number, django_assert_num_queries):
    f.catalogue(measures=number)
    with django_assert_num_queries(2):
        harvest.sets_of(Harvest(set_="kind:measure").portion)
    with django_assert_num_queries(1):
        harvest.sets()
