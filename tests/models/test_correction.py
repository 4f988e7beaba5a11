import uuid

import pytest

from policies.models import Correction
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
RECORD = uuid.UUID(int=1)


def a_correction(**values):
    return Correction(
        **{
            "kind": "measure",
            "record_id": RECORD,
            "edition": 1,
            "value": "title",
            "text": "A word is missing.",
            **values,
        }
    )


BROKEN = {
    "correction_says_something": Broken(lambda: a_correction(text=""), None),
    "correction_decided_with_an_answer": Broken(
        lambda: a_correction(state="declined"), "Write an answer: the public reads why."
    ),
    "correction_state_known": Broken(lambda: a_correction(state="other"), None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_refused_by_the_database(name):
    assert refused_by(BROKEN[name].row()) == {name}


@pytest.mark.parametrize("case", told(BROKEN))
def test_a_broken_rule_is_said_in_a_sentence(case):
    assert complaints(case.row()) == [case.sentence]


def test_the_public_sees_all_but_what_was_discarded_and_curators_work_on_what_is_open():
    rows = {
        state: a_correction(state=state, answer="Because.")
        for state in ("received", "in_work", "accepted", "declined", "discarded")
    }
    for row in rows.values():
        row.save()
    assert {row.state for row in Correction.objects.shown()} == {"received", "in_work", "accepted", "declined"}
    assert {row.state for row in Correction.objects.open()} == {"received", "in_work"}


def test_a_correction_says_what_it_is():
    assert str(a_correction()) == f"measure {RECORD}, title: received"


LINKS = "see http://a.example, https://www.b.example and www.c.example"


def test_two_links_are_taken_and_three_are_not():
    assert complaints(a_correction(text="see http://a.example and https://www.b.example")) == []
    sentence = "It contains 3 links; 2 are taken. Say in words what the others show."
    assert complaints(a_correction(text=LINKS)) == [sentence]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize("field", ["text", "source"])
def test_control_characters_are_refused(field, character):
    sentence = "It contains control characters, which cannot be read. Take them out."
    assert sentence in complaints(a_correction(**{field: f"The year{character} is wrong."}))


def test_lines_tabs_and_chinese_are_no_control_characters():
    assert complaints(a_correction(text="第一行\n\t二\r\n3 … “x”", source="《报告》\n第3页")) == []


@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: c@d.example", "a@b.example\nX: y", "a b@c.example", "nobody"])
def test_an_address_that_could_carry_a_header_is_refused(address):
    assert complaints(a_correction(contact=address)) == ["Enter a valid email address."]


def test_what_is_too_long_is_refused():
    assert complaints(a_correction(text="x" * 4001)) == ["Ensure this value has at most 4000 characters (it has 4001)."]
    assert complaints(a_correction(text="x" * 4000, source="y" * 1000)) == []


@pytest.mark.parametrize(
    ("state", "is_open", "is_decided"),
    [
        ("received", True, False),
        ("in_work", True, False),
        ("accepted", False, True),
        ("declined", False, True),
        ("discarded", False, False),
    ],
)
def test_a_correction_is_open_or_decided_or_neither(state, is_open, is_decided):
    correction = a_correction(state=state)
    assert (correction.is_open, correction.is_decided) == (is_open, is_decided)


def test_the_corrections_of_a_record_are_its_own_the_latest_first():
    rows = [a_correction(text=text) for text in ("first", "second")]
    others = [a_correction(record_id=uuid.UUID(int=2)), a_correction(kind="document")]
    for row in (*rows, *others):
        row.save()
    assert [row.text for row in Correction.objects.of("measure", RECORD)] == ["second", "first"]
