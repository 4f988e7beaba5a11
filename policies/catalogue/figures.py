"""What the home page says of the whole."""

from django.db.models import Count

from policies.choices import Kind
from policies.models.edition import Edition

KINDS = (Kind.DOCUMENT, Kind.MEASURE, Kind.AGENCY, Kind.SOURCE, Kind.STATEMENT)


def totals() -> dict[str, int]:
    """The number of public records of each kind; one query."""
    rows = Edition.objects.current().filter(kind__in=KINDS).order_by().values_list("kind").annotate(Count("pk"))
    return {kind.value: 0 for kind in KINDS} | dict(rows)


def lately(number: int = 5) -> list[Edition]:
    """The records published last, not counting renewals, the newest first."""
    rows = Edition.objects.current().filter(kind__in=KINDS, action="published")
    return list(rows.order_by("-sequence")[:number])
