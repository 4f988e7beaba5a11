import json

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from policies.domain.accounts import make_demo_accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "var" / "demo-accounts.json"


def test_one_account_is_made_for_each_role(path):
    make_demo_accounts(path)
    rows = User.objects.order_by("username").values_list("username", "groups__name", "is_staff", "is_superuser")
    assert list(rows) == [
        ("administrator", "administrator", True, False),
        ("curator", "curator", True, False),
        ("reviewer", "reviewer", True, False),
    ]


def test_the_passwords_open_the_accounts_and_are_kept_for_the_owner_alone(path):
    accounts = make_demo_accounts(path)
    assert [authenticate(HttpRequest(), **account).username for account in accounts.values()] == [
        "curator",
        "reviewer",
        "administrator",
    ]
    assert json.loads(path.read_text()) == accounts
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_no_two_accounts_share_a_password(path):
    assert len({account["password"] for account in make_demo_accounts(path).values()}) == 3


def test_they_are_made_once(path):
    make_demo_accounts(path)
    kept, passwords = path.read_text(), list(User.objects.values_list("password"))
    assert make_demo_accounts(path) == {}
    assert (path.read_text(), list(User.objects.values_list("password"))) == (kept, passwords)


def test_accounts_that_were_deleted_do_not_come_back_beside_a_person(path):
    make_demo_accounts(path)
    User.objects.all().delete()
    User.objects.create_user("a-person")
    assert make_demo_accounts(path) == {}


def test_a_database_made_anew_gets_the_passwords_that_were_printed(path):
    accounts = make_demo_accounts(path)
    User.objects.all().delete()
    assert make_demo_accounts(path) == accounts


def test_accounts_whose_passwords_cannot_be_kept_are_not_made(path):
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="File exists"):
        make_demo_accounts(path)
    assert not User.objects.exists()


def test_a_role_without_its_group_stops_the_making(path):
    Group.objects.get(name="reviewer").delete()
    with pytest.raises(Group.DoesNotExist):
        make_demo_accounts(path)
    assert (User.objects.exists(), path.exists()) == (False, False)
