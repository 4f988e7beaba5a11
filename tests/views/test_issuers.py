"""Who issues with whom, drawn."""

import re

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from tests import factories as f
from tests.views.reading import links, words


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A document of one agency, and one that it issued with another and with three that nobody names."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue()
        made["other"] = f.agency(made["source"], name_en="Another agency")
        joint = f.document(made["source"], made["agency"], edtf="2016-03", title_en="A joint one", unnamed_issuers=3)
        row = joint.issuers.create(agency=made["other"], role="joint")
        f.cite(joint, "the Ministry of Trade", made["source"], "issuer", issuer=row)
        joint.issuers.filter(agency=made["agency"]).update(role="lead")
        f.publish(made["other"], joint)
        made["joint"] = joint
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(made, db):
    """Each test finds the same documents."""


def test_every_mark_leads_to_its_document_and_says_the_part_of_the_agency(client, made):
    found = links(client.get("/issuers/"))
    url = f"/documents/{made['joint'].slug}/"
    assert [text for href, text in found if href == url] == [
        "A joint one20162",
        "A joint one: lead issuer",
        "A joint one: joint issuer",
        "3",
        "A joint one",
    ]


def test_a_column_has_a_year_only_where_it_can_be_only_one():
    dates = [("2015-12", "2015-12-01", "2015-12-31"), ("[2014-12-01..2015-01-31]", "2014-12-01", "2015-01-31")]
    documents = [
        {"url": "/", "title": {"en": "It"}, "date": {"edtf": edtf, "earliest": first, "latest": last, "wording": None}}
        for edtf, first, last in dates
    ]
    columns = [{"record": document, "number": 1} for document in documents]
    table = render_to_string("components/_issuing.html", {"issuing": {"columns": columns, "rows": []}})
    assert re.findall(r'<span aria-hidden="true">(.*?)<br>', table) == ["2015", "–"]


def test_every_number_leads_to_the_list_of_that_many_documents(client, made):
    found = links(client.get("/issuers/?sort=title"))
    for agency, number in ((made["agency"], 2), (made["other"], 1)):
        url = f"/documents/?sort=title&agency={agency.slug}"
        assert (url, str(number)) in found
        assert f"{number} document" in words(client.get(url))


def test_another_agency_than_the_chosen_one_keeps_its_number(client, made):
    page = client.get(f"/issuers/?agency={made['other'].slug}")
    assert (f"/documents/?agency={made['agency'].slug}", "2") in links(page)
    assert (f"/documents/?agency={made['other'].slug}", "1") in links(page)
    assert ("/issuers/", "Remove: Issued by Another agency") in links(page)


def test_with_whom_is_said_in_numbers_too(client, made):
    text = words(client.get("/issuers/"))
    name = made["agency"].name_en
    assert f"{name} 2 1 3 Another agency 1 0 Another agency 1 0 3 {name} 1 0" in text


def test_what_is_wrong_is_said_as_on_the_list_and_nothing_is_drawn(client):
    page = client.get("/issuers/?agency=nobody")
    assert page.status_code == 400
    assert "“nobody” is no published agency." in words(page)
    assert "Joint issuers without a name" not in words(page)
    assert ("/issuers/", "Leave it out") in links(page)


def test_where_nothing_is_left_it_says_what_to_take_away(client):
    page = client.get("/issuers/?year=1999")
    assert (page.status_code, ("/issuers/", "without Year “1999”") in links(page)) == (200, True)


# Number of documents; the page; all terms; facets; all terms again; agencies, documents and sources; how many documents
# each agency issued.
@pytest.mark.parametrize("more", [0, 2])
def test_it_costs_the_same_queries_however_many_documents_there_are(client, made, django_assert_num_queries, more):
    f.publish(*(f.document(made["source"], made["agency"]) for _number in range(more)))
    with django_assert_num_queries(7):
        page = client.get("/issuers/")
    assert f"{2 + more} documents" in words(page)
