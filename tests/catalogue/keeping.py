"""Records that all tests of a module read, made once; whatever a test changes is undone after it."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction


def kept(make: Callable[[], Any]) -> tuple[Any, Any]:
    """Two fixtures: one that makes the records once for the module, and one that gives each test its own copies."""

    @pytest.fixture(scope="module")
    def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield make()
            transaction.set_rollback(True)

    @pytest.fixture(autouse=True)
    def made(once: Any, db: None) -> Any:
        return copy.deepcopy(once)

    return once, made
