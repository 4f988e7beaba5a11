"""The public vocabularies: what there is, their terms in order, and what is broader and narrower."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import override

from policies.choices import Kind, Scheme
from policies.models.edition import Edition, Facet

Term = dict[str, Any]


def terms_of(scheme: str, as_of: datetime | None = None) -> list[Term]:
    """The terms of a vocabulary in their order, as content, now or at that moment; one query."""
    rows = Edition.objects.public(as_of).of(Kind.TERM).filter(slug__startswith=f"{scheme}/")
    return _in_order(rows.order_by().values_list("content", flat=True))


def codes_of(scheme: str, as_of: datetime | None = None) -> dict[str, str]:
    """Every code of a vocabulary by its lower-case form, now or at that moment; one query."""
    return {term["code"].lower(): term["code"] for term in terms_of(scheme, as_of)}


def _in_order(contents: Iterable[str]) -> list[Term]:
    return sorted(({**_term(content)} for content in contents), key=lambda term: (term["position"], term["code"]))


@lru_cache(maxsize=4096)
def _term(content: str) -> Term:
    """Most pages need all terms, which hardly ever change: each is decoded once in a process, and given as a copy."""
    return json.loads(content)


def schemes(as_of: datetime | None = None) -> list[dict[str, Any]]:
    """Every vocabulary with its name and its number of terms, now or at that moment; one query."""
    terms = Edition.objects.public(as_of).of(Kind.TERM).sequences()
    rows = Facet.objects.filter(facet="scheme", edition__in=terms).values_list("value").annotate(Count("edition"))
    numbers = dict(rows)
    return [
        {"scheme": scheme.value, "label": by_language(scheme.label), "terms": numbers.get(scheme, 0)}
        for scheme in Scheme
    ]


def by_language(label: Promise | str) -> dict[str, str]:
    """A label of ours in the languages of the site, as content has texts: only those in which it differs."""
    found = {}
    for tag, language in (("en", "en"), ("zh-Hans", "zh-hans")):
        with override(language):
            found[tag] = str(label)
    return found if found["en"] != found["zh-Hans"] else {"en": found["en"]}


@dataclass(frozen=True)
class Vocabulary:
    """All terms by scheme and code, in their order: for pages that label many terms."""

    schemes: dict[str, dict[str, Term]]

    @classmethod
    def read(cls, as_of: datetime | None = None) -> "Vocabulary":
        """As it is public now, or was at that moment; one query."""
        schemes: dict[str, dict[str, Term]] = defaultdict(dict)
        for term in _in_order(Edition.objects.public(as_of).of(Kind.TERM).order_by().values_list("content", flat=True)):
            schemes[term["scheme"]][term["code"]] = term
        return cls(dict(schemes))

    def terms(self, scheme: str) -> list[Term]:
        return list(self.schemes.get(scheme, {}).values())

    def label(self, scheme: str, code: str) -> dict[str, str]:
        """The label by language; the bare code where there is no such term."""
        term = self.schemes.get(scheme, {}).get(code)
        return term["label"] if term else {"en": code}

    def families(self) -> list[Term]:
        """The broadest instruments."""
        return [term for term in self.terms(Scheme.INSTRUMENT) if not term["broader"]]

    def narrower(self, term: Term) -> list[Term]:
        """The terms right below this one."""
        return [other for other in self.terms(term["scheme"]) if other["broader"][:1] == [term["code"]]]

    def broader(self, term: Term) -> list[Term]:
        """The terms above this one, the nearest first."""
        return [self.schemes[term["scheme"]][code] for code in term["broader"]]

    def tree(self, scheme: str) -> list[dict[str, Any]]:
        """The broadest terms, each with what is narrower, to the bottom."""
        return [self._node(term) for term in self.terms(scheme) if not term["broader"]]

    def _node(self, term: Term) -> dict[str, Any]:
        return {"term": term, "children": [self._node(other) for other in self.narrower(term)]}
