import pytest

from policies.content.records import dump, load
from policies.models import Measure
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.everything()


def test_a_measure_with_everything_filled_in(made):
    measure, source = made["measure"], made["source"]
    start, end = making.spot("It proposed equipment and delivery subsidies for poor households.")
    assert making.bare(dump(measure)) == {
        "kind": "measure",
        "id": str(measure.id),
        "slug": "equipment",
        "url": "/measures/equipment/",
        "title": {"en": "Equipment subsidies"},
        "title_supplied": False,
        "document": making.document_reference(made["document"], made["agency"]),
        "parent": {
            "id": str(measure.parent.id),
            "slug": "support",
            "url": "/measures/support/",
            "title": {"en": "Support"},
            "title_supplied": False,
            "instrument": making.term_reference("instrument", "SUBSIDY", "Subsidy", ("FISCAL",)),
        },
        "instrument": making.term_reference(
            "instrument", "EQUIPMENT", {"en": "Equipment subsidy", "zh-Hans": "设备补贴"}, ("SUBSIDY", "FISCAL")
        ),
        "further_instruments": [making.term_reference("instrument", "LOGISTICS", "logistics")],
        "strength": making.term_reference("strength", "plans", "plans"),
        "verb": "proposed",
        "actors": [
            making.term_reference("actor", "GOV", "gov"),
            making.agency_reference(made["agency"], {"en": "Ministry of Trade", "zh-Hans": "商务部"}),
        ],
        "targets": [
            making.term_reference("target", "POOR-HH", "poor hh", role="beneficiary"),
            making.term_reference("target", "COUNTY", "county", role="place"),
        ],
        "sectors": [making.term_reference("sector", "SHOPS", "shops")],
        "product": "equipment",
        "levels": [making.term_reference("level", "COUNTY", "county")],
        "not_stated": ["targets", "levels"],
        "evidence": [
            making.entry(
                source,
                making.TEXT[start:end],
                "record",
                spans=[list(making.spot("equipment")), list(making.spot("subsidies"))],
                quotes=["equipment", "subsidies"],
            )
        ],
    }


def test_a_measure_inherits_nothing_from_its_document_or_parent(made):
    content = dump(f.bare_measure(document=made["document"], parent=made["measure"]))
    empty = ("further_instruments", "actors", "targets", "sectors", "levels", "not_stated", "evidence")
    assert {name: content[name] for name in empty} == {name: [] for name in empty}
    assert content["product"] is None


@pytest.mark.parametrize("name", ["actors", "targets", "sectors", "levels"])
def test_what_is_not_stated_is_said(name):
    assert dump(f.bare_measure(**{f"{name}_not_stated": True}))["not_stated"] == [name]


def test_a_content_loaded_back_says_the_same(made):
    measure = made["measure"]
    content = dump(measure)
    for rows in (measure.codings, measure.acting_agency_rows, measure.citations):
        rows.all().delete()
    Measure.objects.filter(pk=measure.pk).update(
        title_en="Changed", verb="", product="", parent=None, targets_not_stated=False, actors_not_stated=True
    )
    load(content)
    assert dump(Measure.objects.get(pk=measure.pk)) == content
