"""A record's form says who else is in it, with scripts and without."""

import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from policies.choices import Scheme
from policies.models import Presence
from tests import factories
from tests.admin.filling import address, client_of, send, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def li():
    return client_of(factories.user("curator", username="li"))


@pytest.fixture
def hong():
    return client_of(factories.user("curator", username="hong"))


@pytest.fixture
def source():
    return factories.source()


def _beat(source) -> str:
    return address("change", "source", source).replace("/change/", "/presence/")


def _since(**ago) -> None:
    Presence.objects.update(
        **{name: timezone.now() - datetime.timedelta(minutes=minutes) for name, minutes in ago.items()}
    )


def test_a_form_says_who_else_has_had_it_open_since_when_and_when_they_were_last_seen(li, hong, source):
    page = address("change", "source", source)
    assert li.get(page).context["others"] == ""
    Presence.objects.update(opened_at=timezone.now().replace(hour=10, minute=42))
    _since(seen_at=5)
    others = hong.get(page).context["others"]
    assert others == "li has had this open since 10:42, last seen 5 minutes ago."
    assert f">{others}</p>" in hong.get(page).content.decode()


@pytest.mark.parametrize(("minutes", "words"), [(0, "just now"), (1, "a minute ago"), (2, "2 minutes ago")])
def test_when_somebody_was_last_seen_is_said_as_one_would_say_it(li, hong, source, minutes, words):
    li.get(address("change", "source", source))
    _since(seen_at=minutes)
    assert hong.get(address("change", "source", source)).context["others"].endswith(f", last seen {words}.")


def test_a_form_open_since_another_day_says_the_day(li, hong, source):
    page = address("change", "source", source)
    li.get(page)
    Presence.objects.update(opened_at="2026-11-24T22:10:00Z")
    assert hong.get(page).context["others"].startswith("li has had this open since 24 November 2026, 22:10, ")


def test_a_form_that_comes_back_with_errors_was_open_all_the_while(li, source):
    page = address("change", "source", source)
    typed = {**shown(li, page), "title_en": ""}
    Presence.objects.update(opened_at="2026-11-24T22:10:00Z")
    assert li.post(page, typed).status_code == 200
    assert Presence.objects.get().opened_at.isoformat() == "2026-11-24T22:10:00+00:00"


def test_a_heartbeat_says_that_one_is_still_here_and_tells_of_who_else_is(li, hong, source):
    assert li.post(_beat(source)).json() == {"said": ""}
    assert hong.post(_beat(source)).json()["said"].endswith(", last seen just now.")
    _since(seen_at=3)
    assert hong.post(_beat(source)).json() == {"said": ""}


def test_several_others_have_a_sentence_each_the_one_seen_last_first(li, hong, source):
    li.post(_beat(source))
    hong.post(_beat(source))
    third = client_of(factories.user("reviewer", username="wu"))
    page = third.get(address("change", "source", source))
    assert re.findall(r"(\w+) has had", page.context["others"]) == ["hong", "li"]


def test_who_left_or_saved_is_not_there(li, hong, source):
    page = address("change", "source", source)
    li.get(page)
    li.post(_beat(source), {"left": "1"})
    assert hong.get(page).context["others"] == ""
    li.get(page)
    send(li, page, title_en="New title")
    assert hong.get(page).context["others"] == ""


def test_whoever_may_only_look_is_neither_told_of_nor_told(li, source):
    looker = factories.user(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_source"))
    client = client_of(looker)
    assert "others" not in client.get(address("change", "source", source)).context
    assert client.post(_beat(source)).status_code == 403
    assert Presence.objects.count() == 0


def test_looking_at_the_address_changes_nothing_and_a_record_that_is_gone_is_not_found(li, source):
    assert li.get(_beat(source)).status_code == 405
    assert li.post(_beat(source).replace(str(source.pk), "no-id")).status_code == 404
    assert Presence.objects.count() == 0


def test_a_term_can_be_told_of_by_its_key():
    term = factories.term(Scheme.THEME, "A_B")
    client = client_of(factories.user("administrator"))
    address_of = client.get(address("change", "term", term)).context["presence_address"]
    assert client.post(address_of).status_code == 200
