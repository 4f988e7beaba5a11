"""Contents of made-up records: complete, true to each other, and always the same for one seed.

What is drawn are the values; the form of a content is that of a record of the seed.
"""

import copy
import hashlib
import random
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from bench.wording import Wording
from policies.content.references import reference
from policies.text.segment import sentences

Content = dict[str, Any]
SENTENCES = 60
MEASURES_OF_A_DOCUMENT = 4


class MadeUp:
    """`seed` has one content of each kind, `terms` what others carry of each term, by scheme."""

    def __init__(self, seed: Mapping[str, Content], terms: Mapping[str, Sequence[Content]], documents: int) -> None:
        self.seed, self.terms, self.number = seed, terms, documents
        self.draw = random.Random(documents)  # noqa: S311 - the same records every time
        self.wording = Wording(self.draw)
        self.texts: dict[str, str] = {}
        self.sources = [self._source(place) for place in range(max(1, documents // 100))]
        self.agencies = [self._agency(place) for place in range(max(1, documents // 100))]
        self._spans = {source["id"]: sentences(self._text(source)) for source in self.sources}
        self._common = list(accumulate(1 / (place + 1) for place in range(len(self.sources))))
        self._cited: dict[str, set[int]] = defaultdict(set)
        self._documents: Counter[str] = Counter()

    def records(self) -> Iterator[Content]:
        """Documents with their measures, statements, and last, with their figures, the agencies and sources."""
        for place in range(self.number):
            document = self._document(place)
            yield document
            for number in range(MEASURES_OF_A_DOCUMENT):
                yield self._measure(document, f"made-up-{place}-{number}")
            if place % 10 == 0:
                yield self._statement(document, place)
        for agency in self.agencies:
            yield {**agency, "documents_count": self._documents[agency["id"]]}
        for source in self.sources:
            found, cited = self._spans[source["id"]], self._cited[source["id"]]
            yield {**source, "coverage": {"sentences": len(found), "cited": len(cited), "excused": 0}}

    def _new(self, kind: str, slug: str) -> Content:
        made = copy.deepcopy(self.seed[kind])
        folder = made["url"].split("/")[1]
        name = str(uuid.UUID(int=self.draw.getrandbits(128), version=4))
        title = {"en": self.wording.english(6), "zh-Hans": self.wording.chinese(5)}
        return made | {"id": name, "slug": slug, "url": f"/{folder}/{slug}/", "title": title, "title_supplied": False}

    def _source(self, place: int) -> Content:
        made = self._new("source", f"made-up-{place}")
        text = "\n".join(self.wording.sentence() for _number in range(SENTENCES))
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        self.texts[sha256] = text
        (snapshot,) = made["snapshots"]
        snapshot |= {"sha256": sha256, "characters": len(text), "url": f"{made['url']}snapshots/1.txt"}
        return made | {
            "keywords": self._some("keyword", 2),
            "trust": self._one("trust"),
            "address": f"https://example.org/{place}",
            "evidence": [],
        }

    def _text(self, source: Content) -> str:
        return self.texts[source["snapshots"][0]["sha256"]]

    def _agency(self, place: int) -> Content:
        made = self._new("agency", f"made-up-{place}")
        return made | {"name": made["title"], "evidence": [], "predecessors": [], "successors": [], "parent": None}

    def _document(self, place: int) -> Content:
        made = self._new("document", f"made-up-{place}")
        when = self._date()
        issuers = {row["id"]: row for row in self._often(self.agencies, self.draw.randint(1, 2))}
        self._documents.update(issuers.keys())
        return made | {
            "type": self._one("document-type"),
            "date": {name: when[name] for name in ("edtf", "earliest", "latest", "wording", "kind")},
            "dates": [when | {"evidence": [self._evidence("date")]}],
            "issuers": [self._issuer(agency) for agency in issuers.values()],
            "themes": self._some("theme", self.draw.randint(0, 2)),
            "status": self.draw.choice(["unknown", "in_force", "ended"]),
            "other_names": [],
            "relations": [],
            "inverse_relations": [],
            "measures_count": MEASURES_OF_A_DOCUMENT,
            "evidence": [self._evidence()],
        }

    def _date(self) -> Content:
        year, month = self.draw.randint(2003, 2025), self.draw.randint(1, 12)
        day = f"{year}-{month:02d}-{self.draw.randint(1, 28):02d}"
        return {"kind": "stated", "edtf": day, "earliest": day, "latest": day, "wording": day, "preferred": True}

    def _issuer(self, agency: Content) -> Content:
        evidence = [self._evidence("issuer")]
        return {"agency": reference(agency), "role": "joint", "preferred": True, "evidence": evidence}

    def _measure(self, document: Content, slug: str) -> Content:
        made = self._new("measure", slug)
        return made | {
            "document": reference(document),
            "parent": None,
            "instrument": self._one("instrument"),
            "further_instruments": [],
            "strength": self._one("strength"),
            "actors": self._some("actor", self.draw.randint(0, 2)),
            "targets": [row | {"role": "beneficiary"} for row in self._some("target", self.draw.randint(1, 3))],
            "sectors": self._some("sector", self.draw.randint(0, 2)),
            "levels": self._some("level", 1),
            "not_stated": [],
            "children": [],
            "evidence": [self._evidence()],
        }

    def _statement(self, document: Content, place: int) -> Content:
        made = self._new("statement", f"made-up-{place}")
        entry = self._evidence()
        return made | {
            "title": {"en": entry["quote"]},
            "text": entry["quote"],
            "source": {name: entry["source"][name] for name in self.seed["statement"]["source"]},
            "documents": [reference(document)],
            "themes": self._some("theme", 1),
            "targets": [],
            "sectors": [],
            "evidence": [entry],
        }

    def _evidence(self, value: str = "record") -> Content:
        """A citation of a whole sentence of one of the sources."""
        (source,) = self._often(self.sources, 1)
        start, end = self.draw.choice(self._spans[source["id"]])
        self._cited[source["id"]].add(start)
        quote = self._text(source)[start:end]
        snapshot = {name: source["snapshots"][0][name] for name in ("number", "sha256", "url")}
        stance = self.draw.choices(["supports", "imprecise", "contradicts"], [90, 8, 2])[0]
        return {
            "value": value,
            "stance": stance,
            "stated": None,
            "source": reference(source),
            "snapshot": snapshot,
            "start": start,
            "end": end,
            "spans": [[start, end]],
            "quote": quote,
            "quotes": [quote],
            "prefix": "",
            "suffix": "",
        }

    def _often(self, rows: Sequence[Content], number: int) -> list[Content]:
        """The first of them far more often than the last: a ministry issues much, a village nothing."""
        return self.draw.choices(rows, cum_weights=self._common, k=number)

    def _one(self, scheme: str) -> Content:
        return copy.deepcopy(self.draw.choice(self.terms[scheme]))

    def _some(self, scheme: str, number: int) -> list[Content]:
        return copy.deepcopy(self.draw.sample(self.terms[scheme], min(number, len(self.terms[scheme]))))
