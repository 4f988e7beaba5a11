"""What a record's page says of the sources of its evidence."""

import pytest

from policies.views.provenance import tell_of_sources
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY = {"edtf": "2015-08-21", "earliest": "2015-08-21", "latest": "2015-08-21", "wording": "21 August 2015"}


def test_each_source_has_its_date_and_publisher_in_one_query(django_assert_num_queries):
    news = f.source(publisher="News office", edtf="2015-08-21", wording="21 August 2015")
    agency = f.agency(news)
    document = f.document(news, agency)
    f.publish(news, agency, document)
    record = f.public(document)
    with django_assert_num_queries(1):
        told = tell_of_sources(record, None)
    everywhere = [*told["evidence"], *told["dates"][0]["evidence"], *told["issuers"][0]["evidence"]]
    assert [(entry["source"]["publisher"], entry["source"]["date"]) for entry in everywhere] == [
        ("News office", DAY)
    ] * 6


def test_a_source_tells_of_itself_without_a_query(django_assert_num_queries):
    news = f.source(publisher="News office")
    f.cite(news, "village shops", news, "title")
    f.publish(news)
    record = f.public(news)
    with django_assert_num_queries(0):
        [entry] = tell_of_sources(record, None)["evidence"]
    assert (entry["source"]["publisher"], entry["source"]["date"]) == ("News office", None)
