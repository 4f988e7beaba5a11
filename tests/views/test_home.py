"""The front page."""

import pytest

from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


def test_an_empty_catalogue_has_a_front_page(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "0 documents 0 measures 0 agencies 0 sources 0 statements" in words(page)


def test_the_figures_lead_to_the_lists(client):
    f.catalogue(measures=2)
    found = [entry for entry in links(client.get("/")) if entry[1].split()[0].isdigit()]
    assert found[:5] == [
        ("/documents/", "1 document"),
        ("/measures/", "2 measures"),
        ("/agencies/", "1 agency"),
        ("/sources/", "1 source"),
        ("/statements/", "1 statement"),
    ]


def test_documents_stand_in_the_order_of_time_in_the_words_of_the_source(client):
    made = f.catalogue()
    f.publish(f.document(made["source"], made["agency"], edtf="2014-03", title_en="An older one"))
    text = words(client.get("/"))
    older = "An older one March 2014 (August 2015)"
    assert older in text
    assert f"{made['document'].title_en} August 2015" in text.partition(older)[2]


def test_the_measure_that_shows_how_evidence_works_is_a_real_one(client):
    made = f.catalogue()
    assert "How evidence works" not in words(client.get("/"))
    measure = f.measure(made["source"], made["document"], slug="equipment-subsidies", title_en="Equipment")
    f.publish(measure)
    text = words(client.get("/"))
    assert f"all {len(f.TEXT)} characters" in text
    assert "The words do not say who carries it out, whom it is for or at which level" in text
    assert ("/measures/equipment-subsidies/", "Equipment") in links(client.get("/"))


def test_a_draft_is_not_among_what_was_published_last(client):
    made = f.catalogue()
    f.measure(made["source"], made["document"], title_en="Draft of a measure")
    assert "Draft of a measure" not in words(client.get("/"))


@pytest.mark.parametrize("measures", [1, 3])
def test_it_costs_the_same_queries_however_much_there_is(client, django_assert_num_queries, measures):
    f.catalogue(measures=measures)
    # The vocabulary, the totals, the documents, their number and measures, the example that is not there, the latest.
    with django_assert_num_queries(7):
        client.get("/")


def test_before_anything_is_public_the_page_of_the_data_gives_no_day_as_an_example(client):
    page = client.get("/data/")
    assert (page.status_code, "as_of=" in page.content.decode()) == (200, False)
