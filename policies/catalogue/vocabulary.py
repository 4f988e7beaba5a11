"""All public vocabularies at once: for pages that label many terms, one query."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from policies.choices import Kind, Scheme
from policies.models.edition import Edition

Term = dict[str, Any]


@dataclass(frozen=True)
class Vocabulary:
    """Terms by scheme and code, in their order."""

    schemes: dict[str, dict[str, Term]]

    @classmethod
    def read(cls) -> "Vocabulary":
        """As it is public now."""
        rows = Edition.objects.current().of(Kind.TERM).values_list("content", flat=True)
        schemes: dict[str, dict[str, Term]] = defaultdict(dict)
        for term in sorted(map(json.loads, rows), key=lambda term: (term["position"], term["code"])):
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
