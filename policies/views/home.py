"""The front page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.catalogue.figures import lately, totals
from policies.catalogue.finding import find
from policies.catalogue.kinds import PLURALS
from policies.catalogue.listing import Listing
from policies.catalogue.vocabulary import Vocabulary
from policies.choices import Kind
from policies.templatetags.reference import local, staying
from policies.views.asking import asked, past, refused
from policies.views.dressing import dress
from policies.views.labels import UNSTATED, counted_word
from policies.views.timeline import drawn
from policies.views.trail import HEADINGS

# The measure that shows how evidence works: its key words stand apart in the quote.
EXAMPLE = "equipment-subsidies"
IN_TIMELINE = 12
# Words to try, in the language of the page; each finds something in the seed.
SEARCHES = (gettext_lazy("cold chain"), gettext_lazy("subsidies"), gettext_lazy("impoverished villages"))


def home(request: HttpRequest) -> HttpResponse:
    """What the reference holds, or held at `as_of`."""
    wanted = asked(request)
    if wanted.complaints:
        return refused(request, wanted.complaints)
    as_of, moment = wanted.as_of, wanted.moment
    vocabulary = Vocabulary.read(moment)
    context = {
        "past": past(request, as_of, moment),
        "figures": figures(totals(moment), as_of),
        **in_time(as_of, vocabulary),
        "example": example(moment),
        "latest": [edition.record for edition in lately(as_of=moment)],
        "examples": [{"words": words, "href": searched(words, as_of)} for words in map(str, SEARCHES)],
    }
    return render(request, "policies/home.html", dress(context, vocabulary, as_of))


def searched(words: str, as_of: str = "") -> str:
    """The address of the search for these words, at that moment."""
    query = QueryDict(mutable=True)
    query["q"] = words
    return staying(f"{local('/search/')}?{query.urlencode()}", as_of)


def figures(numbers: dict[str, int], as_of: str = "") -> list[dict[str, Any]]:
    """How many records of each kind there are, each leading to its list."""
    return [
        {
            "number": numbers[kind],
            "what": counted_word(kind, numbers[kind]),
            "href": staying(local(f"/{PLURALS[kind]}/"), as_of),
        }
        for kind in HEADINGS
    ]


def in_time(as_of: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The newest documents drawn in time, the earliest of them first."""
    listing = Listing(Kind.DOCUMENT, QueryDict(staying("?sort=-date", as_of)[1:]))
    return drawn(listing, listing.page(1, IN_TIMELINE).editions[::-1], vocabulary)


def example(as_of: datetime | None = None) -> dict[str, Any] | None:
    """A measure with its quote, to show how evidence works; nothing if it is not public."""
    found = find(Kind.MEASURE, EXAMPLE, as_of)
    if found is None or found.is_gone:
        return None
    record = found.edition.record
    citation = record["evidence"][0]
    return {
        "record": record,
        "citation": citation,
        "sha256": citation["snapshot"]["sha256"],
        "characters": snapshot_length(citation, as_of),
        "silent": any_of([str(UNSTATED[name]) for name in record["not_stated"]]),
    }


def any_of(names: list[str]) -> str:
    """The names as a sentence lists them: “a, b or c”; nothing if there are none."""
    *others, last = names or [""]
    return _("%(others)s or %(last)s") % {"others": _(", ").join(others), "last": last} if others else last


def snapshot_length(citation: dict[str, Any], as_of: datetime | None = None) -> int | None:
    source = find(Kind.SOURCE, citation["source"]["id"], as_of)
    rows = source.edition.record["snapshots"] if source and not source.is_gone else []
    return next((row["characters"] for row in rows if row["number"] == citation["snapshot"]["number"]), None)
