"""Natural keys for rows that belong to a record, so that fixtures can be loaded again and again."""

from typing import Any, ClassVar, TypeVar

from django.db import models

from policies.models.checked import Checked

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class NaturalQuerySet(models.QuerySet[Row_co]):
    def get_by_natural_key(self, *values: Any) -> Any:
        return self.get(**dict(zip(self.model.NATURAL_KEY, values, strict=True)))


class Natural(Checked):
    """A row that is the same row when the values of NATURAL_KEY are the same.

    Rows that a citation can point at name their records by address (`document__slug`): a person who writes a
    fixture knows the address, and nobody knows the number in the database.
    """

    NATURAL_KEY: ClassVar[tuple[str, ...]]

    objects = NaturalQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(_reach(self, path) for path in self.NATURAL_KEY)


def _reach(row: Any, path: str) -> Any:
    """The value at the end of the path; nothing where a relation on the way is empty."""
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row
