"""The front page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.catalogue.figures import lately, totals
from policies.catalogue.finding import find
from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import Listing
from policies.catalogue.timeline import timeline
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.templatetags.reference import local
from policies.views.dressing import dress
from policies.views.labels import UNSTATED
from policies.views.trail import HEADINGS

# The measure that shows how evidence works: its key words stand apart in the quote.
EXAMPLE = "equipment-subsidies"
IN_TIMELINE = 12
# Words to try, in the language of the page; each finds something in the seed.
SEARCHES = (gettext_lazy("cold chain"), gettext_lazy("subsidies"), gettext_lazy("impoverished villages"))


def home(request: HttpRequest) -> HttpResponse:
    vocabulary = Vocabulary.read()
    context = {
        "figures": figures(totals()),
        "timeline": timeline(reversed(newest_documents())),
        "example": dress(example(), vocabulary),
        "latest": [edition.record for edition in lately()],
        "examples": [{"words": words, "href": searched(words)} for words in map(str, SEARCHES)],
    }
    return render(request, "policies/home.html", context)


def searched(words: str) -> str:
    """The address of the search for these words."""
    query = QueryDict(mutable=True)
    query["q"] = words
    return f"{local('/search/')}?{query.urlencode()}"


def figures(numbers: dict[str, int]) -> list[dict[str, Any]]:
    """How many records of each kind there are, each leading to its list."""
    return [
        {"number": numbers[kind], "what": counted_word(kind, numbers[kind]), "href": local(f"/{PLURALS[kind]}/")}
        for kind in HEADINGS
    ]


def counted_word(kind: str, number: int) -> str:
    """The name of a kind to stand beside a number."""
    return {
        Kind.DOCUMENT: ngettext("document", "documents", number),
        Kind.MEASURE: ngettext("measure", "measures", number),
        Kind.AGENCY: ngettext("agency", "agencies", number),
        Kind.SOURCE: ngettext("source", "sources", number),
        Kind.STATEMENT: ngettext("statement", "statements", number),
    }[Kind(kind)]


def newest_documents() -> list[dict[str, Any]]:
    listing = Listing(Kind.DOCUMENT, QueryDict("sort=-date"))
    return [edition.record for edition in listing.page(1, IN_TIMELINE).editions]


def example() -> dict[str, Any] | None:
    """A measure with its quote, to show how evidence works; nothing if it is not public."""
    found = find(Kind.MEASURE, EXAMPLE)
    if found is None or found.is_gone:
        return None
    record = found.edition.record
    citation = record["evidence"][0]
    return {
        "record": record,
        "citation": citation,
        "sha256": citation["snapshot"]["sha256"],
        "characters": snapshot_length(citation),
        "silent": any_of([str(UNSTATED[name]) for name in record["not_stated"]]),
    }


def any_of(names: list[str]) -> str:
    """The names as a sentence lists them: “a, b or c”; nothing if there are none."""
    *others, last = names or [""]
    return _("%(others)s or %(last)s") % {"others": _(", ").join(others), "last": last} if others else last


def snapshot_length(citation: dict[str, Any]) -> int | None:
    source = find(Kind.SOURCE, citation["source"]["id"])
    rows = source.edition.record["snapshots"] if source and not source.is_gone else []
    return next((row["characters"] for row in rows if row["number"] == citation["snapshot"]["number"]), None)
