"""Holding a record, so that nobody else changes it until the transaction ends."""

from collections.abc import Iterable
from typing import Any


def locked(record: Any) -> Any:
    """The record as it is now, locked until the transaction ends; DoesNotExist if it was deleted meanwhile.

    Without its key: other rows may still name it. Otherwise somebody who adds an agency to a document and somebody
    who publishes both would wait for each other for ever.
    """
    return type(record).objects.select_for_update(of=("self",), no_key=True).get(pk=record.pk)


def all_locked(records: Iterable[Any]) -> list[Any]:
    """The records as they are now, locked as above, always in the same order, whichever one they were given in."""
    return [locked(record) for record in sorted(records, key=lambda record: (record.kind, str(record.pk)))]
