"""Administrators look after people, and nobody rises above themselves or above others by it."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from tests import factories as f
from tests.admin.filling import client_of, send

pytestmark = pytest.mark.django_db
PASSWORD = {"usable_password": "true", "password1": "a long new word", "password2": "a long new word"}


@pytest.fixture
def administrator():
    return f.user("administrator")


def page(account, name="change"):
    names = {"change": "admin:auth_user_change", "password": "admin:auth_user_password_change"}
    return reverse(names[name], args=[account.pk])


def group_with_a_right_of_its_own():
    made = Group.objects.create(name="archivist")
    made.permissions.add(Permission.objects.get(codename="delete_user"))
    return made


def test_an_administrator_gives_somebody_a_role(administrator):
    account = f.user("curator")
    reviewer = Group.objects.get(name="reviewer")
    answer = send(client_of(administrator), page(account), groups=[str(reviewer.pk)], first_name="Mei")
    assert answer.status_code == 302
    account.refresh_from_db()
    assert (account.first_name, list(account.groups.all())) == ("Mei", [reviewer])


def test_nobody_makes_themselves_or_others_a_superuser(administrator):
    client, account = client_of(administrator), f.user("curator")
    every = [str(permission.pk) for permission in Permission.objects.all()]
    for changed in (administrator, account):
        answer = send(client, page(changed), is_superuser="on", user_permissions=every)
        assert answer.status_code == 302
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(user_permissions__isnull=False).exists()


def test_nobody_gives_a_role_with_rights_they_lack(administrator):
    above = group_with_a_right_of_its_own()
    answer = send(client_of(administrator), page(administrator), groups=[str(above.pk)])
    assert answer.status_code == 200
    assert not above.user_set.exists()


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("above", ["superuser", "group", "right"])
def test_an_account_above_ones_own_is_looked_at_only(administrator, above, is_active):
    account = f.user("curator", is_superuser=above == "superuser", is_active=is_active)
    if above == "group":
        account.groups.add(group_with_a_right_of_its_own())
    if above == "right":
        account.user_permissions.add(Permission.objects.get(codename="delete_user"))
    client, before = client_of(administrator), account.password
    assert client.get(page(account)).status_code == 200
    assert client.post(page(account), {"username": "taken", "is_active": "on"}).status_code == 403
    assert client.post(page(account, "password"), PASSWORD).status_code == 403
    account.refresh_from_db()
    assert (account.username == "taken", account.password, account.is_active) == (False, before, is_active)


def test_an_administrator_gives_a_curator_a_new_password(administrator):
    account = f.user("curator")
    assert client_of(administrator).post(page(account, "password"), PASSWORD).status_code == 302
    account.refresh_from_db()
    assert account.check_password("a long new word")


@pytest.mark.parametrize("role", ["curator", "reviewer"])
def test_others_do_not_look_after_people(role):
    client, account = client_of(f.user(role)), f.user("curator")
    answers = [client.get(page(account)), client.post(page(account), {"username": "taken"})]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_superuser_makes_a_superuser():
    account = f.user("curator")
    client = client_of(f.user(is_staff=True, is_superuser=True))
    joined = {"date_joined_0": "2026-11-24", "date_joined_1": "10:00:00"}
    assert send(client, page(account), is_superuser="on", **joined).status_code == 302
    account.refresh_from_db()
    assert account.is_superuser
