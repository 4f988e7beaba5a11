"""What the home page says of the whole."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Subquery

from policies.catalogue.maintained import numbers_of_kinds
from policies.choices import Action, Kind
from policies.models.edition import Edition, Log

KINDS = (Kind.DOCUMENT, Kind.MEASURE, Kind.AGENCY, Kind.SOURCE, Kind.STATEMENT)


def totals(as_of: datetime | None = None) -> dict[str, int]:
    """The number of public records of each kind, now or at that moment; one query."""
    if as_of is None:
        return {kind.value: 0 for kind in KINDS} | {
            kind: number for kind, number in numbers_of_kinds().items() if kind in KINDS
        }
    rows = Edition.objects.as_of(as_of).filter(kind__in=KINDS).order_by().values_list("kind").annotate(Count("pk"))
    return {kind.value: 0 for kind in KINDS} | dict(rows)


def lately(number: int = 5, as_of: datetime | None = None) -> list[Edition]:
    """The records published last, not counting renewals, the newest first, as they are now or were then; one query."""
    published = Edition.objects.filter(action__in=(Action.PUBLISHED, Action.RESTORED), kind__in=KINDS)
    if as_of:
        published = published.filter(published_at__lte=as_of)
    same = {"kind": OuterRef("kind"), "record_id": OuterRef("record_id")}
    public = Edition.objects.public(as_of).filter(**same)
    again = published.filter(**same, sequence__gt=OuterRef("sequence"))
    last = published.filter(Exists(public), ~Exists(again)).order_by("-sequence").values("record_id")[:number]
    at = published.filter(**same).order_by("-sequence").values("sequence")[:1]
    return list(Edition.objects.public(as_of).filter(record_id__in=last).annotate(at=Subquery(at)).order_by("-at"))


def place_in_log() -> tuple[str, datetime]:
    """How far the log has come, and since when: while it is the same, so is all that the public can read; one query."""
    log = Log.objects.get(pk=1)
    return str(log), log.published_at


def last_published() -> datetime:
    """The moment of the last edition: as of it, the catalogue is as it is now; one query."""
    return Log.objects.values_list("published_at", flat=True).get(pk=1)
