"""Who may look after whose account, and the accounts to try the desk with."""

import json
import secrets
import tempfile
from pathlib import Path

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Q, QuerySet

# Groups of the same names are made by a migration.
ROLES = ("curator", "reviewer", "administrator")
Accounts = dict[str, dict[str, str]]


def may_look_after(by: User, account: User) -> bool:
    """Whether the account has no right that this person has not. Nobody changes an account above their own."""
    return by.is_superuser or not (account.is_superuser or _rights(account) - _rights(by))


def roles_to_give(by: User) -> QuerySet[Group]:
    """The groups that this person may put somebody in: those with no right that this person has not."""
    if by.is_superuser:
        return Group.objects.all()
    return Group.objects.exclude(permissions__in=Permission.objects.exclude(pk__in=_rights(by)))


def _rights(account: User) -> set[int]:
    """What an account may do by its groups and by itself, be it active or not."""
    rows = Permission.objects.filter(Q(user=account) | Q(group__user=account))
    return set(rows.values_list("pk", flat=True))


def make_demo_accounts(path: Path) -> Accounts:
    """Make a curator, a reviewer and an administrator, and return them with their passwords; {} if nothing was made.

    Nothing is made in a database that has any user. Afterwards `path` holds what was returned, readable by its
    owner only. A file that is there already is kept, and its passwords are used: the database was made anew.
    """
    with transaction.atomic():
        if User.objects.exists():
            return {}
        accounts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else _invent()
        for role in ROLES:
            _make(role, **accounts[role])
        # Within the transaction: accounts whose passwords could not be kept must not stay.
        _keep(path, accounts)
    return accounts


def _invent() -> Accounts:
    return {role: {"username": role, "password": secrets.token_urlsafe(12)} for role in ROLES}


def _make(role: str, username: str, password: str) -> None:
    user = User.objects.create_user(username, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=role))


def _keep(path: Path, accounts: Accounts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp gives the file to its owner alone from the first byte on; the move makes it whole at once.
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with open(handle, "w", encoding="utf-8") as file:
        json.dump(accounts, file, indent=2)
    Path(draft).replace(path)
