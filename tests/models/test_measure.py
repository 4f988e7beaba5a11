import pytest

from policies.models import ActingAgency, Measure
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
NOT_THIS_TERM = "term instance with key 'theme:TRADE' is not a valid choice."


def a_measure(**values):
    document = values.pop("document", None) or f.bare_document()
    return Measure(
        **{
            "slug": "new",
            "title_en": "New",
            "document": document,
            "instrument": f.term("instrument", "SUBSIDY"),
            "strength": f.term("strength", "plans"),
            "verb": "proposed",
            **values,
        }
    )


def its_own_parent():
    made = a_measure()
    made.save()
    made.parent = made
    return made


def an_agency_again():
    made = a_measure()
    made.save()
    by = f.bare_agency()
    ActingAgency.objects.create(measure=made, agency=by)
    return ActingAgency(measure=made, agency=by)


BROKEN = {
    "measure_address_in_small_letters": Broken(
        lambda: a_measure(slug="Trade"), "Write the address in small letters: equipment-subsidies."
    ),
    "measure_state_known": Broken(
        lambda: a_measure(state="lost"), "The state must be one of draft, in review, published or withdrawn."
    ),
    "measure_has_a_title": Broken(lambda: a_measure(title_en=""), "Give a title in English or in Chinese."),
    "measure_instrument_of_its_scheme": Broken(lambda: a_measure(instrument=f.term("theme", "TRADE")), NOT_THIS_TERM),
    "measure_strength_of_its_scheme": Broken(lambda: a_measure(strength=f.term("theme", "TRADE")), NOT_THIS_TERM),
    "measure_not_its_own_parent": Broken(its_own_parent, "A measure cannot be a part of itself."),
    "actingagency_once": Broken(an_agency_again, "This agency is there already."),
}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_told_in_a_sentence(case):
    assert case.sentence in complaints(case.row())


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert name in refused_by(BROKEN[name].row())


def test_what_breaks_no_rule_is_accepted():
    assert complaints(a_measure()) == []


def test_the_parent_must_be_of_the_same_document():
    parent = a_measure(slug="parent")
    parent.save()
    assert complaints(a_measure(parent=parent)) == ["The parent measure must be of the same document."]
    assert complaints(a_measure(parent=parent, document=parent.document)) == []


def test_a_measure_does_not_leave_its_parts_behind_in_another_document():
    whole = a_measure(slug="whole")
    whole.save()
    a_measure(slug="part", title_en="Part", parent=whole, document=whole.document).save()
    assert complaints(whole) == []
    whole.document = f.bare_document()
    assert complaints(whole) == ["“Part” is a part of this measure and of another document."]


def test_a_measure_that_is_part_of_its_own_part_is_refused():
    whole = a_measure(slug="whole")
    whole.save()
    part = a_measure(slug="part", title_en="Part", parent=whole, document=whole.document)
    part.save()
    whole.parent = part
    assert complaints(whole) == ["Part is itself below this record."]


def test_a_measure_and_its_agencies_are_found_by_their_natural_keys():
    row = an_agency_again()
    assert Measure.objects.get_by_natural_key("new") == row.measure
    assert ActingAgency.objects.get_by_natural_key(*row.natural_key()) == ActingAgency.objects.get()
