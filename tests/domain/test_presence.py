"""Who is in which record's form."""

import datetime

import pytest
from django.utils import timezone

from policies.domain import presence
from policies.models import Presence
from tests import factories as f

pytestmark = pytest.mark.django_db


def _minutes_ago(number: int) -> None:
    Presence.objects.update(seen_at=timezone.now() - datetime.timedelta(minutes=number))


def test_others_in_the_same_record_are_told_of_and_not_oneself():
    source, elsewhere, li, hong = f.source(), f.source(), f.user(username="li"), f.user(username="hong")
    presence.enter(source, li)
    presence.enter(source, hong)
    presence.enter(elsewhere, f.user())
    assert [row.user for row in presence.others(source, hong, presence.OPENED)] == [li]


def test_who_is_seen_again_is_there_once_and_now():
    source, li = f.source(), f.user()
    presence.enter(source, li)
    _minutes_ago(20)
    presence.enter(source, li)
    assert Presence.objects.count() == 1
    assert len(presence.others(source, f.user(), presence.BEATING)) == 1


def test_who_stays_has_had_it_open_since_they_opened_it_and_who_opens_it_anew_since_then():
    source, li = f.source(), f.user()
    presence.enter(source, li)
    _minutes_ago(20)
    Presence.objects.update(opened_at=timezone.now() - datetime.timedelta(minutes=20))
    opened = Presence.objects.get().opened_at
    presence.stay(source, li)
    row = Presence.objects.get()
    assert (row.opened_at, row.seen_at > opened) == (opened, True)
    presence.enter(source, li)
    assert Presence.objects.get().opened_at > opened


def test_who_tells_that_they_stay_is_there_though_nobody_saw_them_come():
    source = f.source()
    presence.stay(source, f.user())
    assert len(presence.others(source, f.user(), presence.BEATING)) == 1


@pytest.mark.parametrize(("minutes", "beating", "opened"), [(1, 1, 1), (3, 0, 1), (16, 0, 0)])
def test_who_was_not_seen_for_a_while_is_not_there(minutes, beating, opened):
    source = f.source()
    presence.enter(source, f.user())
    _minutes_ago(minutes)
    within = [presence.others(source, f.user(), span) for span in (presence.BEATING, presence.OPENED)]
    assert [len(rows) for rows in within] == [beating, opened]


def test_who_left_is_not_there():
    source, li = f.source(), f.user()
    presence.enter(source, li)
    presence.leave(source, li)
    assert Presence.objects.count() == 0


def test_a_term_is_known_by_its_public_id():
    term = f.term("theme", "TRADE")
    presence.enter(term, f.user())
    assert str(Presence.objects.get().record_id) == f.public_id(term)
