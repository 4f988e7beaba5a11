"""Documents that lie in a period by another date than the one that is held."""

import pytest
from django.http import QueryDict

from policies.catalogue import other_dates
from policies.catalogue.listing import Listing
from policies.catalogue.other_dates import otherwise_in_period
from policies.models import DocumentDate
from tests import factories as f

pytestmark = pytest.mark.django_db


def dated_too(made, kind, edtf, **values):
    """A document of August 2015 with another date."""
    document = f.document(made["source"], made["agency"], **values)
    date = DocumentDate.objects.create(document=document, kind=kind, edtf=edtf, wording="August 2015")
    f.cite(document, "August 2015", made["source"], "date", date=date)
    f.publish(document)
    return document


def found(query, kind="document"):
    # Of the same date, they stand in the order of ids that nobody chose.
    return sorted(
        (row["record"]["slug"], [when["kind"] for when in row["dates"]])
        for row in otherwise_in_period(Listing(kind, QueryDict(query))).found
    )


def test_a_document_is_found_otherwise_by_a_date_that_is_not_held():
    made = f.catalogue()
    dated_too(made, "signed", "2014-12-30", slug="signed")
    dated_too(made, "published", "2014", slug="published", status="in_force")
    assert found("from=2014&to=2014") == [("published", ["published"]), ("signed", ["signed"])]
    assert found("from=2014-12-30&to=2014-12&dates=certainly") == [("signed", ["signed"])]
    assert found("to=2014&status=in_force") == [("published", ["published"])]
    assert found("from=2015-09") == []


def test_what_the_list_has_is_not_found_otherwise_nor_is_anything_without_a_period_or_of_another_kind():
    made = f.catalogue()
    dated_too(made, "signed", "2014-12-30")
    assert [found("from=2014&to=2015"), found(""), found("from=nonsense"), found("from=2014&to=2014", "measure")] == [
        [],
        [],
        [],
        [],
    ]


@pytest.mark.parametrize(("most", "is_known"), [(1, False), (2, True)])
def test_of_too_many_documents_it_is_not_known(monkeypatch, most, is_known):
    monkeypatch.setattr(other_dates, "MOST_READ", most)
    dated_too(f.catalogue(), "signed", "2014-12-30")
    besides = otherwise_in_period(Listing("document", QueryDict("from=2014&to=2014")))
    assert (besides.is_known, len(besides.found)) == (is_known, int(is_known))


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_one_query_however_many_there_are(django_assert_num_queries, number):
    made = f.catalogue()
    for _place in range(number):
        dated_too(made, "signed", "2014")
    listing = Listing("document", QueryDict("from=2014&to=2014"))
    with django_assert_num_queries(1):
        assert len(otherwise_in_period(listing).found) == number
