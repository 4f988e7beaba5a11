import pytest

from policies.models import SecondCoding
from tests import factories as f
from tests.models.refusals import Broken, complaints, refused_by

pytestmark = pytest.mark.django_db
CODES = {"instrument": ["SUBSIDY"]}


def a_coding(**values):
    given = {"first": CODES, "second": CODES, **values}
    return SecondCoding(**{"measure": f.bare_measure(), "by": f.user(), **given})


def again():
    first = a_coding()
    first.save()
    return a_coding(measure=first.measure, by=first.by)


def by_the_first():
    person = f.user()
    return a_coding(by=person, first_by=person)


BROKEN = {
    "secondcoding_once": Broken(again, "You coded this measure already."),
    "secondcoding_by_another": Broken(
        by_the_first, "You coded this measure first. Somebody else has to code it blind."
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert refused_by(BROKEN[name].row()) == {name}


def test_a_broken_rule_is_said_in_a_sentence():
    assert complaints(by_the_first()) == [BROKEN["secondcoding_by_another"].sentence]


def test_a_second_coding_of_the_same_person_is_said_to_be_one():
    assert complaints(again()) == [BROKEN["secondcoding_once"].sentence]


def test_a_coding_says_what_it_is():
    row = a_coding()
    assert str(row) == f"{row.measure} ({row.by})"
