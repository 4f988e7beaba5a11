import pytest

from policies.content.document import document_reference
from policies.content.records import dump, load
from policies.models import Document, Issuer
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db
HEAD = ("id", "slug", "url", "title", "title_supplied", "official_titles", "number")
AUGUST = {"edtf": "2015-08", "earliest": "2015-08-01", "latest": "2015-08-31", "wording": "August 2015"}


@pytest.fixture
def source():
    return making.source()


@pytest.fixture
def agency(source):
    return making.agency(source)


@pytest.fixture
def document(source, agency):
    return making.document(source, agency)


def evidence(source):
    """By what it bears on; two pieces bear on dates."""
    return {
        "record": making.entry(source, making.TEXT.splitlines()[0], "record"),
        "date": making.entry(source, "August 2015", "date"),
        "effective": making.entry(source, "In August 2015", "date", stance="imprecise", stated="August 2015"),
        "issuer": making.entry(source, "the Ministry of Trade", "issuer"),
        "name": making.entry(source, "village shops", "name"),
        "relation": making.entry(source, "opinions on village shops", "relation"),
        "type": making.entry(source, "opinions", "type"),
    }


def test_a_document_with_everything_filled_in(source, agency, document):
    cited = evidence(source)
    reference = making.document_reference(document, agency)
    outline = Document.objects.get(slug="outline")
    assert making.bare(dump(document)) == {
        "kind": "document",
        **{name: reference[name] for name in HEAD},
        "type": making.term_reference("document-type", "OPINIONS", "opinions"),
        "date": {**AUGUST, "kind": "stated"},
        "dates": [
            {"kind": "stated", **AUGUST, "preferred": True, "evidence": [cited["date"]]},
            {
                "kind": "effective",
                "edtf": "2015-08/..",
                "earliest": "2015-08-01",
                "latest": None,
                "wording": "from August 2015",
                "preferred": False,
                "evidence": [cited["effective"]],
            },
        ],
        "issuers": [{**reference["issuers"][0], "preferred": True, "evidence": [cited["issuer"]]}],
        "unnamed_issuers": 18,
        "status": "in_force",
        "other_names": [
            {"text": "Shop opinions", "language": "en", "kind": "short", "evidence": [cited["name"]]},
        ],
        "relations": [
            {
                "predicate": "implements",
                "document": {
                    "id": str(outline.id),
                    "slug": "outline",
                    "url": "/documents/outline/",
                    "title": {"en": "Outline"},
                    "title_supplied": False,
                    "official_titles": [],
                    "number": None,
                    "date": None,
                    "issuers": [],
                    "unnamed_issuers": 0,
                },
                "date": {"edtf": "2015", "earliest": "2015-01-01", "latest": "2015-12-31", "wording": "2015"},
                "evidence": [cited["relation"]],
            }
        ],
        "themes": [making.term_reference("theme", "TRADE", "trade")],
        "evidence": [
            cited["effective"],
            cited["record"],
            cited["date"],
            cited["issuer"],
            cited["type"],
            cited["relation"],
            cited["name"],
        ],
    }


def test_a_document_with_only_a_title():
    content = dump(f.bare_document(title_en="Outline"))
    empty = ("dates", "issuers", "other_names", "relations", "themes", "evidence")
    assert {name: content[name] for name in empty} == {name: [] for name in empty}
    assert [content[name] for name in ("date", "number", "status", "unnamed_issuers")] == [None, None, "unknown", 0]


def test_what_records_carry_of_a_document(agency, document):
    assert document_reference(document) == making.document_reference(document, agency)


def test_a_title_that_is_an_official_name_is_told_apart_from_one_of_ours(document):
    document.names.create(language="zh-Hans", text="意见", kind="official")
    document.names.create(language="en", text="Opinions on village shops", kind="translation")
    assert dump(document)["official_titles"] == document_reference(document)["official_titles"] == ["zh-Hans"]


def test_others_carry_only_the_issuers_that_we_prefer(document):
    Issuer.objects.create(document=document, agency=f.bare_agency(), role="joint", preferred=False)
    assert len(dump(document)["issuers"]) == 2
    assert len(document_reference(document)["issuers"]) == 1


def test_a_content_loaded_back_says_the_same(document):
    content = dump(document)
    for rows in (document.names, document.dates, document.issuers, document.relations, document.codings):
        rows.all().delete()
    document.citations.all().delete()
    Document.objects.filter(pk=document.pk).update(
        title_zh="", number="", status="ended", unnamed_issuers=0, slug="changed", type=f.term("document-type", "PLAN")
    )
    load(content)
    assert dump(Document.objects.get(pk=document.pk)) == content


def test_the_reason_for_a_date_or_an_issuer_goes_out_and_comes_back(document):
    assert all("reason" not in row for row in (*dump(document)["dates"], *dump(document)["issuers"]))
    document.dates.update(reason="The official text has it.")
    document.issuers.update(reason="Its own name is on it.")
    content = dump(Document.objects.get(pk=document.pk))
    assert {row["reason"] for row in content["dates"]} == {"The official text has it."}
    assert {row["reason"] for row in content["issuers"]} == {"Its own name is on it."}
    document.dates.update(reason="")
    assert dump(load(content)) == content


def test_a_relation_says_where_in_either_document_and_comes_back_with_both_its_ends(source, document):
    outline = Document.objects.get(slug="outline")
    document.relations.all().delete()
    f.pinned(document, outline, source)
    content = dump(document)
    (row,) = content["relations"]
    assert list(row) == ["predicate", "document", "date", "place", "object_place", "evidence"]
    assert (row["place"], row["object_place"]) == ("Article 3", "Article 5")
    assert {entry["value"]: entry["quote"] for entry in row["evidence"]} == {
        "relation": "issued opinions on village shops",
        "object": "Villages shall have shops.",
    }
    load(content)
    assert dump(Document.objects.get(pk=document.pk)) == content
