import uuid
from datetime import timedelta

import pytest

from policies.catalogue.finding import edition, editions, find
from policies.domain import publishing
from policies.models import Edition
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue()


def move(record, slug):
    f.change(record, slug=slug)
    f.publish(record)


def test_a_record_is_found_by_address_and_by_id(made):
    statement = made["statement"]
    for name in (statement.slug, str(statement.id), str(statement.id).upper()):
        found = find("statement", name)
        assert (found.edition.record["id"], found.moved_to, found.is_gone) == (str(statement.id), "", False)


@pytest.mark.parametrize("name", ["unknown", "", "\x00", str(uuid.UUID(int=1)), "意见"])
def test_an_unknown_address_leads_to_nothing(made, name):
    assert find("statement", name) is None
    assert edition("statement", name, 1) is None


def test_an_address_is_of_one_kind(made):
    assert find("document", made["statement"].slug) is None
    assert find("document", str(made["statement"].id)) is None


def test_a_draft_is_not_found(made):
    assert find("statement", f.statement(made["source"]).slug) is None


def test_an_old_address_leads_to_the_present_one(made):
    old = made["statement"].slug
    move(made["statement"], "second")
    move(made["statement"], "third")
    assert [find("statement", name).moved_to for name in (old, "second", "third")] == ["third", "third", ""]
    assert find("statement", old).edition.slug == "third"


def test_an_address_that_another_record_has_taken_is_that_records(made):
    old = made["statement"].slug
    move(made["statement"], "moved")
    other = f.statement(made["source"], slug=old)
    f.publish(other)
    assert (find("statement", old).edition.record["id"], find("statement", old).moved_to) == (str(other.id), "")


def test_a_withdrawn_record_leaves_a_tombstone_at_every_address_it_had(made):
    old = made["statement"].slug
    move(made["statement"], "moved")
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    for name in (old, "moved", str(made["statement"].id)):
        found = find("statement", name)
        assert (found.is_gone, found.edition.reason) == (True, "Wrong.")


def test_a_record_as_it_was(made):
    then = Edition.objects.order_by("-sequence")[0].published_at
    old = made["statement"].slug
    move(made["statement"], "moved")
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    for name in (old, "moved", str(made["statement"].id)):
        found = find("statement", name, as_of=then)
        assert (found.edition.number, found.moved_to, found.is_gone) == (1, "", False)
    before = then - timedelta(microseconds=1)
    assert [find("statement", name, as_of=before) for name in (old, "moved")] == [None, None]


def test_each_edition_stays_where_it_was_under_any_address_of_its_record(made):
    old = made["statement"].slug
    move(made["statement"], "moved")
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    numbers = [edition("statement", name, number).number for name in (old, "moved") for number in (1, 2, 3)]
    assert numbers == [1, 2, 3, 1, 2, 3]
    assert edition("statement", old, 1).record["slug"] == old
    assert [edition("statement", old, number) for number in (0, 4)] == [None, None]


def test_all_editions_of_a_record_the_latest_first(made):
    move(made["statement"], "moved")
    assert [row.number for row in editions(find("statement", "moved"))] == [2, 1]


@pytest.mark.parametrize("name", ["slug", "id"])
def test_finding_costs_two_queries(made, name, django_assert_num_queries):
    # The last edition so called; the last one of that record.
    with django_assert_num_queries(2):
        find("statement", str(getattr(made["statement"], name)))
