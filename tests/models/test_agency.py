import pytest

from policies.models import Agency, AgencyName, Succession
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db


def an_agency(**values):
    return Agency(**{"slug": "new", "name_en": "Ministry of Trade", **values})


def its_own_parent():
    made = an_agency()
    made.save()
    made.parent = made
    return made


def a_name_again():
    made = Agency.objects.create(slug="trade", name_en="Ministry of Trade")
    AgencyName.objects.create(agency=made, language="zh-Hans", text="商务部")
    return AgencyName(agency=made, language="zh-Hans", text="商务部", kind="official")


def a_succession(kind="renamed", **values):
    first, second = (Agency.objects.create(slug=slug, name_en=slug) for slug in ("first", "second"))
    return Succession(**{"predecessor": first, "successor": second, "kind": kind, **values})


def a_succession_again():
    made = a_succession()
    made.save()
    return Succession(predecessor=made.predecessor, successor=made.successor, kind="renamed", edtf="2018-03")


def a_succession_of_itself():
    made = Agency.objects.create(slug="trade", name_en="Ministry of Trade")
    return Succession(predecessor=made, successor=made, kind="merged")


BROKEN = {
    "agency_address_in_small_letters": Broken(
        lambda: an_agency(slug="Trade"), "Write the address in small letters: equipment-subsidies."
    ),
    "agency_state_known": Broken(
        lambda: an_agency(state="lost"), "The state must be one of draft, in review, published or withdrawn."
    ),
    "agency_has_a_name": Broken(lambda: an_agency(name_en=""), "Give a name in English or in Chinese."),
    "agency_not_its_own_parent": Broken(its_own_parent, "An agency cannot be a part of itself."),
    "agencyname_once": Broken(a_name_again, "This agency has this name already."),
    "succession_once": Broken(a_succession_again, "This succession is there already."),
    "succession_of_two_agencies": Broken(a_succession_of_itself, "An agency cannot succeed itself."),
    "succession_bounds_in_order": Broken(lambda: a_succession(earliest="2018-03-19", latest="2018-03-18"), None),
}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert case.sentence in complaints(case.row())


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_what_breaks_no_rule_is_accepted():
    assert [complaints(row) for row in (an_agency(), a_succession())] == [[], []]


def test_an_agency_that_is_part_of_its_own_part_is_refused():
    ministry = Agency.objects.create(slug="ministry", name_en="Ministry")
    bureau = Agency.objects.create(slug="bureau", name_en="Bureau", parent=ministry)
    ministry.parent = bureau
    assert complaints(ministry) == ["Bureau is itself below this record."]


def test_an_agency_may_become_several_and_several_one():
    made = a_succession("split")
    third = Agency.objects.create(slug="third", name_en="third")
    made.save()
    other = Succession(predecessor=made.predecessor, successor=third, kind="split")
    assert complaints(other) == []


def test_the_date_of_a_succession_need_not_be_known():
    made = a_succession()
    made.full_clean()
    made.save()
    assert (made.edtf, made.earliest, made.latest) == ("", None, None)


def test_an_agency_goes_by_its_english_name_or_else_its_chinese_one():
    assert [str(an_agency()), str(an_agency(name_en="", name_zh="商务部"))] == ["Ministry of Trade", "商务部"]


def test_an_agency_and_its_rows_are_found_by_their_natural_keys():
    name, succession = a_name_again(), a_succession()
    succession.save()
    assert Agency.objects.get_by_natural_key("trade") == name.agency
    assert AgencyName.objects.get_by_natural_key("trade", "zh-Hans", "商务部").natural_key() == name.natural_key()
    assert Succession.objects.get_by_natural_key("first", "second", "renamed") == succession
    assert succession.natural_key() == ("first", "second", "renamed")


def test_rows_say_what_they_are():
    assert [str(a_name_again()), str(a_succession())] == ["商务部", "first renamed to second"]


def test_the_factory_gives_an_agency_evidence_of_its_name():
    made = f.agency(f.source())
    assert list(made.citations.values_list("value", "quote")) == [("name", "the Ministry of Trade")]
