"""What the catalogue will say once some records are published or withdrawn: theirs, and what others carry of them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.choices import Kind
from policies.content.encoding import Content, content_hash, own
from policies.content.references import carry, mentioned, mentions, reference, term_id, term_reference
from policies.models.edition import Edition, Facet, Mention, Passage, Text
from policies.text.segment import coverage_of

# None stands for a record that is withdrawn.
Batch = Mapping[str, Content | None]


class Renewal:
    """The state of the catalogue after a batch, worked out before anything is written."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.before = current_contents(batch)
        self.below = _below(batch)
        self.neighbours = current_contents(self._related() - set(batch))
        self.after = {**{name: content for name, content in batch.items() if content}, **self.neighbours}
        self._rechain()
        self._references = {name: _reference(content) for name, content in self.after.items()}

    def _rechain(self) -> None:
        """A term that is put elsewhere takes what is narrower along: each chain of broader terms is read anew."""
        for name, content in self.after.items():
            if content["kind"] == Kind.TERM and (name in self.batch or name in self.below):
                self.after[name] = {**content, "broader": _chain(content, self.after)}

    def _related(self) -> set[str]:
        """Whatever the batch and the terms below it mention, mentioned before, or are mentioned by."""
        contents = [content for content in (*self.batch.values(), *self.before.values()) if content]
        carrying = Mention.objects.filter(record_id__in=[*self.batch, *self.below], edition__superseded_at__isnull=True)
        names = {str(name) for name in carrying.values_list("edition__record_id", flat=True)}
        return names.union(*(mentions(content) for content in contents))

    def settled(self) -> dict[str, Content]:
        """The contents to write: all of the batch that differ from now, and those of others that they change."""
        self.refuse_dangling()
        figures = Figures(self)
        # Figures first: what they take from a record, drafts' names included, is then brought to what is public.
        contents = {name: carry(figures.add(content), self._references) for name, content in self.after.items()}
        now = {**self.before, **self.neighbours}
        return {
            name: content
            for name, content in contents.items()
            if name not in now or content_hash(content) != content_hash(now[name])
        }

    def refuse_dangling(self) -> None:
        """No edition may name a record, or cite a snapshot, that is not public."""
        unnamed = [_dangling(content, name) for content, name in self._dangling()]
        if complaints := [*unnamed, *dict.fromkeys(self._unseen())]:
            raise ValidationError(complaints)

    def _dangling(self) -> Iterator[tuple[Content, str]]:
        for content in self.after.values():
            for name in sorted(self._named_by(content) - set(self.after)):
                if content["id"] in self.batch or name in self.batch:
                    yield content, name

    def _named_by(self, content: Content) -> set[str]:
        """What a content names by itself. What a public record says is its own, and not that of its draft on the desk,
        which those that name it carry until they are brought up to date."""
        if content["kind"] == Kind.TERM:
            return mentions(own_with_addresses(content))
        return set(self._names(list(own_with_addresses(content).values()))) - {content["id"]}

    def _names(self, node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            name = mentioned(node)
            if name:
                yield name
            node = [] if name in self.after else list(node.values())
        for item in node if isinstance(node, list) else ():
            yield from self._names(item)

    def _unseen(self) -> Iterator[str]:
        """A snapshot added since its source was last published: nobody could check a quote of it."""
        sources = {name: content for name, content in self.after.items() if content["kind"] == Kind.SOURCE}
        public = {name: {row["sha256"] for row in source["snapshots"]} for name, source in sources.items()}
        for content in self.after.values():
            for entry in content.get("evidence", ()):
                source = entry["source"]["id"]
                touched = content["id"] in self.batch or source in self.batch
                if touched and source in public and entry["snapshot"]["sha256"] not in public[source]:
                    yield _unseen(content, entry)


def _dangling(content: Content, name: str) -> str:
    return _("%(record)s names %(other)s, which is not public. Publish both together, or change the one.") % {
        "record": said(content),
        "other": _named(content, name),
    }


def _unseen(content: Content, entry: Content) -> str:
    return _(
        "%(record)s cites snapshot %(number)d of %(source)s, which is not public. "
        "Publish its source as it is now first, or both together."
    ) % {"record": said(content), "number": entry["snapshot"]["number"], "source": entry["source"]["slug"]}


def _below(batch: Batch) -> set[str]:
    """The public terms narrower than those of the batch, to the bottom."""
    found: set[str] = set()
    frontier = {name for name, content in batch.items() if content and content["kind"] == Kind.TERM}
    while frontier:
        rows = Mention.objects.filter(
            record_id__in=frontier, edition__kind=Kind.TERM, edition__superseded_at__isnull=True
        )
        frontier = {str(name) for name in rows.values_list("edition__record_id", flat=True)} - found - set(batch)
        found |= frontier
    return found


def _chain(term: Content, contents: Mapping[str, Content]) -> list[str]:
    """The codes above a term, the nearest first."""
    chain: list[str] = []
    while term["broader"]:
        nearest = term["broader"][0]
        if nearest in chain:
            break
        chain.append(nearest)
        above = contents.get(term_id(term["scheme"], nearest))
        if above is None:
            return [*chain, *term["broader"][1:]]
        term = above
    return chain


class Figures:
    """Counts and inverse links that follow from the records of others."""

    def __init__(self, renewal: Renewal) -> None:
        self.renewal = renewal
        self.hidden = list(renewal.batch)
        wanted = list(renewal.after)
        self.measures = self._count(Kind.MEASURE, "document", wanted)
        self.documents = self._count(Kind.DOCUMENT, "agency", wanted)
        self.relating = self._relating()

    def add(self, content: Content) -> Content:
        """The content with its figures, the evidence last."""
        evidence = {"evidence": content["evidence"]} if "evidence" in content else {}
        rest = {name: value for name, value in content.items() if name != "evidence"}
        return {**rest, **self._figures(content), **evidence}

    def _figures(self, content: Content) -> Content:
        name = content["id"]
        match content["kind"]:
            case Kind.DOCUMENT:
                return {
                    "inverse_relations": self._inverse(content, "relations", "document"),
                    "measures_count": self.measures[name],
                }
            case Kind.AGENCY:
                return {
                    "predecessors": self._inverse(content, "successors", "agency"),
                    "documents_count": self.documents[name],
                }
            case Kind.MEASURE:
                return {"children": [_reference(other) for other in self.relating.get(name, ())]}
            case Kind.SOURCE:
                return {"coverage": self._coverage(content)}
        return {}

    def _count(self, kind: str, facet: str, wanted: list[str]) -> Counter[str]:
        rows = Facet.objects.filter(facet=facet, value__in=wanted, edition__in=Edition.objects.current().of(kind))
        counts = Counter(rows.exclude(edition__record_id__in=self.hidden).values_list("value", flat=True))
        for content in self._batch(kind):
            counts.update(_values(content, facet))
        return counts

    def _batch(self, kind: str) -> list[Content]:
        return [content for content in self.renewal.batch.values() if content and content["kind"] == kind]

    def _relating(self) -> dict[str, list[Content]]:
        """For each record the others of its kind that stand in a relation to it, in the order of their addresses."""
        contents = {**current_contents(self._mentioning()), **self.renewal.after}
        found: dict[str, list[Content]] = defaultdict(list)
        for other in sorted(contents.values(), key=lambda content: content["slug"]):
            for name in dict.fromkeys(_related_to(other)):
                found[name].append(other)
        return found

    def _mentioning(self) -> set[str]:
        """Records that mention one of their own kind here; one query for each kind, however many records there are."""
        found: set[str] = set()
        for kind in (Kind.DOCUMENT, Kind.AGENCY, Kind.MEASURE):
            wanted = [name for name, content in self.renewal.after.items() if content["kind"] == kind]
            rows = Mention.objects.filter(
                record_id__in=wanted, edition__superseded_at__isnull=True, edition__kind=kind
            ).exclude(edition__record_id__in=self.hidden)
            found |= {str(name) for name in rows.values_list("edition__record_id", flat=True)}
        return found

    def _inverse(self, content: Content, rows: str, column: str) -> list[Content]:
        return [
            {**{name: value for name, value in row.items() if name != column}, column: _reference(other)}
            for other in self.relating.get(content["id"], ())
            for row in other[rows]
            if row[column]["id"] == content["id"]
        ]

    def _coverage(self, content: Content) -> Content:
        """Sentences of the latest snapshot, how many of them some public record cites, how many need none."""
        snapshot = content["snapshots"][-1]
        cited = self._cited(content["id"], snapshot["sha256"])
        excused = [(row["start"], row["end"]) for row in snapshot["excused"]]
        found = coverage_of(self._text(snapshot["sha256"]), cited, excused)
        return {"sentences": len(found.sentences), "cited": found.cited, "excused": len(found.excused)}

    def _text(self, sha256: str) -> str:
        return Text.objects.get(pk=sha256).text

    def _cited(self, source: str, sha256: str) -> list[tuple[int, int]]:
        rows = Passage.objects.filter(source_id=source, sha256=sha256, edition__superseded_at__isnull=True)
        cited = set(rows.exclude(edition__record_id__in=self.hidden).values_list("start", "end"))
        for content in self.renewal.batch.values():
            for entry in (content or {}).get("evidence", ()):
                if entry["snapshot"]["sha256"] == sha256 and entry["source"]["id"] == source:
                    cited.add((entry["start"], entry["end"]))
        return sorted(cited)


def _related_to(content: Content) -> list[str]:
    """The records of its own kind that show a content among what stands in a relation to them."""
    match content["kind"]:
        case Kind.DOCUMENT:
            return [row["document"]["id"] for row in content["relations"]]
        case Kind.AGENCY:
            return [row["agency"]["id"] for row in content["successors"]]
        case Kind.MEASURE:
            return [content["parent"]["id"]] if content["parent"] else []
    return []


def _values(content: Content, facet: str) -> list[str]:
    if facet == "document":
        return [content["document"]["id"]]
    return sorted({row["agency"]["id"] for row in content["issuers"] if row["preferred"]})


def current_contents(names: Iterable[str]) -> dict[str, Content]:
    """The public contents of these records as they stand now, by id; those not public are left out."""
    rows = Edition.objects.current().filter(record_id__in=list(names)).values_list("record_id", "content")
    return {str(name): json.loads(content) for name, content in rows}


def own_with_addresses(content: Content) -> Content:
    """The content without its figures: what it names by itself."""
    kept = set(own(content)) | {"url"}
    return {name: value for name, value in content.items() if name in kept}


def _reference(content: Content) -> Content:
    return term_reference(content) if content["kind"] == Kind.TERM else reference(content)


def said(content: Content) -> str:
    """A record as a sentence names it."""
    return f"{content['kind']} {content['slug']}"


def _named(content: Any, name: str) -> str:
    """How a content calls the record it names; a term calls what is broader by its code alone."""
    if isinstance(content, dict) and content.get("kind") == Kind.TERM:
        codes = [code for code in content["broader"] if term_id(content["scheme"], code) == name]
        return f"{content['scheme']}/{codes[0]}" if codes else ""
    return _name_in(content, name)


def _name_in(content: Any, name: str) -> str:
    if isinstance(content, list):
        return next((found for item in content if (found := _name_in(item, name))), "")
    if not isinstance(content, dict):
        return ""
    if mentioned(content) == name:
        return content.get("slug") or f"{content.get('scheme')}/{content.get('code')}"
    return next((found for item in content.values() if (found := _name_in(item, name))), "")
