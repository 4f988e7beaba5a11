import pytest
from django.core.exceptions import ValidationError

from policies.content import restoring
from policies.content.records import dump, load
from policies.models import Citation
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


def test_parts_of_contents_as_columns():
    assert restoring.languages("title", {"zh-Hans": "意见"}) == {"title_en": "", "title_zh": "意见"}
    assert restoring.key({"scheme": "theme", "code": "TRADE", "label": {}}) == "theme:TRADE"
    assert [restoring.record_id(row) for row in ({"id": "x"}, None)] == ["x", None]
    assert restoring.date_columns({"edtf": "2015", "wording": "in 2015", "earliest": "?"}) == {
        "edtf": "2015",
        "wording": "in 2015",
    }
    assert restoring.date_columns(None) == {"edtf": "", "wording": ""}


def test_each_citation_comes_back_on_its_own_row():
    document = making.everything()["document"]
    content = dump(document)
    load(content)
    rows = Citation.objects.filter(document=document)
    assert {
        "date": sorted(row.date.edtf for row in rows if row.date),
        "issuer": [row.issuer.role for row in rows if row.issuer],
        "name": [row.document_name.text for row in rows if row.document_name],
        "relation": [row.relation.object.slug for row in rows if row.relation],
        "no row": sorted(row.value for row in rows if row.value in {"record", "type"}),
    } == {
        "date": ["2015-08", "2015-08/.."],
        "issuer": ["lead"],
        "name": ["Shop opinions"],
        "relation": ["outline"],
        "no row": ["record", "type"],
    }


def test_the_same_words_cited_for_a_row_and_for_the_value_alone_both_come_back():
    source = making.source()
    document = making.document(source, making.agency(source))
    f.cite(document, "August 2015", source, "date")
    content = dump(document)
    load(content)
    assert dump(type(document).objects.get(pk=document.pk)) == content


def test_a_snapshot_that_is_not_here_is_told_by_its_address():
    statement = making.everything()["statement"]
    content = dump(statement)
    content["evidence"][0]["snapshot"]["sha256"] = "0" * 64
    with pytest.raises(ValidationError) as refusal:
        load(content)
    assert refusal.value.messages == [
        (
            "/sources/trade-news/snapshots/1.txt is not here, or has another text than the one cited. "
            "Add that snapshot first."
        )
    ]
