"""One search over all kinds of records, and over the sentences of their sources."""

import pytest

from tests import factories as f
from tests.views.reading import links, words

pytestmark = pytest.mark.django_db
HEADINGS = ("Documents", "Measures", "Agencies", "Sources", "Statements", "Passages of sources", "Vocabularies")


def groups(page):
    """The kinds of results with their numbers, in the order of the page."""
    said = words(page)
    found = [
        (said.index(f" {label} {number} "), label, number)
        for label in HEADINGS
        for number in range(40)
        if f" {label} {number} " in said
    ]
    return [(label, number) for _place, label, number in sorted(found)]


def test_records_of_every_kind_are_found_and_counted(client):
    made = f.catalogue(measures=2)
    page = client.get("/search/?q=village")
    assert "2 records have “village”." in words(page)
    assert groups(page) == [("Documents", 1), ("Statements", 1), ("Passages of sources", 2)]
    assert (f"/statements/{made['statement'].slug}/", "Village shops matter to the countryside.") in links(page)


def test_words_are_marked_in_the_name_and_in_the_quote_that_proves_it(client):
    made = f.catalogue()
    f.change(made["measures"][0], title_en="Delivery to village shops")
    f.publish(made["measures"][0])
    page = client.get("/search/?q=delivery").content.decode()
    assert "<mark>Delivery</mark> to village shops" in page
    assert "It proposed equipment and <mark>delivery</mark> subsidies for poor households." in page
    assert 'class="field"><a href="/sources/' in page


def test_another_name_of_what_was_typed_is_told_apart(client):
    f.catalogue()
    page = client.get("/search/?q=impoverished")
    assert '<mark class="other" title="for “impoverished”">poor</mark>' in page.content.decode()
    assert "(for “impoverished”)" in words(page)
    assert "are other names of what you typed: poverty-stricken, poor, 贫困." in words(page)
    assert "other names" not in words(client.get("/search/?q=%22poor%22")).partition("What can be searched for")[0]


def test_the_kind_with_the_best_match_goes_first(client):
    made = f.catalogue()
    f.change(made["agency"], name_en="Village shops")
    f.publish(made["agency"])
    assert groups(client.get("/search/?q=village+shops"))[0] == ("Agencies", 1)


def test_a_passage_leads_to_its_words_in_the_text_of_its_source(client):
    made = f.catalogue()
    start = f.TEXT.index("countryside")
    href = f"/sources/{made['source'].slug}/?spans={start}-{start + 11}#lit"
    page = client.get("/search/?q=countryside")
    assert (href, "Village shops matter to the countryside.") in links(page)
    assert '<mark class="key">countryside</mark>' in client.get(href).content.decode()


def test_more_than_are_shown_are_a_list_away(client):
    f.catalogue(measures=7)
    page = client.get("/search/?q=subsidies")
    assert ("/measures/?q=subsidies", "All 7") in links(page)


def test_passages_and_terms_have_pages_of_their_own(client):
    f.publish(f.source(" ".join(f"Village number {number} has shops." for number in range(30))))
    assert ("/search/?q=village&in=passages", "All 30") in links(client.get("/search/?q=village"))
    first = client.get("/search/?q=village&in=passages")
    assert "1 to 25 of 30" in words(first)
    assert ("/search/?q=village", "See all that was found") in links(first)
    assert "No record has" not in words(first)
    assert ("/search/?q=village&in=passages&page=2", "Page 2") in links(first)
    second = words(client.get("/search/?q=village&in=passages&page=2"))
    assert ("Village number 29 has shops." in second, "Village number 3 has shops." in second) == (True, False)


@pytest.mark.parametrize("query", ["in=passages&page=3", "in=passages&page=0", "in=passages&page=x", "in=x", "page=2"])
def test_a_page_of_results_that_does_not_exist_leads_to_all(client, query):
    f.catalogue()
    page = client.get(f"/search/?q=village&{query}")
    assert page.status_code == 400
    assert "There is no such page of results." in words(page)
    assert ("/search/?q=village", "See all that was found") in links(page)


def test_nothing_found_leads_on(client):
    f.catalogue()
    page = client.get("/search/?q=zeppelins")
    assert page.status_code == 200
    assert "No record has “zeppelins”." in words(page)
    assert ("/measures/", "Measures") in links(page)


def numbered(made):
    document = f.document(made["source"], made["agency"], number="国办发〔2015〕79号")
    f.cite(document, "opinions on village shops", made["source"], "number")
    f.publish(document)
    return document


def test_a_number_that_no_document_has_is_said_so_with_the_nearest(client):
    made = f.catalogue()
    page = client.get("/search/?q=国办发[2015]78号")
    assert "No document here has the number 国办发〔2015〕78号" in words(page)
    assert "Nor has any document a number with the same sign or of the same year." in words(page)
    other = numbered(made)
    page = client.get("/search/?q=国办发[2015]78号")
    assert "Documents with the same sign or of the same year:" in words(page)
    assert f"/documents/{other.slug}/" in dict(links(page))
    chinese = client.get("/zh-hans/search/?q=国办发[2015]78号")
    assert f"/zh-hans/documents/{other.slug}/" in dict(links(chinese))


@pytest.mark.parametrize("query", ["国办发[2015]79号", "国办发〔2015〕79", "zeppelins"])
def test_a_number_that_a_document_has_is_not_said_to_be_missing(client, query):
    numbered(f.catalogue())
    assert "No document here has the number" not in words(client.get("/search/", {"q": query}))


def test_every_example_leads_to_something(client):
    made = f.catalogue()
    f.publish(f.change(made["agency"], name_zh="商务部"))
    shown = links(client.get("/search/"))
    assert ("/search/?q=shangwubu", "shangwubu") in shown
    assert ("/search/?q=%22cold+chain%22", '"cold chain"') not in shown
    examples = [href for href, _words in shown if href.startswith("/search/?q=")]
    assert [href for href in examples if "No record has" in words(client.get(href))] == []


def test_results_lead_to_the_ways_to_search_and_an_empty_answer_has_them(client):
    f.catalogue()
    assert ("/search/", "What can be searched for") in links(client.get("/search/?q=village"))
    assert "Names of agencies, in full or by their first letters." in words(client.get("/search/?q=zeppelins"))


def test_a_word_that_is_nearly_right_is_suggested(client):
    f.catalogue()
    page = client.get("/search/?q=vilage")
    assert ("/search/?q=village", "village") in links(page)
    assert "Did you mean village?" in words(page)


def test_where_not_all_words_are_found_fewer_are_offered_as_often_as_they_find(client):
    f.catalogue(measures=3)
    page = client.get("/search/?q=village+-cold+zeppelins")
    assert "With fewer words village -cold 2 records" in words(page)
    assert ("/search/?q=village+-cold", "village -cold") in links(page)
    assert "2 records have “village -cold”." in words(client.get("/search/?q=village+-cold"))
    assert "With fewer words" not in words(client.get("/search/?q=village"))


def test_no_words_find_nothing_rather_than_everything(client):
    made = f.catalogue()
    for query in ("", "?q=", "?q=%20", "?q=%22%22", "?q=-"):
        page = client.get(f"/search/{query}")
        assert (page.status_code, made["document"].title_en in words(page)) == (200, False)
    assert "What can be searched for" in words(client.get("/search/"))


def test_a_misspelt_parameter_is_named(client):
    made = f.catalogue()
    page = client.get("/search/?query=village&q=village")
    assert page.status_code == 400
    assert "“query” is not a parameter of this page. Parameters are: q, in, page, as_of." in words(page)
    assert made["document"].title_en not in words(page)


def test_what_was_searched_stays_text(client):
    assert "<script>" not in client.get("/search/?q=<script>alert(1)</script>").content.decode().replace(
        '<script src="', ""
    )


@pytest.mark.parametrize("query", ["word " * 800, "a\x00b", "\ud800".encode("utf-8", "surrogatepass"), "'\"%_\\"])
def test_any_text_is_a_query(client, query):
    f.catalogue()
    assert client.get("/search/", {"q": query}).status_code == 200


def test_two_searches_at_once_are_refused(client):
    page = client.get("/search/?q=village&q=shops")
    assert page.status_code == 400
    assert "“q” is given more than once. Give it once." in words(page)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_one_record_and_with_three(client, number, django_assert_num_queries):
    f.catalogue(measures=number)
    # Other names; words inside; words of stems; numbers of records; of passages; records of a kind; readings; terms
    # of vocabularies; passages; their sources.
    with django_assert_num_queries(10):
        client.get("/search/?q=delivery")
