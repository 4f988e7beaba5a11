"""Counts for list columns, each one subquery: no join can multiply another's rows."""

from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(model: type[Model], owner: str, outer: str = "pk", **only: Any) -> Coalesce:
    """How many rows of the model name the record in their column `owner`."""
    rows: QuerySet = model._default_manager.filter(**{owner: OuterRef(outer)}, **only)
    counted = rows.order_by().values(owner).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
