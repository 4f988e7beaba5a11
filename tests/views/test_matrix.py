"""Measures by instrument and one thing more, drawn and as a file."""

import csv
import io

import pytest
from django.db import transaction

from policies.views.matrix import side
from tests import factories as f
from tests.views.reading import links, words


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Two subsidies of 2015, and a pilot that may be of 2015 or 2016."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue(measures=2)
        turn = f.document(made["source"], made["agency"], edtf="[2015-12..2016-01]")
        pilot = f.measure(made["source"], turn, "PILOT")
        f.publish(turn, pilot)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(made, db):
    """Each test finds the same measures."""


def numbers(page):
    return [(href, text) for href, text in links(page) if href.startswith("/measures/?") and text != "List"]


def test_every_number_opens_the_list_of_these_measures(client):
    page = client.get("/matrix/")
    found = dict(numbers(page))
    assert found == {
        "/measures/?instrument=PILOT": "pilot: 1",
        "/measures/?year=2015&instrument=PILOT": "1 1?",
        "/measures/?year=2016&instrument=PILOT": "1 1?",
        "/measures/?instrument=SUBSIDY": "subsidy: 2",
        "/measures/?year=2015&instrument=SUBSIDY": "2",
        "/measures/?year=2015": "2015: 3",
        "/measures/?year=2016": "2016: 1",
    }
    assert ("/measures/", "3") in links(page)


def test_a_measure_that_may_be_of_several_years_says_so(client):
    said = "1 measure has a date that may lie in several years: it is counted in each of them"
    assert said in words(client.get("/matrix/"))
    assert said not in words(client.get("/matrix/?across=agency"))


def test_what_is_in_no_column_is_said(client):
    assert "3 measures are in no column, for they have no value under “Carried out by”." in words(
        client.get("/matrix/?across=actor")
    )


def test_the_filters_go_along_into_every_list_and_can_be_taken_away(client, made):
    page = client.get("/matrix/?across=agency&year=2015&q=equipment")
    query = f"year=2015&q=equipment&agency={made['agency'].slug}&instrument=SUBSIDY"
    assert f"/measures/?{query}" in dict(numbers(page))
    assert ("/matrix/?across=agency&q=equipment", "Remove: Year 2015") in links(page)
    assert ("/matrix/?across=target&year=2015&q=equipment", "Target group") in links(page)
    assert ("/measures/?year=2015&q=equipment", "List") in links(page)
    assert ("/matrix.csv?across=agency&year=2015&q=equipment", "CSV") in links(page)
    assert '<input type="hidden" name="across" value="agency">' in page.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("across=yaer", "“yaer” cannot stand across. Did you mean year?"),
        ("instruments=PILOT", "“instruments” is not a parameter of this list. Did you mean instrument?"),
        ("page=1", "“page” is not a parameter of this list."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_counted(client, query, said):
    page = client.get(f"/matrix/?{query}")
    assert (page.status_code, numbers(page)) == (400, [])
    assert said in words(page)
    assert ("No picture at this address" in words(page), "0 measures" in words(page)) == (True, False)
    assert ("/matrix/", "Leave it out") in links(page)
    assert client.get(f"/matrix.csv?{query}").json()["errors"][0]["detail"].startswith(said)


def test_where_nothing_is_left_it_says_what_to_take_away(client):
    page = client.get("/matrix/?year=1999")
    assert (page.status_code, ("/matrix/", "without Year “1999”") in links(page)) == (200, True)


def test_the_file_has_every_number(client):
    answer = client.get("/matrix.csv?instrument=PILOT")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [(row["instrument_code"], row["value_code"], row["measures"], row["possibly"]) for row in rows] == [
        ("", "", "1", "0"),
        ("", "2015", "1", "1"),
        ("", "2016", "1", "1"),
        ("PILOT", "", "1", "0"),
        ("PILOT", "2015", "1", "1"),
        ("PILOT", "2016", "1", "1"),
    ]
    assert rows[-1] == {
        "instrument_code": "PILOT",
        "instrument_label_en": "pilot",
        "instrument_label_zh": "",
        "across": "year",
        "value_code": "2016",
        "value_label_en": "2016",
        "value_label_zh": "",
        "measures": "1",
        "possibly": "1",
    }
    assert (answer["X-Total-Count"], answer["Content-Disposition"]) == ("6", 'attachment; filename="matrix.csv"')


def test_the_area_of_a_square_is_in_proportion_to_its_number():
    assert (side(4, 4), side(1, 4), side(1, 10_000)) == (26, 13, 4)


# All terms; facets; all terms again; agencies, documents and sources; number of measures; the numbers of rows, of
# columns, of cells; the measures in no column, those in several.
@pytest.mark.parametrize("more", [0, 2])
def test_it_costs_the_same_queries_however_many_measures_there_are(client, made, django_assert_num_queries, more):
    f.publish(*(f.measure(made["source"], made["document"]) for _number in range(more)))
    with django_assert_num_queries(10):
        page = client.get("/matrix/")
    assert f"{3 + more} measures" in words(page)
