"""A rule is tested twice: by asking the model, which says a sentence, and past it, by the database alone."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, UniqueConstraint


class Broken(NamedTuple):
    """A row that breaks one constraint, and what a curator reads about it; None where no form leads there."""

    row: Callable[[], Any]
    sentence: str | None


def told(broken: dict[str, Broken]) -> list[Broken]:
    """Those that a form can lead to."""
    return [case for case in broken.values() if case.sentence]


def complaints(row: Model) -> list[str]:
    """Every sentence that the model has about the row."""
    try:
        row.full_clean()
    except ValidationError as error:
        return error.messages
    return []


def refused_by(row: Model) -> set[str]:
    """The constraint by which the database refuses the row, past `full_clean` and `save`.

    SQLite names only the columns of a unique constraint: then all those over the same columns.
    """
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row)._base_manager.bulk_create([row])
    if connection.vendor == "postgresql":
        return {refusal.value.__cause__.diag.constraint_name}
    kind, _, rest = str(refusal.value).partition(" constraint failed: ")
    if kind == "CHECK" or rest.startswith("index "):
        return {rest.removeprefix("index ").strip("'")}
    return _over(type(row), re.findall(r"\.(\w+)", rest))


def _over(model: type[Model], columns: list[str]) -> set[str]:
    unique = [row for row in model._meta.constraints if isinstance(row, UniqueConstraint)]
    return {row.name for row in unique if [model._meta.get_field(name).column for name in row.fields] == columns}
