"""What is known of whole lists without reading them: their numbers, kept in step with every publication."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from policies.models.counts import EVERY, FacetCount

TABLE = FacetCount._meta.db_table


def number_of(kind: str) -> int:
    """How many records of the kind are public now; one query."""
    return FacetCount.objects.filter(kind=kind, facet=EVERY).values_list("number", flat=True).first() or 0


def numbers_of_kinds() -> dict[str, int]:
    """The same for every kind of which there are any; one query."""
    return dict(FacetCount.objects.filter(facet=EVERY).values_list("kind", "number"))


def numbers(
    kind: str, facets: Collection[str], long: Sequence[str], most: int, besides: Sequence[str]
) -> dict[str, Counter[str]]:
    """How many records of the kind have each value of these facets now; one query.

    Of those that are `long`, having very many values, come the `most` with the most records, and the ones besides.
    """
    parts: list[tuple[str, list[Any]]] = []
    if facets:
        parts.append((f"kind = %s AND facet IN ({_places(facets)})", [kind, *facets]))
    parts += [("kind = %s AND facet = %s ORDER BY number DESC, value LIMIT %s", [kind, name, most]) for name in long]
    if long and besides:
        parts.append(
            (f"kind = %s AND facet IN ({_places(long)}) AND value IN ({_places(besides)})", [kind, *long, *besides])
        )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with connection.cursor() as cursor:
        each = (f"SELECT * FROM (SELECT facet, value, number FROM {TABLE} WHERE {where}) AS part" for where, _ in parts)  # noqa: S608
        cursor.execute(" UNION ALL ".join(each), [value for _where, values in parts for value in values])
        for facet, value, number in cursor.fetchall():
            found[facet][value] = number
    return found


def _places(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))
