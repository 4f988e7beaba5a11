"""Rows that ask the database about all their check constraints at once."""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.core.exceptions import FieldError
from django.db import DatabaseError, connections, models, router, transaction
from django.db.models import Q, Value
from django.db.models.constraints import BaseConstraint, CheckConstraint
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE


class Checked(models.Model):
    """A row whose checks are asked about together, and one by one only where one of them refuses it.

    Most rows are right, and a form of a document has dozens, with several checks each.
    """

    class Meta:
        abstract = True

    # Names of the checks that were found to hold while constraints are validated.
    _holding: Collection[str] = ()

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Raises ValidationError exactly as Django's does."""
        self._holding = _holding(self, exclude or ())
        try:
            super().validate_constraints(exclude=exclude)
        finally:
            del self._holding

    def get_constraints(self) -> list[tuple[type[models.Model], list[BaseConstraint]]]:
        found = super().get_constraints()
        return [(model, [row for row in rows if row.name not in self._holding]) for model, rows in found]


@cache
def _checks(model: type[models.Model]) -> list[tuple[CheckConstraint, set[str]]]:
    """The checks that are about columns of the model itself, and about which."""
    columns = {field.name for field in model._meta.local_concrete_fields if not field.generated}
    checks = [row for row in model._meta.constraints if isinstance(row, CheckConstraint)]
    named = [(check, set(Q(check.condition).referenced_base_fields)) for check in checks]
    return [(check, names) for check, names in named if names <= columns]


def _holding(row: Any, exclude: Collection[str]) -> Collection[str]:
    """The names of all checks that do without the excluded columns, if the row keeps to all of them; else none."""
    model: type[models.Model] = type(row)
    checks = [(check, names) for check, names in _checks(model) if not names & set(exclude)]
    fields = [row._meta.get_field(name) for name in sorted({name for _check, names in checks for name in names})]
    values = {field.name: Value(getattr(row, field.attname), field) for field in fields}
    # With one check nothing is gained; a value that the database has yet to work out is Django's affair.
    if len(checks) < 2 or any(hasattr(value.value, "resolve_expression") for value in values.values()):
        return ()
    holds = _holds(row, Q(*(check.condition for check, _names in checks)), values)
    return [check.name for check, _names in checks] if holds else ()


def _holds(row: models.Model, condition: Q, values: dict[str, Value]) -> bool:
    """Whether the database refuses these values by none of the conditions; of NULL it refuses none."""
    using = router.db_for_write(type(row), instance=row)
    query = Query(None)
    for name, value in values.items():
        query.add_annotation(value, name, select=False)
    query.add_annotation(Value(1), "_check")
    query.add_q(Q(Coalesce(condition, True, output_field=models.BooleanField())))
    try:
        # In a savepoint: what the database cannot even compare leaves a transaction that can go on.
        with transaction.atomic(using=using):
            return query.get_compiler(connection=connections[using]).execute_sql(SINGLE) is not None
    except (DatabaseError, FieldError):
        return False
