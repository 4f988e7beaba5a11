"""The seed as the public finds it, loaded once for all questions of a module."""

import pytest
from django.db import connection, transaction

from tests import factories as f


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        f.seed()
        if connection.vendor == "postgresql":
            # A server in use knows by itself how many rows its tables have; within a transaction it has to be told.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(seeded, db):
    """Each question is asked of the same seed."""
