import pytest

from policies.content.records import dump, load
from policies.models import Source
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


def test_a_source_with_everything_filled_in():
    source = making.source()
    start, end = making.spot("Village shops matter.")
    assert making.bare(dump(source)) == {
        "kind": "source",
        "id": str(source.id),
        "slug": "trade-news",
        "url": "/sources/trade-news/",
        "title": {"en": "Trade news", "zh-Hans": "商务新闻"},
        "title_supplied": False,
        "section": "Policy",
        "publisher": "News agency",
        "address": "https://example.org/news",
        "date": {
            "edtf": "2024-02-27",
            "earliest": "2024-02-27",
            "latest": "2024-02-27",
            "wording": "February 27, 2024",
        },
        "language": "en",
        "keywords": [making.term_reference("keyword", "TRADE", "trade")],
        "trust": making.term_reference("trust", "summary", "summary"),
        "licence": "CC BY 4.0",
        "document": None,
        "snapshots": [
            {
                "number": 1,
                "sha256": f.sha256(making.TEXT),
                "characters": len(making.TEXT),
                "taken_on": "2026-11-24",
                "excerpt": False,
                "url": "/sources/trade-news/snapshots/1.txt",
                "excused": [{"start": start, "end": end, "reason": "A remark."}],
            }
        ],
        "evidence": [making.entry(source, "village shops", "title")],
    }


def test_a_source_with_only_what_it_must_have_says_nothing_where_there_is_nothing():
    source = f.source(slug="plain", title_en="", title_zh="新闻", address="", title_supplied=True)
    content = dump(source)
    assert {name: content[name] for name in ("title", "title_supplied", "section", "publisher", "address")} == {
        "title": {"zh-Hans": "新闻"},
        "title_supplied": True,
        "section": None,
        "publisher": None,
        "address": None,
    }
    assert [content[name] for name in ("date", "keywords", "licence", "document", "evidence")] == [
        None,
        [],
        None,
        None,
        [],
    ]


def test_a_source_that_is_the_text_of_a_document_names_it():
    made = making.everything()
    made["source"].document = made["document"]
    assert dump(made["source"])["document"] == making.document_reference(made["document"], made["agency"])


def test_a_content_loaded_back_says_the_same():
    source = making.source()
    content = dump(source)
    source.keyword_rows.all().delete()
    source.citations.all().delete()
    source.snapshots.get().excuses.all().delete()
    Source.objects.update(title_en="Changed", publisher="", edtf="", licence="", trust=f.term("trust", "official"))
    load(content)
    assert dump(Source.objects.get()) == content
