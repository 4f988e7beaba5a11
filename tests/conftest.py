"""What all tests share."""

import gc
import os
import shutil
import signal
import sqlite3
import uuid
from contextlib import closing
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

# A test that has one of these touches a database, as does one that is marked as Django's.
DATABASES = {"db", "transactional_db", "django_db_setup", "database"}


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """`-m database` are the tests that touch a database, and have to be tried on each. Files that take long begin.

    What runs a program on a database of its own takes long.
    """
    for item in items:
        if item.get_closest_marker("django_db") or DATABASES & set(item.fixturenames):
            item.add_marker("database")
        if "database" in item.fixturenames:
            item.add_marker("long")
    yield
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish():
    """What was imported stays: looking through it again and again for garbage took a tenth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated_copy):
    """A test that commits is followed by an emptied database, with only the rows that migrations gave it.

    The database refuses to delete what is immutable, so its triggers are dropped for that moment.
    """
    with django_db_blocker.unblock():
        migrated = connection.creation.serialize_db_to_string()
        _copy(migrated_copy)

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


@pytest.fixture(autouse=True)
def no_deadly_pipe():
    """Some programs that tests import let a broken pipe kill the process: the next test that hangs up would do so."""
    yield
    assert signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN


@pytest.fixture(scope="session")
def migrated_copy(tmp_path_factory):
    """Where the database is kept as migrations left it: a file, or on PostgreSQL the name of another database."""
    if connection.vendor == "sqlite":
        return str(tmp_path_factory.mktemp("migrated") / "copy.sqlite3")
    return f"migrated_{uuid.uuid4().hex[:8]}"


def _copy(to):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(to)) as copy:
            connection.connection.backup(copy)
        return
    name = connection.settings_dict["NAME"]
    # PostgreSQL copies no database that somebody is connected to.
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {to} TEMPLATE {name}")


@pytest.fixture
def database(tmp_path, django_db_setup, migrated_copy, django_db_blocker):
    """The address of a migrated database of its own, of the same kind as the one the tests run on."""
    if connection.vendor == "sqlite":
        # In a file: in memory there is no lock that one writer could wait for.
        yield f"sqlite:///{shutil.copy(migrated_copy, tmp_path / 'together.sqlite3')}"
        return
    name = f"together_{uuid.uuid4().hex[:8]}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_copy}")
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
