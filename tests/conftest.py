"""What all tests share."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from policies.models import triggers

# Two tests at a time on a shared machine: how long one example takes says nothing about the code.
hypothesis_settings.register_profile("shared", deadline=None)
hypothesis_settings.load_profile("shared")


@pytest.fixture(autouse=True, scope="session")
def _empty_past_the_triggers():
    """A test that commits is followed by an emptied database, with the rows that migrations gave it.

    The database refuses to delete what is immutable, so its triggers are dropped for that moment.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


def empty(_test: TransactionTestCase) -> None:
    with triggers.dropped():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
