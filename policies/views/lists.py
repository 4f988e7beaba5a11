"""The lists of records, one function for all kinds: everything a list can be asked is in its FilterSet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.fields import CERTAINLY, SORTS
from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import MOST_ON_A_PAGE, PAGE_PARAMETERS, PAGE_SIZE, Listing, Portion
from policies.catalogue.other_dates import otherwise_in_period
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.views import bibliography
from policies.views.apart import in_the_other_role
from policies.views.asking import past
from policies.views.dressing import dress
from policies.views.formats import FEED, FORMS, citation_formats, feed_format, list_formats
from policies.views.labels import counted_word
from policies.views.narrowing import Address, chosen, fields, kept, offered
from policies.views.negotiating import negotiated
from policies.views.pages import page_links
from policies.views.reasons import explained
from policies.views.trail import HEADINGS, list_address, of_kind
from policies.views.ways import ways

INTRODUCTIONS: dict[str, Promise] = {
    Kind.DOCUMENT: gettext_lazy("Policy documents, and events that stand for one, in the order of time."),
    Kind.MEASURE: gettext_lazy("The smallest separable things that documents do or support, in the order of time."),
    Kind.AGENCY: gettext_lazy("Bodies that issued the documents, or carry out what they say."),
    Kind.SOURCE: gettext_lazy("What was published elsewhere and tells us about policy, with its text."),
    Kind.STATEMENT: gettext_lazy("What sources say about policy as a whole. None of it is counted as a measure."),
}
SORTS_OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.DOCUMENT: ("date", "-date", "title"),
    Kind.MEASURE: ("date", "-date", "title"),
    Kind.AGENCY: ("title",),
    Kind.SOURCE: ("title", "date", "-date"),
    Kind.STATEMENT: (),
}
# Of documents that lie in a period by another date so many are named.
MOST_OTHERWISE = 10


@negotiated((*FORMS, FEED))
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
        "doubt": doubt(listing, address),
        "apart": apart(listing, address),
        "otherwise": otherwise(listing, vocabulary, as_of),
        "fields": fields(kind, listing.data),
        "kept": kept(kind, listing.data),
        "facets": offered(listing, address, vocabulary),
        "count_in_words": count_in_words(kind, 0 if complaints else listing.count),
        "sorts": sorts(listing, address),
        "rows": explained(listing, portion.editions, dress(doubted(listing, records), vocabulary, as_of)),
        "row_template": f"policies/_{kind}_row.html",
        "pages": page_links(portion, listing.count, address.at_page),
        "formats": list_formats(kind, listing.data),
        "citation_formats": citation_formats(kind, listing.data),
        "feed": feed_format(kind, listing.data),
        "citing": citing,
        "ways": ways(kind, listing.data, PLURALS[kind]),
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


def doubt(listing: Listing, address: Address) -> dict[str, Any]:
    """How many records lie in the period only possibly, and the address of the others; nothing where none do."""
    number = listing.only_possibly().count()
    return {"number": number, "href": address(dates=CERTAINLY)} if number else {}


def apart(listing: Listing, address: Address) -> dict[str, Any]:
    """What the same words find in their other role, with the number in words."""
    found = in_the_other_role(listing, address)
    return {**found, "number": count_in_words(listing.kind, found["number"])} if found else {}


def otherwise(listing: Listing, vocabulary: Vocabulary, as_of: str) -> dict[str, Any]:
    """Documents with another date in the period: the first of them, how many more, or that it is not known."""
    besides = otherwise_in_period(listing)
    shown = besides.found[:MOST_OTHERWISE]
    records = dress([row["record"] for row in shown], vocabulary, as_of)
    rows = [{**row, "record": record} for row, record in zip(shown, records, strict=True)]
    number = len(besides.found)
    return {"rows": rows, "number": number, "more": number - len(rows), "is_known": besides.is_known}


def doubted(listing: Listing, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records, marked where they lie in the period only possibly."""
    shown = [record["edition"]["sequence"] for record in records]
    doubtful = set(listing.only_possibly().filter(pk__in=shown).values_list("pk", flat=True))
    return [{**record, "is_only_possibly": record["edition"]["sequence"] in doubtful} for record in records]


def sorts(listing: Listing, address: Address) -> list[dict[str, Any]]:
    names = [*(["relevance"] if listing.words else []), *SORTS_OF_KIND[listing.kind]]
    if len(names) < 2:
        return []
    return [{"label": SORTS[name], "href": address(sort=name), "chosen": name == listing.sort} for name in names]
