"""The lists: what they show, how they are narrowed, and what they say of what cannot be."""

import pytest

from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db


def test_a_list_that_is_asked_for_words_marks_them_and_says_where_they_are(client):
    f.catalogue()
    page = client.get("/measures/?q=delivery").content.decode()
    assert "It proposed equipment and <mark>delivery</mark> subsidies for poor households." in page
    assert "<mark>" not in client.get("/measures/").content.decode()


def row_links(response, kinds):
    return [text for href, text in links(response) if href.startswith(f"/{kinds}/") and text.startswith(("M", "D"))]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/documents/", "1 document"),
        ("/measures/", "2 measures"),
        ("/agencies/", "1 agency"),
        ("/sources/", "1 source"),
        ("/statements/", "1 statement"),
    ],
)
def test_a_list_says_how_many_records_it_has(client, path, said):
    f.catalogue(measures=2)
    assert said in words(client.get(path))


def test_a_draft_is_on_no_list(client):
    made = f.catalogue()
    f.measure(made["source"], made["document"], title_en="Draft of a measure")
    assert "Draft of a measure" not in words(client.get("/measures/"))


def test_an_empty_catalogue_has_helpful_lists(client):
    assert "Nothing of this kind has been published yet." in words(client.get("/measures/"))


@pytest.mark.parametrize("query", ["---", "%22%22", "%22zeppelin+shops%22"])
def test_a_list_of_words_that_cannot_be_found_is_empty(client, query):
    f.catalogue()
    page = client.get(f"/documents/?q={query}")
    assert page.status_code == 200
    assert "0 documents" in words(page)


def test_a_value_narrows_the_list_and_is_listed_with_a_way_out(client):
    made = f.catalogue()
    f.publish(f.measure(made["source"], made["document"], instrument="PILOT", title_en="Measure of pilots"))
    page = client.get("/measures/?instrument=pilot&sort=title")
    assert "1 measure" in words(page)
    assert ("/measures/?sort=title", "Remove: Instrument pilot") in links(page)


def test_a_facet_leads_to_the_list_it_counts(client):
    made = f.catalogue()
    f.publish(f.measure(made["source"], made["document"], instrument="PILOT"))
    assert ("/measures/?instrument=PILOT", "pilot") in links(client.get("/measures/"))


def test_a_chosen_value_of_a_facet_leads_away_from_it(client):
    made = f.catalogue()
    f.publish(f.measure(made["source"], made["document"], instrument="PILOT"))
    page = client.get("/measures/?instrument=PILOT&instrument=SUBSIDY")
    assert ("/measures/?instrument=SUBSIDY", "Remove: pilot") in links(page)


def test_no_record_at_all_says_which_filter_to_take_away(client):
    f.catalogue()
    page = client.get("/measures/?year=1999&q=shops")
    assert "0 measures" in words(page)
    assert ("/measures/?q=shops", "without Year “1999”") in links(page)
    assert ("/measures/?year=1999", "without Words “shops”") in links(page)


def test_an_unknown_parameter_is_named_above_an_empty_list(client):
    f.catalogue()
    page = client.get("/measures/?instruments=SUBSIDY")
    assert page.status_code == 400
    assert "“instruments” is not a parameter of this list. Did you mean instrument?" in words(page)
    assert ("/measures/", "Leave it out") in links(page)
    assert row_links(page, "measures") == []
    # What was not counted has no number, and nothing to sort.
    assert ("No list at this address" in words(page), "0 measures" in words(page)) == (True, False)
    assert "Sorted by" not in words(page)
    assert 'rel="alternate" type="text/csv"' not in page.content.decode()
    assert 'rel="alternate" type="text/csv"' in client.get("/measures/").content.decode()


def test_an_unknown_value_is_named_above_an_empty_list(client):
    f.catalogue()
    page = client.get("/measures/?instrument=SUBSIDIES&year=2015")
    assert page.status_code == 400
    assert "“SUBSIDIES” is not a value of “instrument”. Did you mean SUBSIDY?" in words(page)
    assert ("/measures/?year=2015", "Leave it out") in links(page)
    assert row_links(page, "measures") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("page=2", "There is no page 2: the list has 1."),
        ("page=0", "There is no page 0: the list has 1."),
        ("page=x", "“x” is no whole number."),
        ("page=-1", "“-1” is no whole number."),
        ("page_size=0", "A page holds 1 to 100 records."),
        ("page_size=101", "A page holds 1 to 100 records."),
    ],
)
def test_a_page_that_is_none_is_refused(client, query, said):
    f.catalogue()
    page = client.get(f"/measures/?{query}")
    assert (page.status_code, row_links(page, "measures")) == (400, [])
    assert said in words(page)


def test_a_long_list_has_pages_that_keep_the_query(client):
    f.catalogue(measures=5)
    page = client.get("/measures/?sort=title&page_size=2&page=2")
    assert "3 to 4 of 5" in words(page)
    assert ("/measures/?sort=title&page_size=2&page=3", "Next") in links(page)
    assert ("/measures/?sort=title&page_size=2&page=1", "Previous") in links(page)


def test_pages_together_are_the_whole_list(client):
    f.catalogue(measures=5)
    pages = [client.get(f"/measures/?page_size=2&page={number}") for number in (1, 2, 3)]
    whole = row_links(client.get("/measures/"), "measures")
    assert [text for page in pages for text in row_links(page, "measures")] == whole
    assert len(whole) == 5


def test_the_other_forms_of_a_list_have_its_query_without_its_page(client):
    f.catalogue(measures=3)
    page = client.get("/measures/?year=2015&sort=title&page=1&page_size=2")
    found = [entry for entry in links(page) if entry[1] in {"JSON", "CSV", "XLSX", "NDJSON"}]
    assert found == [
        ("/measures.json?year=2015&sort=title", "JSON"),
        ("/measures.csv?year=2015&sort=title", "CSV"),
        ("/measures.xlsx?year=2015&sort=title", "XLSX"),
        ("/measures.ndjson?year=2015&sort=title", "NDJSON"),
        ("/measures.csv?year=2015&sort=title&rows=citations", "CSV"),
        ("/measures.xlsx?year=2015&sort=title&rows=citations", "XLSX"),
        ("/measures.ndjson?year=2015&sort=title&rows=citations", "NDJSON"),
    ]


def test_a_list_up_to_a_day_says_that_it_does_not_know_what_was_in_force(client):
    f.catalogue()
    sentence = "“To” means issued by then."
    assert sentence in words(client.get("/measures/?to=2015"))
    assert sentence not in words(client.get("/measures/"))


def test_what_was_typed_is_still_there(client):
    f.catalogue()
    page = client.get("/measures/?q=village+%22shops&from=2015&to=2016&dates=certainly&instrument=SUBSIDY")
    text = page.content.decode()
    assert 'name="q" value="village &quot;shops"' in text
    assert 'name="from" value="2015"' in text
    assert '<option value="certainly" selected>' in text
    assert '<input type="hidden" name="instrument" value="SUBSIDY">' in text


def test_an_agency_with_those_before_it_can_be_taken_away_again(client):
    made = f.catalogue()
    page = client.get(f"/measures/?agency_lineage={made['agency'].slug}")
    assert "1 measure" in words(page)
    assert (
        "/measures/",
        f"Remove: Issued by an agency or those that came before it {made['agency'].name_en}",
    ) in links(page)


@pytest.mark.parametrize("path", ["/documents/", "/measures/", "/agencies/", "/sources/", "/statements/"])
def test_the_chinese_list_leads_to_chinese_pages(client, path):
    f.catalogue()
    page = client.get(f"/zh-hans{path}")
    leads = [href for href, text in links(page) if text.startswith(("Measure ", "Document ", "Agency ", "Source "))]
    assert page.content.decode().startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert [href for href in leads if not href.startswith("/zh-hans/")] == []


# With nothing chosen: count; facets that measures have themselves and through documents; agencies with predecessors;
# all terms; agencies, documents and sources; the page; all terms again; the moment as of which the list is cited.
@pytest.mark.parametrize("measures", [1, 3])
def test_a_list_costs_the_same_queries_however_long_it_is(client, django_assert_num_queries, measures):
    f.catalogue(measures=measures)
    with django_assert_num_queries(7):
        client.get("/measures/")


@pytest.mark.parametrize("name", ["agency", "instrument", "p{number}"])
@pytest.mark.parametrize("ending", ["/", ".csv"])
def test_an_address_with_too_many_values_is_refused_in_few_words(client, name, ending):
    query = "&".join(f"{name.format(number=number)}=PILOT" for number in range(201))
    answer = client.get(f"/measures{ending}?{query}")
    assert answer.status_code == 400
    assert "The address has 201 values. Give at most 200." in answer.content.decode()
    assert len(answer.content) < 50_000
