"""One search over all kinds."""

import pytest

from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


def test_records_of_every_kind_are_found_and_counted(client):
    made = f.catalogue(measures=2)
    page = client.get("/search/?q=village")
    assert "records have “village”." in words(page)
    assert "Documents 1" in words(page)
    assert (f"/statements/{made['statement'].slug}/", "Village shops matter to the countryside.") in links(page)


def test_more_than_are_shown_are_a_list_away(client):
    f.catalogue(measures=7)
    page = client.get("/search/?q=subsidies")
    assert ("/measures/?q=subsidies", "All 7") in links(page)


def test_nothing_found_leads_on(client):
    f.catalogue()
    page = client.get("/search/?q=zeppelins")
    assert page.status_code == 200
    assert "No record has “zeppelins”." in words(page)
    assert ("/measures/", "Measures") in links(page)


def test_no_words_find_nothing_rather_than_everything(client):
    made = f.catalogue()
    for query in ("", "?q=", "?q=%20"):
        assert made["document"].title_en not in words(client.get(f"/search/{query}"))


def test_a_misspelt_parameter_is_named(client):
    made = f.catalogue()
    page = client.get("/search/?query=village&q=village")
    assert page.status_code == 400
    assert "“query” is not a parameter of this page. Parameters are: q, as_of." in words(page)
    assert made["document"].title_en not in words(page)


def test_what_was_searched_stays_text(client):
    assert "<script>" not in client.get("/search/?q=<script>alert(1)</script>").content.decode().replace(
        '<script src="', ""
    )


def test_words_too_long_to_search_are_refused_in_a_sentence(client):
    page = client.get("/search/", {"q": "word " * 200})
    assert page.status_code == 400
    assert "This address asks for something that does not exist" in words(page)


def test_two_searches_at_once_are_refused(client):
    page = client.get("/search/?q=village&q=shops")
    assert page.status_code == 400
    assert "“q” is given more than once. Give it once." in words(page)
