"""What a release is of, and its tables: what the exports with its moment give, in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.datastructures import MultiValueDict

from policies.catalogue import exports
from policies.catalogue.codebook import NAMES, TABLES
from policies.catalogue.exports import Rows
from policies.catalogue.listing import Listing
from policies.catalogue.unit import RECORDS
from policies.choices import Kind
from policies.models.edition import Edition, EditionQuerySet, moment

Record = dict[str, Any]
KIND_OF = {table: kind for kind, table in NAMES.items()}


@dataclass(frozen=True)
class Plan:
    """A number, a state of the log, and the address of the site in the files."""

    number: int
    epoch: str
    sequence: int
    moment: datetime
    base: str = ""

    @property
    def day(self) -> str:
        return self.moment.date().isoformat()

    @property
    def as_of(self) -> str:
        """The moment as the parameter takes it."""
        return str(moment(self.moment))

    @property
    def path(self) -> str:
        return f"/data/releases/{self.number}/"

    def rows(self, table: str, unit: str = RECORDS) -> Rows:
        """The rows of the table, to be read once."""
        return exports.rows_of(TABLES[table], self._editions(table), self.moment, unit=unit, table=table)

    def records(self, table: str) -> Iterator[Record]:
        return self.rows(table).records

    def _editions(self, table: str) -> EditionQuerySet:
        if KIND_OF[table] == Kind.TERM:
            return Edition.objects.as_of(self.moment).of(Kind.TERM).order_by("slug")
        return Listing(KIND_OF[table], MultiValueDict({"as_of": [self.as_of]})).ordered
