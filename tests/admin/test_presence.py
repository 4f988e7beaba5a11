"""A record's form says who else is in it, with scripts and without."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from policies.choices import Scheme
from policies.models import Presence
from tests import factories
from tests.admin.filling import address, client_of, send

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


def test_a_form_says_who_else_opened_it_and_when(li, hong, source):
    page = address("change", "source", source)
    assert li.get(page).context["others"] == ""
    Presence.objects.update(seen_at=timezone.now() - datetime.timedelta(minutes=5))
    others = hong.get(page).context["others"]
    assert others.startswith("li (seen ")
    assert others.endswith(") is in this record too.")
    assert f">{others}</p>" in hong.get(page).content.decode()


def test_a_heartbeat_says_that_one_is_still_here_and_tells_of_who_else_is(li, hong, source):
    assert li.post(_beat(source)).json() == {"said": ""}
    assert hong.post(_beat(source)).json()["said"].startswith("li (seen ")
    Presence.objects.filter(user__username="li").update(seen_at=timezone.now() - datetime.timedelta(minutes=3))
    assert hong.post(_beat(source)).json() == {"said": ""}


def test_several_others_are_named_in_one_sentence(li, hong, source):
    li.post(_beat(source))
    hong.post(_beat(source))
    third = client_of(factories.user("reviewer", username="wu"))
    page = third.get(address("change", "source", source))
    assert page.context["others"].startswith("hong (seen ")
    assert page.context["others"].endswith(") are in this record too.")


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
