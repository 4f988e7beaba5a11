"""What a curator looks at beside the words of a sender."""

import uuid

import pytest

from policies.domain import publishing
from policies.domain.disputed import disputed
from policies.models import Correction
from tests import factories as f

pytestmark = pytest.mark.django_db


def correction_of(record, value="title", edition=1):
    return Correction(kind=record.kind, record_id=record.pk, edition=edition, value=value, text="Wrong.")


def test_the_value_is_shown_as_it_was_read_and_as_it_is_now():
    document = f.catalogue()["document"]
    read = document.title_en
    f.publish(f.change(document, title_en="Another title"))
    found = disputed(correction_of(document))
    assert (found.record, found.read.number, found.now.number) == (document, 1, 2)
    assert [(row.path, row.read, row.now) for row in found.rows] == [(("title", "en"), read, "Another title")]


def test_a_value_that_is_gone_or_new_is_shown_on_its_side():
    document = f.catalogue()["document"]
    f.publish(f.change(document, title_zh="意见"))
    assert [(row.path, row.read) for row in disputed(correction_of(document)).rows][1:] == [
        (("title", "zh-Hans"), None)
    ]
    assert [(row.now) for row in disputed(correction_of(document, edition=2)).rows] == [document.title_en, "意见"]


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("dates", ["August 2015"]),
        ("issuers", ["the Ministry of Trade"]),
        ("type", ["opinions"]),
        ("title", ["In August 2015, the Ministry of Trade issued opinions on village shops."]),
    ],
)
def test_the_quotes_are_those_the_value_rests_on_else_those_of_the_whole(value, quoted):
    found = disputed(correction_of(f.catalogue()["document"], value))
    assert [entry["quote"] for entry in found.quotes] == quoted


@pytest.mark.parametrize("value", ["evidence", "other"])
def test_of_quotes_and_of_something_else_all_quotes_are_shown(value):
    document = f.catalogue()["document"]
    assert len(disputed(correction_of(document, value)).quotes) == document.citations.count() == 4


def test_of_something_else_all_values_are_shown_and_of_quotes_none():
    document = f.catalogue()["document"]
    names = {row.path[0] for row in disputed(correction_of(document, "other")).rows}
    assert {"title", "dates", "issuers", "type", "status"} <= names
    assert "evidence" not in names
    assert disputed(correction_of(document, "evidence")).rows == []


def test_of_a_withdrawn_record_there_is_what_was_read_and_nothing_now():
    statement = f.catalogue()["statement"]
    publishing.withdraw([statement], by=None, reason="Found twice.")
    found = disputed(correction_of(statement, "statement_kind"))
    assert (found.read.number, found.now) == (1, None)
    assert [(row.read, row.now) for row in found.rows] == [("role", None)]
    assert found.quotes == []


def test_of_a_record_that_never_was_there_is_nothing():
    found = disputed(Correction(kind="measure", record_id=uuid.uuid4(), edition=1, value="title", text="x"))
    assert (found.record, found.read, found.now, found.rows, found.quotes) == (None, None, None, [], [])
