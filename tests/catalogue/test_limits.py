"""Counting what is asked, in one process and in several."""

from datetime import date

import pytest
from django.db import DatabaseError

from policies.catalogue import limits, tallies
from policies.catalogue.limits import Limits
from policies.models import Tally, Use
from tests.keys import a_key

pytestmark = pytest.mark.django_db


class Clock:
    """In seconds; `at` may be set."""

    def __init__(self):
        self.at = 1_800_000_000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def counted(clock):
    return Limits(clock)


def taken(counted, times, who="a", most=5):
    """What was left after each; nothing where it was refused."""
    rows = [counted.take(who, most) for _time in range(times)]
    return [row.left if row.is_allowed else None for row in rows]


def test_as_many_are_let_in_as_the_limit_says(counted):
    assert taken(counted, 7) == [4, 3, 2, 1, 0, None, None]


def test_who_was_refused_waits_for_the_end_of_the_minute_and_no_longer(counted, clock):
    taken(counted, 9)
    wait = counted.take("a", 5).seconds
    assert 1 <= wait <= 60
    clock.at += wait - 1
    assert (counted.take("a", 5).is_allowed, counted.take("a", 5).seconds) == (False, 1)
    clock.at += 1
    assert taken(counted, 6) == [4, 3, 2, 1, 0, None]


def test_not_everybody_may_go_on_at_the_same_second(counted):
    assert len({counted.take(str(number), 5).seconds for number in range(200)}) > 40


def test_one_asker_takes_nothing_from_another(counted):
    taken(counted, 9)
    assert taken(counted, 1, "b") == [4]


def test_what_costs_more_is_refused_where_there_is_no_room_for_it(counted):
    assert (counted.take("a", 20, 100).left, counted.take("a", 20, 100).left) == (10, 0)
    assert not counted.take("a", 20, 100).is_allowed


def test_what_costs_more_than_the_whole_limit_is_let_in_once(counted):
    assert counted.take("a", 5, 100).is_allowed
    assert not counted.take("a", 5, 1).is_allowed


def test_what_turned_out_to_cost_more_is_counted_though_there_is_no_room(counted):
    assert counted.take("a", 1, 1).is_allowed
    assert counted.add("a", 1, 9).left == 0
    assert not counted.take("a", 1, 1).is_allowed


def test_what_began_in_a_minute_gone_by_is_counted_in_this_one(counted, clock):
    clock.at += counted.take("a", 5, 1).seconds
    assert (counted.add("a", 5, 9).left, counted.take("a", 5, 10).left) == (4, 3)


def test_two_processes_count_together(clock):
    one, other = Limits(clock), Limits(clock)
    taken(one, 3)
    taken(other, 1)
    one.share()
    other.share()
    one.share()
    assert taken(one, 2) == [0, None]
    assert taken(other, 2) == [0, None]
    assert [row.used for row in Tally.objects.all()] == [40]


def test_what_comes_in_meanwhile_is_counted_too(counted, monkeypatch):
    taken(counted, 2)
    real = tallies.told

    def told_while_somebody_asks(*arguments):
        taken(counted, 1)
        return real(*arguments)

    monkeypatch.setattr(tallies, "told", told_while_somebody_asks)
    counted.share()
    assert taken(counted, 3) == [1, 0, None]


def test_a_process_that_is_started_anew_learns_what_was_counted_before(counted, clock):
    taken(counted, 4)
    counted.share()
    new = Limits(clock)
    taken(new, 1)
    new.share()
    assert taken(new, 1) == [None]


def test_where_the_database_is_away_the_limit_holds_here_and_is_told_later(counted, monkeypatch):
    taken(counted, 3)
    key, _words = a_key()
    counted.note(str(key.pk), "documents", is_refused=False)

    def away(*_arguments):
        raise DatabaseError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(tallies, "told", away)
        with pytest.raises(DatabaseError):
            counted.share()
    assert taken(counted, 3) == [1, 0, None]
    assert list(counted.uses.values()) == [[1, 0]]
    counted.share()
    assert [row.used for row in Tally.objects.all()] == [50]


def test_a_tenth_of_a_limit_is_not_kept_from_the_others_for_long(counted):
    taken(counted, 9, most=100)
    assert not counted.hurry.is_set()
    taken(counted, 1, most=100)
    assert counted.hurry.is_set()
    counted.share()
    assert not counted.hurry.is_set()


def test_nothing_is_written_where_nothing_was_asked(counted, django_assert_num_queries):
    with django_assert_num_queries(0):
        counted.share()


@pytest.mark.parametrize("number", [1, 3])
def test_sharing_takes_the_same_queries_however_many_asked(counted, number, django_assert_num_queries):
    for who in range(number):
        taken(counted, 2, str(who))
    # A savepoint within the test's transaction and its end; the counts, those gone by, and what all have told.
    with django_assert_num_queries(5):
        counted.share()


def test_minutes_gone_by_are_forgotten(counted, clock):
    taken(counted, 2)
    counted.share()
    clock.at += 300
    taken(counted, 1, "b")
    counted.share()
    assert ([row.who for row in Tally.objects.all()], list(counted.counts)) == (["b"], ["b"])


def test_however_many_ask_only_so_many_are_told_apart(counted, monkeypatch):
    monkeypatch.setattr(limits, "MOST_ASKERS", 3)
    for who in "abcde":
        counted.take(who, 5)
    assert list(counted.counts) == ["c", "d", "e"]


def test_the_use_of_a_key_is_kept_by_day_and_addresses(counted, clock):
    key, _words = a_key()
    for family, is_refused in (("documents", False), ("documents", False), ("documents", True), ("changes", False)):
        counted.note(str(key.pk), family, is_refused=is_refused)
    counted.share()
    counted.note(str(key.pk), "documents", is_refused=False)
    counted.share()
    clock.at += 86_400
    counted.note(str(key.pk), "documents", is_refused=False)
    counted.share()
    assert list(Use.objects.values_list("day", "family", "requests", "refused")) == [
        (date(2027, 1, 16), "documents", 1, 0),
        (date(2027, 1, 15), "changes", 1, 0),
        (date(2027, 1, 15), "documents", 3, 1),
    ]


def test_when_a_key_was_used_last_is_known_to_the_hour(counted, clock):
    key, _words = a_key()
    counted.note(str(key.pk), "documents", is_refused=False)
    counted.share()
    key.refresh_from_db()
    assert key.last_used_at.isoformat() == "2027-01-15T08:00:00+00:00"


def test_use_is_kept_for_ninety_days(counted, clock):
    key, _words = a_key()
    counted.note(str(key.pk), "documents", is_refused=False)
    counted.share()
    for days, kept in ((90, 2), (91, 2)):
        clock.at = 1_800_000_000.0 + days * 86_400
        counted.note(str(key.pk), "documents", is_refused=False)
        counted.share()
        assert Use.objects.count() == kept


def test_the_use_of_a_key_that_was_deleted_meanwhile_is_lost_and_nothing_else(counted):
    key, _words = a_key()
    other, _words = a_key("Another")
    for row in (key, other):
        counted.note(str(row.pk), "documents", is_refused=False)
    key.partner.delete()
    counted.share()
    assert [use.key for use in Use.objects.all()] == [other]
