import pytest
from django.utils.translation import override

from policies.content.records import dump
from policies.templatetags.differences import said_unit, value_name
from policies.text.differences import units
from tests.content import making

pytestmark = pytest.mark.django_db


def worded(content):
    return {path[0]: str(said_unit(unit, path)) for path, unit in units(content).items()}


def test_values_of_a_document_in_words():
    of = making.source()
    by = making.agency(of)
    found = worded(dump(making.document(of, by)))
    evidence = found.pop("evidence")
    assert found == {
        "slug": "opinions",
        "title": '<span lang="zh-Hans">意见</span>',
        "title_supplied": "yes",
        "number": '<span lang="zh-Hans">国办发〔2015〕78号</span>',
        "type": "opinions",
        "dates": "from August 2015 [2015-08/..], effective",
        "issuers": "Ministry of Trade, lead issuer",
        "unnamed_issuers": "18",
        "status": "in force",
        "other_names": "Shop opinions, short name",
        "relations": "implements Outline, 2015 [2015]",
        "themes": "trade",
    }
    assert evidence == "<q>village shops</q> <small>name; supports; Trade news, 82–95</small>"


def test_values_of_a_measure_in_words():
    of = making.source()
    by = making.agency(of)
    found = worded(dump(making.measure(of, making.document(of, by), by)))
    found.pop("evidence")
    assert found == {
        "slug": "equipment",
        "title": "Equipment subsidies",
        "title_supplied": "no",
        "document": "[Opinions on village shops]",
        "parent": "Support",
        "instrument": "equipment",
        "further_instruments": "logistics",
        "strength": "plans",
        "verb": "proposed",
        "actors": "Ministry of Trade",
        "targets": "county (place it is aimed at)",
        "sectors": "shops",
        "product": "equipment",
        "levels": "county",
        "not_stated": "level",
    }


def test_values_of_a_source_and_an_agency_in_words():
    of = making.source()
    found = worded(dump(of))
    assert (found["date"], found["snapshots"], found["language"]) == (
        "February 27, 2024 [2024-02-27]",
        "No. 1, taken 2026-11-24; passages that need no record: 1",
        "English",
    )
    assert worded(dump(making.agency(of)))["successors"] == "renamed to Ministry of Commerce, March 2018 [2018-03]"


def test_what_is_not_there_has_no_words():
    assert said_unit(None, ("number",)) == ""
    assert said_unit("", ("product",)) == ""


def test_a_value_is_named_in_the_language_of_the_page():
    assert value_name(("title", "zh-Hans")) == "title, in Chinese"
    assert value_name(("dates", "x")) == "date"
    with override("zh-hans"):
        assert value_name(("dates", "x")) == "日期"


def test_where_in_two_documents_a_relation_is_pinned():
    document = {"title": {"en": "Outline"}}
    row = {"predicate": "cites", "document": document, "date": None, "place": "Article 3", "object_place": "Article 5"}
    said = said_unit(row, ("relations", "x"))
    assert said == "cites Outline, in this document: Article 3, in the other document: Article 5"
