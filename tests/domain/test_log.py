"""The chain of the log: a row that was changed, taken out or put in is found out."""

import uuid

import pytest
from django.db import connection

from policies.content.chaining import link
from policies.domain.verifying import Tally, verify
from policies.models import Edition, Log, triggers
from tests import factories as f

pytestmark = pytest.mark.django_db
BROKEN = "the chain of the log is broken here: a row was changed, put in or taken out."


@pytest.fixture
def made():
    return f.catalogue()


def complaints():
    """All but those about counts, which follow from what is missing."""
    found = [(str(failure.where), failure.record, failure.complaint) for failure in verify(Tally())]
    return [complaint for complaint in found if complaint[0] != "counts"]


def broken_at(edition):
    return [("log", f"{edition.kind} {edition.slug}, {edition.number}", BROKEN)]


def test_each_edition_is_linked_to_the_one_before_and_the_log_ends_with_the_last(made):
    last = ""
    for edition in Edition.objects.order_by("sequence"):
        last = link(last, edition)
        assert edition.chain == last
    assert Log.objects.get().chain == last
    assert complaints() == []


def test_what_is_said_of_an_edition_is_in_its_link():
    edition = Edition(sequence=1, action="withdrawn", kind="measure", record_id=uuid.UUID(int=1), number=1)
    edition.published_at = Log.objects.get().published_at
    links = {link("", edition), link("before", edition)}
    for name, value in (("reason", "Wrong."), ("slug", "other"), ("number", 2), ("is_takedown", True)):
        setattr(edition, name, value)
        links.add(link("", edition))
    assert len(links) == 6


@pytest.mark.parametrize(
    "change", [{"slug": "other"}, {"reason": "Another."}, {"action": "renewed"}, {"published_at": "2020-01-01T00:00Z"}]
)
def test_a_row_changed_past_the_triggers_is_named(made, change):
    edition = Edition.objects.get(kind="statement")
    with triggers.dropped():
        Edition.objects.filter(pk=edition.pk).update(**change)
    edition.refresh_from_db()
    assert complaints() == broken_at(edition)


def test_a_row_taken_out_is_missed_by_the_one_after_it(made):
    source, after = Edition.objects.order_by("sequence").filter(kind__in=["agency", "source"])
    delete(source)
    assert complaints() == broken_at(after)


def test_the_last_row_taken_out_is_missed_by_the_log(made):
    delete(Edition.objects.order_by("-sequence")[0])
    sentence = "the log does not end where it says: its last editions are missing."
    assert complaints() == [("log", str(Log.objects.get()), sentence)]


def delete(edition):
    with triggers.dropped(), connection.cursor() as cursor:
        for table in ("searchentry", "facet", "mention", "passage"):
            cursor.execute(f"DELETE FROM policies_{table} WHERE edition_id = %s", [edition.pk])  # noqa: S608
        cursor.execute("DELETE FROM policies_edition WHERE sequence = %s", [edition.pk])
