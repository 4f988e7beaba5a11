import pytest

from policies.content.records import dump, load
from policies.content.term import term_reference
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


def test_a_term_with_everything_filled_in():
    assert dump(making.term()) == {
        "kind": "term",
        "id": "f5ce9179-1be9-53ce-b634-956ec79b3912",
        "slug": "instrument/EQUIPMENT",
        "url": "/vocabularies/instrument/EQUIPMENT/",
        "title": {"en": "Equipment subsidy", "zh-Hans": "设备补贴"},
        "scheme": "instrument",
        "code": "EQUIPMENT",
        "label": {"en": "Equipment subsidy", "zh-Hans": "设备补贴"},
        "label_supplied": ["zh-Hans"],
        "other_labels": [{"language": "zh-Hant", "text": "設備補貼"}],
        "definition": {"en": "Money for machines.", "zh-Hans": "购置设备的资金。"},
        "broader": ["SUBSIDY", "FISCAL"],
        "mappings": [
            {"match": "broad", "in": "OECD", "text": "Grants", "address": "https://oecd.org/g"},
            {"match": "close", "in": "IMF", "text": "Aid", "address": None},
        ],
        "position": 3,
        "retired": True,
    }


def test_a_term_with_nothing_but_a_label():
    assert dump(f.term("theme", "TRADE", label_en="Trade")) == {
        "kind": "term",
        "id": "4320396c-15f7-55b6-a458-a1b829d024ac",
        "slug": "theme/TRADE",
        "url": "/vocabularies/theme/TRADE/",
        "title": {"en": "Trade"},
        "scheme": "theme",
        "code": "TRADE",
        "label": {"en": "Trade"},
        "label_supplied": [],
        "other_labels": [],
        "definition": {},
        "broader": [],
        "mappings": [],
        "position": 0,
        "retired": False,
    }


def test_what_records_carry_of_a_term():
    assert term_reference(making.term()) == making.term_reference(
        "instrument", "EQUIPMENT", {"en": "Equipment subsidy", "zh-Hans": "设备补贴"}, ("SUBSIDY", "FISCAL")
    )


def test_a_content_loaded_back_says_the_same():
    term = making.term()
    content = dump(term)
    term.other_labels.all().delete()
    type(term).objects.filter(pk=term.pk).update(label_en="Changed", broader=None, position=9, is_retired=False)
    load(content)
    assert dump(type(term).objects.get(pk=term.pk)) == content
