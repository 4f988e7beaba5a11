"""What should make a reviewer look twice."""

import pytest

from policies.content.records import dump
from policies.domain import history, review, risk
from policies.models import Citation, DocumentDate, ThreadEntry
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue()


def flags(record, by=None):
    record.refresh_from_db()
    return risk.flags(record, dump(record), by)


def test_what_is_public_as_it_is_has_no_flags(made):
    assert [flags(made[kind]) for kind in ("source", "agency", "document", "statement")] == [[], [], [], []]


def test_a_small_change_has_no_flags(made):
    assert flags(f.change(made["document"], title_zh="意见")) == []


def test_a_public_quote_taken_away(made):
    made["document"].citations.filter(value="type").delete()
    assert flags(made["document"]) == ["evidence_removed"]


def test_a_public_value_emptied(made):
    assert flags(f.change(made["measures"][0], product="")) == ["value_emptied"]


def test_a_source_that_contradicts(made):
    Citation.objects.filter(document=made["document"], value="date").update(stance="contradicts")
    assert flags(made["document"]) == ["contradicted"]


def test_another_date(made):
    date = DocumentDate.objects.get()
    date.edtf = "2016"
    date.save()
    assert flags(made["document"]) == ["date_or_issuer"]


def test_another_address(made):
    assert flags(f.change(made["document"], slug="village-shops")) == ["address_changed"]


def test_very_much_at_once(made):
    for number in range(13):
        f.code(made["statement"], "theme", "theme", f"THEME-{number}")
    assert flags(made["statement"]) == ["many_changes"]


def test_an_author_is_new_until_five_of_their_contents_were_approved():
    author = f.user()
    source = f.source()
    assert flags(source, author) == ["new_author"]
    for number in range(5):
        assert risk.is_new(author)
        f.change(source, by=author, title_en=f"Title {number}")
        f.approve(source, by=author)
    assert not risk.is_new(author)
    assert flags(source, author) == []


def test_a_submission_keeps_its_flags(made):
    author = f.user()
    f.change(made["document"], by=author, slug="village-shops")
    review.submit(made["document"], by=author)
    entry = ThreadEntry.objects.filter(act="submitted", record_id=made["document"].pk).latest("pk")
    assert entry.flags == ["address_changed", "new_author"]
    assert history.latest(made["document"]).by == author
