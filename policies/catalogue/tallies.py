"""What all processes together counted: how much of a limit somebody used, and how often a key was used on a day."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from policies.models.key import Key, Tally, Use

KEPT = timedelta(days=90)
# Both databases add to the row that is there, whoever comes first.
ADD_TO_TALLY = (
    "INSERT INTO policies_tally (who, span, used) VALUES (%s, %s, %s) "
    "ON CONFLICT (who, span) DO UPDATE SET used = policies_tally.used + excluded.used"
)
ADD_TO_USE = (
    "INSERT INTO policies_use (key_id, day, family, requests, refused) VALUES (%s, %s, %s, %s, %s) "
    "ON CONFLICT (key_id, day, family) DO UPDATE SET requests = policies_use.requests + excluded.requests, "
    "refused = policies_use.refused + excluded.refused"
)
SOME = 400

# An asker and a minute of theirs; a key, a day and a family of addresses.
Spans = Mapping[tuple[str, int], int]
Uses = Mapping[tuple[str, date, str], list[int]]


def told(spans: Spans, uses: Uses, live: Iterable[tuple[str, int]], now: float) -> list[tuple[str, int, int]]:
    """Afterwards what came in is written, in one short transaction; what all have told of the live ones is returned."""
    if spans or uses:
        with transaction.atomic():
            _add_spans(spans)
            _add_uses(uses, datetime.fromtimestamp(now, UTC))
            # A minute may begin later for one asker than for another, and clocks differ a little.
            Tally.objects.filter(span__lt=int(now // 60) - 2).delete()
    return [row for some in _portions(list(live)) for row in _told_of(some)]


def _add_spans(spans: Spans) -> None:
    # In one order, so that two processes do not wait for each other.
    rows = [(who, span, tenths) for (who, span), tenths in sorted(spans.items())]
    with connection.cursor() as cursor:
        cursor.executemany(ADD_TO_TALLY, rows)


def _add_uses(uses: Uses, now: datetime) -> None:
    """Of keys that are still there: one may have been deleted with its partner."""
    if not uses:
        return
    hour = now.replace(minute=0, second=0, microsecond=0)
    keys = Key.objects.select_for_update().filter(pk__in={key for key, _day, _family in uses}).order_by("pk")
    there = {str(pk) for pk in keys.values_list("pk", flat=True)}
    to_value = Key._meta.pk.get_db_prep_value
    rows = [
        (to_value(key, connection), day, family, *numbers)
        for (key, day, family), numbers in sorted(uses.items())
        if key in there
    ]
    with connection.cursor() as cursor:
        cursor.executemany(ADD_TO_USE, rows)
    Key.objects.filter(Q(last_used_at__lt=hour) | Q(last_used_at__isnull=True), pk__in=there).update(last_used_at=hour)
    Use.objects.filter(day__lt=(now - KEPT).date()).delete()


def _told_of(some: list[tuple[str, int]]) -> list[tuple[str, int, int]]:
    rows = Tally.objects.filter(who__in=[who for who, _span in some], span__gte=min(span for _who, span in some))
    return list(rows.values_list("who", "span", "used"))


def _portions(rows: list[tuple[str, int]]) -> Iterable[list[tuple[str, int]]]:
    """SQLite takes only so many values at once."""
    return (rows[start : start + SOME] for start in range(0, len(rows), SOME))
