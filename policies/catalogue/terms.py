"""The public vocabularies: terms by code, their labels, and what is narrower."""

import json
from collections.abc import Iterable
from typing import Any

from policies.choices import Kind, Scheme
from policies.models.edition import Edition, EditionQuerySet

Term = dict[str, Any]


def of_scheme(scheme: str, editions: EditionQuerySet | None = None) -> list[Term]:
    """The terms of a vocabulary in their order, as content; one query."""
    base = Edition.objects.current() if editions is None else editions
    rows = base.of(Kind.TERM).filter(slug__startswith=f"{scheme}/").values_list("content", flat=True)
    return sorted(map(json.loads, rows), key=lambda term: (term["position"], term["code"]))


def codes(scheme: str) -> dict[str, str]:
    """Every code of a vocabulary by its lower-case form."""
    return {term["code"].lower(): term["code"] for term in of_scheme(scheme)}


def labels(scheme: str, wanted: Iterable[str]) -> dict[str, dict[str, str]]:
    """The labels of these codes, by code and language; one query."""
    slugs = [f"{scheme}/{code}" for code in wanted]
    rows = Edition.objects.current().of(Kind.TERM).filter(slug__in=slugs).values_list("content", flat=True)
    return {term["code"]: term["label"] for term in map(json.loads, rows)}


def is_scheme(name: str) -> bool:
    return name in Scheme.values
