"""What a search engine should know of: every public record, with the moment of its last edition, in parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from policies.catalogue.kinds import PLURALS
from policies.choices import Kind, Scheme
from policies.models.edition import Edition

# A file may have 50,000 addresses; each record has one in each of two languages.
IN_A_PART = 25_000
# An index may name 50,000 files. A greater number is that of no part, and may be more than a database counts to.
MOST_PARTS = 50_000
FOLDERS = {**PLURALS, Kind.TERM: "vocabularies"}


@dataclass(frozen=True)
class Entry:
    """The path of a page in English, and when what it shows was last published."""

    path: str
    changed: datetime | None = None
    is_translated: bool = True


@dataclass(frozen=True)
class Part:
    """The records of a kind from the one of that number; the last part has all that was published last."""

    kind: str
    number: int
    changed: datetime | None

    @property
    def name(self) -> str:
        return f"{FOLDERS[self.kind]}-{self.number}"


def parts() -> list[Part]:
    """The parts that have something in them, in the order of kinds; one query."""
    rows = Edition.objects.current().order_by().values_list("kind").annotate(Count("pk"), Max("published_at"))
    found = {kind: (count, changed) for kind, count, changed in rows}
    return [
        Part(kind, number, changed if number == last else None)
        for kind in FOLDERS
        for count, changed in [found.get(kind, (0, None))]
        for last in [-(-count // IN_A_PART)]
        for number in range(1, last + 1)
    ]


def entries(kind: str, number: int) -> list[Entry]:
    """The records of that part in the order in which they were published; one query."""
    rows = Edition.objects.current().of(kind).order_by("sequence").values_list("slug", "published_at")
    portion = rows[(number - 1) * IN_A_PART : number * IN_A_PART]
    return [Entry(f"/{FOLDERS[kind]}/{slug}/", changed) for slug, changed in portion]


def pages() -> Iterator[Entry]:
    """The pages that are no record: those of a kind with when one was last published or withdrawn; one query."""
    rows = dict(Edition.objects.latest().order_by().values_list("kind").annotate(Max("published_at")))
    yield Entry("/", max(rows.values(), default=None))
    yield from (Entry(f"/{folder}/", rows.get(kind)) for kind, folder in FOLDERS.items())
    yield from (Entry(f"/vocabularies/{scheme}/") for scheme in Scheme)
    yield from (Entry(f"/{name}/") for name in ("timeline", "matrix", "issuers", "data", "method"))
    yield Entry("/api/docs/", is_translated=False)
