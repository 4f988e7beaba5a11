"""The releases there are, what was taken down of them since, and where their files lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from policies.choices import Kind
from policies.models.edition import Edition, Mention
from policies.models.release import Release


def folder() -> Path:
    """Where the files of all releases lie."""
    return Path(settings.VAR_DIR) / "releases"


def folder_of(number: int) -> Path:
    return folder() / str(number)


class Lasted(NamedTuple):
    """An edition, and how long it was public."""

    sequence: int
    published_at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True)
class Hidden:
    """All editions whose words, or some that they carry, are taken down."""

    editions: Sequence[Lasted]

    @classmethod
    def read(cls) -> "Hidden":
        """As it is now; one query where nothing is taken down, two where something is."""
        names = list(Edition.objects.latest().filter(is_takedown=True).values_list("record_id", flat=True))
        if not names:
            return cls([])
        carrying = Mention.objects.filter(record_id__in=names).values("edition")
        either = Q(kind__in=Kind.values, record_id__in=names) | Q(pk__in=carrying)
        rows = Edition.objects.standing().filter(either).order_by("sequence")
        return cls([Lasted(*row) for row in rows.values_list(*Lasted._fields)])

    def at(self, moment: datetime) -> list[int]:
        """Those of them that were public at that moment, by their sequence."""
        return [
            row.sequence
            for row in self.editions
            if row.published_at <= moment and (row.superseded_at is None or row.superseded_at > moment)
        ]

    def withholds(self, release: Release) -> bool:
        """Whether the files of the release have words that were taken down since they were written."""
        return not set(self.at(release.moment)) <= set(release.hidden)

    def outdates(self, release: Release) -> bool:
        """Whether its files are not what its moment is by now: words were taken down since, or brought back."""
        return self.at(release.moment) != release.hidden
