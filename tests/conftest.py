"""What all tests share."""

import os
import uuid
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.utils.translation import override
from hypothesis import settings as hypothesis_settings

from policies.models import triggers

# Two tests at a time on a shared machine: how long one example takes says nothing about the code.
hypothesis_settings.register_profile("shared", deadline=None)
hypothesis_settings.load_profile("shared")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A test that commits is followed by an emptied database, with only the rows that migrations gave it.

    The database refuses to delete what is immutable, so its triggers are dropped for that moment.
    """
    with django_db_blocker.unblock():
        migrated = connection.creation.serialize_db_to_string()

    def empty(_test: TransactionTestCase) -> None:
        with triggers.dropped():
            call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True, reset_sequences=False)
            connection.creation.deserialize_db_from_string(migrated)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture(autouse=True)
def in_english():
    """A page asked for in Chinese leaves its language switched on: the next test begins in English all the same."""
    with override("en"):
        yield


@pytest.fixture
def database(tmp_path, django_db_setup, django_db_blocker):
    """The address of an empty database of the same kind as the one the tests run on."""
    if connection.vendor == "sqlite":
        # In a file: in memory there is no lock that one writer could wait for.
        yield f"sqlite:///{tmp_path / 'together.sqlite3'}"
        return
    name = f"together_{uuid.uuid4().hex[:8]}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
