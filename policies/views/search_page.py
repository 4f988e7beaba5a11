"""What the page of a search shows: groups of results, each with why it was found."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from policies.catalogue.listing import PAGE_SIZE, Portion
from policies.catalogue.search import LAST_RANK, Search
from policies.catalogue.search_reasons import Marker
from policies.catalogue.search_results import Passage, Results
from policies.catalogue.search_suggestions import fewer, suggestion
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.models.edition import Edition
from policies.templatetags.reference import local, staying
from policies.text.found import Way
from policies.views.dressing import dress
from policies.views.pages import page_links
from policies.views.reasons import explain
from policies.views.trail import HEADINGS, list_address

MOST_OF_A_KIND = 5
MOST_NAMES_SHOWN = 6
# What has no list of its own is listed here.
TERMS, PASSAGES = "terms", "passages"
GROUPS: dict[str, Promise] = {
    **HEADINGS,
    PASSAGES: gettext_lazy("Passages of sources"),
    TERMS: gettext_lazy("Vocabularies"),
}


@dataclass
class Group:
    """What was found of one kind: how many, those shown, and where all are."""

    name: str
    count: int
    href: str
    shown: slice = field(default_factory=lambda: slice(0, MOST_OF_A_KIND))
    rows: list[Any] = field(default_factory=list)
    # Of one that stands alone: which page it is, and the way to the others.
    number: int = 0
    pages: dict[str, Any] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return -(-self.count // PAGE_SIZE)

    @property
    def label(self) -> Promise:
        return GROUPS[self.name]

    @property
    def template(self) -> str:
        return f"policies/_{self.name}_row.html" if self.name in HEADINGS else f"policies/_{self.name}_found.html"


@dataclass
class Page:
    """What the page of a search shows."""

    search: Search
    as_of: str

    @cached_property
    def results(self) -> Results:
        return Results(self.search)

    def staying(self, address: str) -> str:
        return staying(address, self.as_of)

    def address(self, name: str, number: int | None = 1) -> str:
        """Where all that was found of a kind is."""
        query = {"q": self.search.query, **({} if name in HEADINGS else {"in": name})}
        query |= {"page": str(number)} if number and number > 1 else {}
        path = list_address(name) if name in HEADINGS else local("/search/")
        return self.staying(f"{path}?{urlencode(query)}") if number else ""

    def address_of_all(self) -> str:
        return self.address_of(self.search.query)

    def address_of(self, words: str) -> str:
        return self.staying(f"{local('/search/')}?{urlencode({'q': words})}")

    def groups(self) -> list[Group]:
        """The kinds of which anything was found."""
        counts = self.results.counts()
        numbers = {**{kind: counts.get(kind, 0) for kind in HEADINGS}, PASSAGES: self.results.count_passages()}
        numbers[TERMS] = counts.get(Kind.TERM, 0)
        return [Group(name, number, self.address(name)) for name, number in numbers.items() if number]

    def alone(self, groups: list[Group], name: str, page: str) -> list[Group]:
        """A page of one of the groups by itself; nothing where there is no such group or page."""
        text = page or "1"
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
        found = [group for group in groups if group.name == name and name not in HEADINGS]
        for group in found:
            group.number = number if number <= group.last else 0
            group.shown = slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
        return [group for group in found if group.number]

    def pages(self, group: Group) -> dict[str, Any]:
        """The way to the other pages of a group that stands alone."""
        number = group.number
        following = number + 1 if number < group.last else None
        portion = Portion(group.rows, following, number - 1 or None, number, group.last)
        return page_links(portion, group.count, partial(self.address, group.name))

    def fill(self, groups: list[Group]) -> None:
        """Afterwards the groups have the rows that are shown, each with why it was found; the best kind is first."""
        marker = Marker(self.search)
        found = {group.name: self.editions(group) for group in groups if group.name != PASSAGES}
        groups.sort(key=lambda group: found[group.name][0].rank if group.name in HEADINGS else LAST_RANK + 1)
        readings = self.results.readings([edition for editions in found.values() for edition in editions])
        vocabulary = Vocabulary.read(self.search.as_of)
        for group in groups:
            if group.name == PASSAGES:
                passages = self.results.passages(group.shown.start, group.shown.stop)
                group.rows = dress([self.passage(passage, marker) for passage in passages], vocabulary, self.as_of)
            else:
                records = [edition.record_at(self.search.as_of) for edition in found[group.name]]
                group.rows = dress(records, vocabulary, self.as_of)
                explain(group.rows, marker, readings)
            group.pages = self.pages(group) if group.number else {}

    def editions(self, group: Group) -> list[Edition]:
        kind = Kind.TERM if group.name == TERMS else group.name
        return self.results.best(kind, group.shown.start, group.shown.stop)

    def passage(self, passage: Passage, marker: Marker) -> dict[str, Any]:
        """A sentence with its words marked, and where it stands in the page of its source."""
        marks = marker.marks(passage.text)
        spans = ",".join(f"{passage.start + mark.start}-{passage.start + mark.end}" for mark in marks)
        whole = f"{passage.start}-{passage.end}"
        address = self.staying(f"{local(passage.source['url'])}?spans={spans or whole}")
        return {
            "runs": marker.excerpt(passage.text, marks),
            "text": passage.text,
            "source": passage.source,
            "href": f"{address}#lit",
        }

    def also(self) -> list[str]:
        """Other names that were looked for, the first of them."""
        clauses = (clause for row in self.search.asked for clause in row.wide if clause.way == Way.SYNONYM)
        names = dict.fromkeys(clause.name for clause in clauses)
        return list(names)[:MOST_NAMES_SHOWN]

    def suggestion(self) -> dict[str, str]:
        """The same search with other words, where these find nothing and those do."""
        words = suggestion(self.search)
        return {"words": words, "href": self.address_of(words)} if words else {}

    def fewer(self) -> list[dict[str, Any]]:
        """The same search with fewer words, where all of them find nothing."""
        return [
            {"words": words, "href": self.address_of(words), "count": number} for words, number in fewer(self.search)
        ]
