import pytest

from policies.content.agency import agency_reference
from policies.content.records import dump, load
from policies.models import Agency
from tests import factories as f
from tests.content import making

pytestmark = pytest.mark.django_db
NAME = {"en": "Ministry of Trade", "zh-Hans": "商务部"}


def test_an_agency_with_everything_filled_in():
    source = making.source()
    agency = making.agency(source)
    of_name = making.entry(source, "departments", "name")
    of_succession = making.entry(source, "other departments", "succession")
    assert making.bare(dump(agency)) == {
        "kind": "agency",
        "id": str(agency.id),
        "slug": "trade",
        "url": "/agencies/trade/",
        "title": NAME,
        "name": NAME,
        "other_names": [
            {
                "text": "MOFTEC",
                "language": "en",
                "kind": "former",
                "used_from": "1993",
                "used_until": "2003-03",
                "evidence": [of_name],
            }
        ],
        "classification": "ministry",
        "parent": making.agency_reference(agency.parent, {"en": "State Council"}),
        "successors": [
            {
                "agency": making.agency_reference(Agency.objects.get(slug="commerce"), {"en": "Ministry of Commerce"}),
                "kind": "renamed",
                "date": {"edtf": "2018-03", "earliest": "2018-03-01", "latest": "2018-03-31", "wording": "March 2018"},
                "evidence": [of_succession],
            }
        ],
        "evidence": [making.entry(source, "the Ministry of Trade", "name"), of_succession, of_name],
    }


def test_an_agency_with_only_a_name():
    agency = f.bare_agency(slug="trade", name_en="Trade")
    assert dump(agency) == {
        "kind": "agency",
        **making.agency_reference(agency, {"en": "Trade"}),
        "other_names": [],
        "classification": None,
        "parent": None,
        "successors": [],
        "evidence": [],
    }


def test_what_records_carry_of_an_agency():
    agency = making.agency(making.source())
    assert agency_reference(agency) == making.agency_reference(agency, NAME)


def test_a_content_loaded_back_says_the_same():
    agency = making.agency(making.source())
    content = dump(agency)
    for rows in (agency.names, agency.successions, agency.citations):
        rows.all().delete()
    Agency.objects.filter(pk=agency.pk).update(name_zh="", classification="", parent=None, slug="changed")
    load(content)
    assert dump(Agency.objects.get(pk=agency.pk)) == content


def test_an_agency_that_was_deleted_comes_back_under_its_own_id():
    agency = making.agency(making.source())
    content = dump(agency)
    agency.delete()
    assert str(load(content).id) == content["id"]
    assert dump(Agency.objects.get(slug="trade")) == content
