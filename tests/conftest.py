"""What all tests share."""

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
