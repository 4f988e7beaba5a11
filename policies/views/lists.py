"""The lists of records, one function for all kinds: everything a list can be asked is in its FilterSet."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.facets import FACETS, value_labels
from policies.catalogue.fields import CERTAINLY, SORTS
from policies.catalogue.filters import FILTERS, LINEAGE
from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import MOST_ON_A_PAGE, PAGE_PARAMETERS, PAGE_SIZE, Listing, Portion
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.templatetags.reference import family, said
from policies.views import bibliography
from policies.views.asking import past
from policies.views.dressing import dress
from policies.views.formats import FORMS, list_formats
from policies.views.labels import counted_word
from policies.views.negotiating import negotiated
from policies.views.pages import page_links
from policies.views.trail import HEADINGS, list_address, of_kind
from policies.views.ways import ways

INTRODUCTIONS: dict[str, Promise] = {
    Kind.DOCUMENT: gettext_lazy("Policy documents, and events that stand for one, in the order of time."),
    Kind.MEASURE: gettext_lazy("The smallest separable things that documents do or support, by instrument."),
    Kind.AGENCY: gettext_lazy("Bodies that issued the documents, or carry out what they say."),
    Kind.SOURCE: gettext_lazy("What was published elsewhere and tells us about policy, with its text."),
    Kind.STATEMENT: gettext_lazy("What sources say about policy as a whole. None of it is counted as a measure."),
}
DATED = (Kind.DOCUMENT, Kind.MEASURE, Kind.SOURCE)
SORTS_OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: ("date", "-date", "title"),
    Kind.MEASURE: ("date", "-date", "title"),
    Kind.AGENCY: ("title",),
    Kind.SOURCE: ("title", "date", "-date"),
    Kind.STATEMENT: (),
}
# A record is a value of its own kind's facet: right for an address, useless to choose from.
NOT_OFFERED: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: ("document",),
    Kind.AGENCY: ("agency",),
    Kind.SOURCE: ("source", "document"),
}
AT_SIGHT = 9


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


@negotiated(FORMS)
def record_list(request: HttpRequest, kind: str) -> HttpResponse:
    listing = Listing(kind, request.GET, besides=PAGE_PARAMETERS)
    address = Address(request.path, listing.data)
    complaints = dict(listing.complaints)
    portion = read_portion(listing, listing.data, complaints)
    vocabulary = Vocabulary.read(listing.as_of)
    as_of = listing.data.get("as_of", "") if listing.as_of else ""
    records, narrowed_by = listing.records(portion.editions), chosen(listing, address)
    citing = bibliography.of_list(request, listing, list_title(kind, narrowed_by), records)
    context = {
        "section": PLURALS[kind],
        "trail": of_kind(kind, as_of=as_of),
        "past": past(request, as_of, listing.as_of),
        "heading": HEADINGS[kind],
        "intro": INTRODUCTIONS[kind],
        "action": list_address(kind),
        "problems": problems(complaints, address),
        "chosen": narrowed_by,
        "note": note(kind, listing.data, complaints),
        "fields": fields(kind, listing.data),
        "kept": kept(kind, listing.data),
        "facets": offered(listing, address, vocabulary),
        "count_in_words": count_in_words(kind, 0 if complaints else listing.count),
        "sorts": sorts(listing, address),
        "rows": dress(records, vocabulary, as_of),
        "row_template": f"policies/_{kind}_row.html",
        "pages": page_links(portion, listing.count, address.at_page),
        "formats": list_formats(kind, listing.data),
        "ways": ways(kind, listing.data, PLURALS[kind]),
        "citing": citing,
    }
    return render(request, "policies/list.html", context, status=400 if complaints else 200)


def list_title(kind: str, narrowed_by: list[dict[str, str]]) -> str:
    """The kind of records and all that narrows them, but for the moment: “Documents – Agency: Ministry of Commerce”."""
    by = [f"{entry['label']}{_(': ')}{entry['value']}" for entry in narrowed_by if entry["name"] != "as_of"]
    return f"{HEADINGS[kind]} – {_('; ').join(by)}" if by else str(HEADINGS[kind])


def read_portion(listing: Listing, data: QueryDict, complaints: dict[str, list[str]], size: int = PAGE_SIZE) -> Portion:
    """The page asked for. What is wrong with it is added to the complaints, and then it is empty."""
    size = whole_number("page_size", data.get("page_size"), size, complaints)
    number = whole_number("page", data.get("page"), 1, complaints)
    if not 1 <= size <= MOST_ON_A_PAGE:
        complaints["page_size"] = [_("A page holds 1 to %(most)d records.") % {"most": MOST_ON_A_PAGE}]
    if complaints:
        return Portion([])
    try:
        return listing.page(number, size)
    except ValidationError as error:
        complaints["page"] = error.messages
        return Portion([])


def whole_number(name: str, text: str | None, otherwise: int, complaints: dict[str, list[str]]) -> int:
    if not text:
        return otherwise
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    complaints[name] = [_("“%(value)s” is no whole number.") % {"value": text}]
    return otherwise


def problems(complaints: dict[str, list[str]], address: Address) -> list[dict[str, str]]:
    """Each complaint with a way out: the same list without the parameter that is wrong."""
    remedy = _("Leave it out")
    return [
        {"message": sentence, "href": address(**{name: None}), "remedy": remedy}
        for name, sentences in complaints.items()
        for sentence in sentences
    ]


def count_in_words(kind: str, number: int) -> str:
    return _("%(number)d %(things)s") % {"number": number, "things": counted_word(kind, number)}


def note(kind: str, data: QueryDict, complaints: dict[str, list[str]]) -> str:
    """What a list up to a date means, so that nobody takes it for what was in force."""
    if kind not in (Kind.DOCUMENT, Kind.MEASURE) or not data.get("to") or complaints:
        return ""
    return _("“To” means issued by then. Whether it was still in force is not known unless a source says so.")


def fields(kind: str, data: QueryDict) -> list[dict[str, Any]]:
    """The fields of the form beside the list."""
    search = {"name": "q", "label": _("Words"), "value": data.get("q", "")}
    if kind not in DATED:
        return [search]
    return [
        search,
        {"name": "from", "label": _("From"), "value": data.get("from", ""), "hint": _("2015, 2015-11 or 2015-11-09")},
        {"name": "to", "label": _("To"), "value": data.get("to", "")},
        {
            "name": "dates",
            "label": _("Its date lies in the period"),
            "options": [
                {"value": "", "label": _("possibly"), "chosen": data.get("dates") != CERTAINLY},
                {"value": CERTAINLY, "label": _("certainly"), "chosen": data.get("dates") == CERTAINLY},
            ],
        },
    ]


def narrowing(kind: str) -> list[str]:
    """The parameters whose values are chosen from lists."""
    return [name for name in FILTERS[kind].base_filters if name in FACETS or name == LINEAGE]


def kept(kind: str, data: QueryDict) -> list[tuple[str, str]]:
    """What else narrows the list, carried along by the form."""
    names = (*narrowing(kind), "sort", "as_of", "page_size")
    return [(name, value) for name in names for value in data.getlist(name)]


def chosen(listing: Listing, address: Address) -> list[dict[str, str]]:
    """All that narrows the list, each with the address without it."""
    data = listing.data
    plain = {"q": _("Words"), "from": _("From"), "to": _("To"), "dates": _("Dates"), "as_of": _("As of")}
    found = [
        {"name": name, "label": label, "value": data[name], "href": address(**{name: None})}
        for name, label in plain.items()
        if data.get(name)
    ]
    for name in narrowing(listing.kind):
        labels = labels_of_chosen(listing, name)
        found += [
            {
                "name": name,
                "label": listing.filter.filters[name].label,
                "value": labels.get(value, value),
                "href": address.without(name, value),
            }
            for value in data.getlist(name)
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


def offered(listing: Listing, address: Address, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The facets to choose from; one whose only value every record has is left out."""
    found = []
    for name, rows in listing.facets().items():
        if name in NOT_OFFERED.get(listing.kind, ()):
            continue
        options = [option(name, row, address, vocabulary) for row in rows]
        if len(options) > 1 or any(entry["chosen"] for entry in options):
            found.append({"name": name, "label": FACETS[name].label, **at_sight(options)})
    return found


def at_sight(options: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The first ones to see, the others folded; what is chosen is never folded."""
    if len(options) <= AT_SIGHT + 2:
        return {"options": options, "more": []}
    first = [entry for place, entry in enumerate(options) if place < AT_SIGHT or entry["chosen"]]
    return {"options": first, "more": [entry for entry in options if entry not in first]}


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


def sorts(listing: Listing, address: Address) -> list[dict[str, Any]]:
    names = [*(["relevance"] if listing.words else []), *SORTS_OF_KIND[listing.kind]]
    if len(names) < 2:
        return []
    return [{"label": SORTS[name], "href": address(sort=name), "chosen": name == listing.sort} for name in names]
