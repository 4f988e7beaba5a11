"""What the home page says of the whole."""

from django.db.models import Count, Exists, OuterRef, Subquery

from policies.choices import Action, Kind
from policies.models.edition import Edition

KINDS = (Kind.DOCUMENT, Kind.MEASURE, Kind.AGENCY, Kind.SOURCE, Kind.STATEMENT)


def totals() -> dict[str, int]:
    """The number of public records of each kind; one query."""
    rows = Edition.objects.current().filter(kind__in=KINDS).order_by().values_list("kind").annotate(Count("pk"))
    return {kind.value: 0 for kind in KINDS} | dict(rows)


def lately(number: int = 5) -> list[Edition]:
    """The records published last as they are now, not counting renewals, the newest first; one query."""
    published = Edition.objects.filter(action__in=(Action.PUBLISHED, Action.RESTORED), kind__in=KINDS)
    same = {"kind": OuterRef("kind"), "record_id": OuterRef("record_id")}
    public = Edition.objects.current().filter(**same)
    again = published.filter(**same, sequence__gt=OuterRef("sequence"))
    last = published.filter(Exists(public), ~Exists(again)).order_by("-sequence").values("record_id")[:number]
    at = published.filter(**same).order_by("-sequence").values("sequence")[:1]
    return list(Edition.objects.current().filter(record_id__in=last).annotate(at=Subquery(at)).order_by("-at"))
