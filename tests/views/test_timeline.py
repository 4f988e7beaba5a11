"""The documents in time, drawn."""

import re

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from policies.catalogue.timeline import MOST_MEASURES, timeline
from tests import factories as f
from tests.views.reading import links, words


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A document of August 2015 with two measures, and one of March 2014 with another date beside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue(measures=2)
        made["older"] = f.document(made["source"], made["agency"], edtf="2014-03", title_en="An older one")
        date = made["older"].dates.create(kind="signed", edtf="2014-03-09", wording="9 March")
        f.cite(made["older"], "August 2015", made["source"], "date", date=date)
        f.publish(made["older"])
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(made, db):
    """Each test finds the same documents."""


def titles(page):
    return [text for href, text in links(page) if href.startswith("/documents/") and text.startswith(("An ", "Doc"))]


def test_every_mark_leads_to_its_record(client, made):
    page = client.get("/timeline/")
    urls = [href for href, _text in links(page)]
    # The name and the bar; the name, two dates; and both once more in the table.
    assert urls.count(f"/documents/{made['document'].slug}/") == 3
    assert urls.count("/documents/" + made["older"].slug + "/") == 4
    for measure in made["measures"]:
        assert urls.count(f"/measures/{measure.slug}/") == 1


def test_all_dates_of_a_document_are_in_the_table_and_beside_its_name(client):
    text = words(client.get("/timeline/"))
    assert "2 documents" in text
    assert "An older one March 2014 (August 2015)" in text
    assert "Also: 9 March 2014 (9 March), signed" in text
    assert "August 2015 as stated by the source 1 August 2015 31 August 2015 2" in text


def test_the_table_counts_the_measures_that_are_not_drawn_too():
    date = {"edtf": "2015-08-01", "earliest": "2015-08-01", "latest": "2015-08-01", "wording": "then"}
    date |= {"kind": "stated", "preferred": True}
    measures = [{"instrument": {"code": "PILOT", "broader": []}}] * (MOST_MEASURES + 1)
    document = {"url": "/documents/long/", "title": {"en": "Long"}, "measures": measures}
    drawn = timeline([{**document, "dates": [date]}, {**document, "dates": []}])
    table = render_to_string("components/_timeline_table.html", {"rows": drawn["rows"]})
    assert re.findall(r'<td class="number"[^>]*>(\d+)</td>', table) == ["37", "37"]


def test_the_legend_tells_a_time_that_lasted_from_one_day_in_it():
    date = {"edtf": "2015-08-01/2015-09-01", "earliest": "2015-08-01", "latest": "2015-09-01", "wording": "then"}
    date |= {"kind": "stated", "preferred": True}
    record = {"url": "/documents/long/", "title": {"en": "Long"}, "date": date, "dates": [date]}
    record |= {"issuers": [], "unnamed_issuers": 0}
    picture = render_to_string("components/_timeline.html", {"timeline": timeline([record])})
    assert "all of this time" in picture
    assert re.findall(r'<rect class="(lasting|days)" x="[\d.]+%"', picture) == ["lasting"]
    assert "as stated by the source: from 1 August 2015 to 1 September 2015" in picture


def test_it_takes_the_filters_of_the_list_and_offers_to_take_them_away(client):
    page = client.get("/timeline/?year=2014&sort=title")
    assert "1 document " in words(page)
    assert titles(page) == ["An older one"] * 2
    assert ("/timeline/?sort=title", "Remove: Year 2014") in links(page)
    assert ("/timeline/?year=2014&year=2015&sort=title", "2015") in links(page)
    assert ("/documents/?year=2014&sort=title", "List") in links(page)
    assert ("/issuers/?year=2014&sort=title", "Who issues with whom") in links(page)


def test_long_ones_have_pages_that_keep_the_query(client):
    page = client.get("/timeline/?sort=-date&page_size=1&page=2")
    assert titles(page) == ["An older one"] * 2
    assert ("/timeline/?sort=-date&page_size=1&page=1", "Previous") in links(page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("yaer=2015", "“yaer” is not a parameter of this list. Did you mean year?"),
        ("type=OPINION", "“OPINION” is not a value of “type”. Did you mean OPINIONS?"),
        ("page=9", "There is no page 9: the list has 1."),
    ],
)
def test_what_is_wrong_is_said_as_on_the_list_and_nothing_is_drawn(client, query, said):
    page = client.get(f"/timeline/?{query}")
    assert page.status_code == client.get(f"/documents/?{query}").status_code == 400
    assert said in words(page)
    assert titles(page) == []
    assert ("/timeline/", "Leave it out") in links(page)


def test_where_nothing_is_left_it_says_what_to_take_away(client):
    page = client.get("/timeline/?year=1999")
    assert (page.status_code, titles(page)) == (200, [])
    assert ("/timeline/", "without Year “1999”") in links(page)


def test_a_past_moment_has_its_own_timeline(client):
    page = client.get("/timeline/?as_of=2000-01-01")
    assert "Nothing in the reference answers to all of these at once." in words(page)
    assert ("/timeline/", "Read it as it is now") in links(page)


# Number of documents; the page; all terms; facets; all terms again; agencies, documents and sources; the measures.
@pytest.mark.parametrize("more", [0, 2])
def test_it_costs_the_same_queries_however_many_documents_there_are(client, made, django_assert_num_queries, more):
    f.publish(*(f.document(made["source"], made["agency"]) for _number in range(more)))
    with django_assert_num_queries(7):
        page = client.get("/timeline/")
    assert f"{2 + more} documents" in words(page)
