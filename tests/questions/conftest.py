"""The seed as the public finds it, loaded once for all questions of a module."""

import pytest
from django.db import transaction

from tests import factories as f


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        f.seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(seeded, db):
    """Each question is asked of the same seed."""
