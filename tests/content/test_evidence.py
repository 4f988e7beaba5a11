import pytest

from policies.content import evidence
from policies.models import Citation
from tests import factories as f

pytestmark = pytest.mark.django_db
TEXT = (
    "In December 2016, the State Council proposed implementing the e-commerce poverty alleviation project through "
    "means such as equipment and logistics subsidies.\xa0\xa0It went on."
)
QUOTE = "equipment and logistics subsidies"


def test_a_piece_of_evidence_as_the_contract_has_it():
    source = f.source(TEXT, slug="trade-news", title_en="Trade news", address="https://example.org/n")
    start = TEXT.index(QUOTE)
    spans = [[start, start + 9], [start + 24, start + 33]]
    citation = f.cite(
        f.bare_document(), QUOTE, source, "type", spans=spans, stance="imprecise", stated="equipment subsidies"
    )
    assert evidence.entry(citation) == {
        "value": "type",
        "stance": "imprecise",
        "stated": "equipment subsidies",
        "source": {
            "id": str(source.id),
            "slug": "trade-news",
            "url": "/sources/trade-news/",
            "title": {"en": "Trade news"},
            "address": "https://example.org/n",
            "trust": "summary",
        },
        "snapshot": {"number": 1, "sha256": f.sha256(TEXT), "url": "/sources/trade-news/snapshots/1.txt"},
        "start": start,
        "end": start + 33,
        "spans": spans,
        "quote": QUOTE,
        "quotes": ["equipment", "subsidies"],
        "prefix": " alleviation project through means such as ",
        "suffix": ".\xa0\xa0It went on.",
    }


def test_without_key_spans_the_whole_quote_is_the_span():
    entry = evidence.entry(f.cite(f.bare_document(), QUOTE, f.source(TEXT)))
    assert (entry["spans"], entry["quotes"], entry["stated"]) == ([[entry["start"], entry["end"]]], [QUOTE], None)


def test_the_surroundings_touch_the_quote():
    entry = evidence.entry(f.cite(f.bare_document(), QUOTE, f.source(TEXT)))
    assert entry["prefix"] + entry["quote"] + entry["suffix"] in TEXT


def test_evidence_of_a_record_is_in_the_order_of_the_text(django_assert_num_queries):
    source, document = f.source(TEXT), f.bare_document()
    for words in ("subsidies", "December 2016", QUOTE):
        f.cite(document, words, source)
    # Citations with snapshot, source and trust.
    with django_assert_num_queries(1):
        quotes = [entry["quote"] for entry in evidence.entries(evidence.of_record(document))]
    assert quotes == ["December 2016", QUOTE, "subsidies"]


def test_evidence_of_one_row_is_that_row_alone():
    source = f.source()
    document = f.document(source, f.agency(source))
    citations = evidence.of_record(document)
    date, issuer = document.dates.get(), document.issuers.get()
    found = [evidence.of_row(citations, "date", date), evidence.of_row(citations, "issuer", issuer)]
    assert [[entry["quote"] for entry in entries] for entries in found] == [["August 2015"], ["the Ministry of Trade"]]
    assert Citation.objects.filter(document=document).count() == 4
