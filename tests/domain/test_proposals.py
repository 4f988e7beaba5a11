"""What a reviewer reads: each value that differs from what is public, with the evidence it rests on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.content.encoding import own_hash
from policies.content.records import dump
from policies.domain import review
from policies.domain.proposals import last_flags, proposals
from policies.models import DocumentDate
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue()


def rows(record):
    record.refresh_from_db()
    [proposal] = proposals([record])
    return [(row.change.path[0], [entry["quote"] for entry in row.evidence], row.is_of_whole) for row in proposal.rows]


def test_a_record_that_says_what_is_public_has_no_rows(made):
    assert rows(made["document"]) == []


def test_a_value_without_evidence_of_its_own_rests_on_the_words_of_the_whole(made):
    f.change(made["measures"][0], verb="suggested")
    words = "It proposed equipment and delivery subsidies for poor households."
    assert rows(made["measures"][0]) == [("verb", [words], True)]


def test_a_date_rests_on_its_own_quotes_and_the_new_quote_is_a_row_too(made):
    date = DocumentDate.objects.create(document=made["document"], kind="signed", edtf="2015-08", wording="August 2015")
    f.cite(made["document"], "In August 2015", made["source"], "date", date=date)
    assert rows(made["document"]) == [("dates", ["In August 2015"], False), ("evidence", [], False)]


def test_a_value_that_is_cited_by_itself_rests_on_that(made):
    f.change(made["document"], type=f.term("document-type", "NOTICE"))
    assert rows(made["document"]) == [("type", ["opinions"], False)]


def test_an_address_is_ours_and_rests_on_nothing(made):
    f.change(made["document"], slug="village-shops")
    assert rows(made["document"]) == [("slug", [], False)]


def test_of_a_record_that_is_not_public_everything_is_new():
    [proposal] = proposals([f.source()])
    assert proposal.edition is None
    assert {row.change.before for row in proposal.rows} == {None}
    assert [row.is_first_of_value for row in proposal.rows if row.change.value == "slug"] == [True]


def test_its_hash_is_what_an_approval_is_bound_to(made):
    [proposal] = proposals([made["document"]])
    assert proposal.hash == own_hash(dump(made["document"]))


def test_the_editions_of_many_are_read_in_one_query(made):
    sources = [f.source() for _number in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        proposals(sources)
    assert sum("policies_edition" in query["sql"] for query in asked.captured_queries) == 1


def test_the_flags_are_those_of_the_last_submission(made):
    assert last_flags(made["document"]) == []
    f.change(made["document"], slug="village-shops")
    review.submit(made["document"], by=None)
    assert last_flags(made["document"]) == ["address_changed"]
