"""What stands beside a list to narrow it: a form for words and dates, values with their counts, and what was chosen."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.facets import FACETS, LINEAGE, value_labels
from policies.catalogue.fields import CERTAINLY, POSSIBLY
from policies.catalogue.filters import FILTERS
from policies.catalogue.listing import Listing
from policies.catalogue.through import DATED_BY
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.templatetags.reference import family, said

# A record is a value of its own kind's facet: right for an address, useless to choose from.
NOT_OFFERED: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: ("document",),
    Kind.AGENCY: ("agency",),
    Kind.SOURCE: ("source",),
}
# What the label of a facet alone does not say.
HINTS: dict[str, Promise] = {
    "target": gettext_lazy("Whom it is meant for. Places stand apart."),
    "place": gettext_lazy("Where it is meant to work. Target groups stand apart."),
    "stance": gettext_lazy("How sources stand to the values that they are cited for."),
}
# So many facets are there at once, and so many values of each; the others are folded.
FACETS_AT_SIGHT = 5
AT_SIGHT = 9
# Of agencies, documents and sources a page offers so many, folded ones included. The API tells more.
MOST_OFFERED = 30


@dataclass
class Address:
    """The address of the list as it is, to be changed by one parameter at a time. Any change begins at page 1."""

    path: str
    data: QueryDict

    def __call__(self, **changes: list[str] | str | None) -> str:
        """With these parameters set, or taken away where the value is nothing."""
        data = self.data.copy()
        data.pop("page", None)
        for name, value in changes.items():
            data.setlist(name, [value] if isinstance(value, str) else value or [])
            if not value:
                data.pop(name)
        query = data.urlencode(safe=",")
        return f"{self.path}?{query}" if query else self.path

    def at_page(self, number: int | None) -> str:
        data = self.data.copy()
        data["page"] = str(number)
        return f"{self.path}?{data.urlencode()}" if number else ""

    def without(self, name: str, value: str) -> str:
        return self(**{name: [item for item in self.data.getlist(name) if item != value]})

    def with_also(self, name: str, value: str) -> str:
        return self(**{name: [*self.data.getlist(name), value]})


def fields(kind: str, data: QueryDict) -> list[dict[str, Any]]:
    """The fields of the form beside the list."""
    own, through = _("Its date lies in the period"), _("A document of it is dated in the period")
    return [
        {"name": "q", "label": _("Words"), "value": data.get("q", "")},
        {"name": "from", "label": _("From"), "value": data.get("from", ""), "hint": _("2015, 2015-11 or 2015-11-09")},
        {"name": "to", "label": _("To"), "value": data.get("to", "")},
        {
            "name": "dates",
            "label": through if kind in DATED_BY else own,
            "options": [
                {"value": "", "label": _("possibly"), "chosen": data.get("dates") != CERTAINLY},
                {"value": CERTAINLY, "label": _("certainly"), "chosen": data.get("dates") == CERTAINLY},
            ],
        },
    ]


def narrowing(kind: str) -> list[str]:
    """The parameters whose values are chosen from lists."""
    return [name for name in FILTERS[kind].base_filters if name in FACETS]


def kept(kind: str, data: QueryDict) -> list[tuple[str, str]]:
    """What else narrows the list, carried along by the form."""
    names = (*narrowing(kind), "sort", "as_of", "page_size")
    return [(name, value) for name in names for value in data.getlist(name)]


def chosen(listing: Listing, address: Address) -> list[dict[str, str]]:
    """All that narrows the list, each with the address without it."""
    return [*_typed(listing.data, address), *_picked(listing, address)]


def _typed(data: QueryDict, address: Address) -> list[dict[str, str]]:
    labels = {"q": _("Words"), "from": _("From"), "to": _("To"), "dates": _("Dates"), "as_of": _("As of")}
    words = {CERTAINLY: _("certainly"), POSSIBLY: _("possibly")}
    return [
        {
            "name": name,
            "label": label,
            "value": words.get(value, value) if name == "dates" else value,
            "href": address(**{name: None}),
        }
        for name, label in labels.items()
        if (value := data.get(name))
    ]


def _picked(listing: Listing, address: Address) -> list[dict[str, str]]:
    found = []
    for name in narrowing(listing.kind):
        labels = labels_of_chosen(listing, name)
        found += [
            {
                "name": name,
                "label": listing.filter.filters[name].label,
                "value": labels.get(value, value),
                "href": address.without(name, value),
            }
            for value in listing.data.getlist(name)
            if value.strip()
        ]
    return found


def labels_of_chosen(listing: Listing, name: str) -> dict[str, str]:
    """The label of each value as it was given; nothing when the list is refused."""
    given = [value for value in listing.data.getlist(name) if value.strip()]
    if not given or listing.complaints:
        return {}
    values = listing.filter.form.cleaned_data[name]
    labels = value_labels(listing.filter.filters[name].extra["facet"], values, listing.as_of)
    return {item: said(labels[value]["label"]) for item, value in zip(given, values, strict=True) if value in labels}


def offered(listing: Listing, address: Address, vocabulary: Vocabulary) -> dict[str, list[dict[str, Any]]]:
    """The facets to choose from, the first of them at sight and the `more` folded.

    One whose only value every record has is left out. What is chosen is never folded.
    """
    found = []
    for name, rows in listing.facets().items():
        if name in NOT_OFFERED.get(listing.kind, ()):
            continue
        options = [option(name, row, address, vocabulary) for row in rows]
        if is_a_choice(name, options, listing.count):
            shown = most_of(name, options)
            untold = len(shown) < len(options) or name in listing.cut_facets
            said = {"name": name, "label": FACETS[name].label, "hint": HINTS.get(name, "")}
            found.append({**said, "untold": untold, **at_sight(shown)})
    first = [facet for place, facet in enumerate(found) if place < FACETS_AT_SIGHT or is_chosen(facet)]
    return {"first": first, "more": [facet for facet in found if facet not in first]}


def most_of(name: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The options that the page has: of records those with the most on the list, and what is chosen."""
    if not FACETS[name].kind:
        return options
    return [entry for place, entry in enumerate(options) if place < MOST_OFFERED or entry["chosen"]]


def is_a_choice(name: str, options: list[dict[str, Any]], records: int) -> bool:
    """Whether choosing any of these would change the list."""
    if any(entry["chosen"] for entry in options):
        return True
    return len(options) > 1 or (name == LINEAGE and bool(options)) or any(entry["count"] < records for entry in options)


def is_chosen(facet: dict[str, Any]) -> bool:
    return any(entry["chosen"] for entry in facet["options"])


def at_sight(options: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The first ones to see, the others folded; what is chosen is never folded. Of many terms the broadest are seen."""
    if len(options) <= AT_SIGHT + 2:
        return {"options": options, "more": []}
    broadest = with_narrower_below(options)
    if len(broadest) <= AT_SIGHT + 2:
        return {"options": broadest, "more": []}
    first = [entry for place, entry in enumerate(broadest) if place < AT_SIGHT or entry["chosen"]]
    return {"options": first, "more": [entry for entry in broadest if entry not in first]}


def with_narrower_below(options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each of the broadest terms with all that are narrower folded `below` it, but those chosen, which follow it."""
    found: list[dict[str, Any]] = []
    below: list[dict[str, Any]] | None = None
    for entry in options:
        if below is not None and entry["depth"] and not entry["chosen"]:
            below.append(entry)
            continue
        found.append({**entry, "below": []})
        if below is None or not entry["depth"]:
            below = found[-1]["below"]
    return found


def option(name: str, row: dict[str, Any], address: Address, vocabulary: Vocabulary) -> dict[str, Any]:
    """A value with the address that chooses it, or takes it away."""
    scheme = FACETS[name].scheme
    term = vocabulary.schemes.get(scheme, {}).get(row["code"])
    given = [value for value in address.data.getlist(name) if value.lower() == row["code"].lower()]
    return {
        "label": row["label"],
        "count": row["count"],
        "chosen": bool(given),
        "href": address.without(name, given[0]) if given else address.with_also(name, row["code"]),
        "depth": len(term["broader"]) if term else 0,
        "family": family(term) if term and scheme == "instrument" else "",
    }
