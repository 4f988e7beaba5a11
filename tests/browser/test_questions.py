"""Questions 1 to 17 of users, each answered as a reader would: by clicks from the front page, without the manual."""

import json
import re

import pytest

NAVIGATION = "nav[aria-label='Sections']"
GUIDING_OPINIONS = (
    "Guiding opinions of the General Office of the State Council on speeding up the development of rural e-commerce"
)


@pytest.fixture(scope="module")
def page(browser, reviewed_site):
    """One reader, who begins at the front page again with every question."""
    context = browser.new_context(base_url=reviewed_site, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def at_home(page):
    page.goto("/")


def go(page, section):
    page.locator(NAVIGATION).get_by_role("link", name=section, exact=True).click()


def choose(page, facet, value):
    """A value of a facet at the side of a list."""
    part = page.locator(f"section.facet:has(h2:text-is('{facet}'))")
    named = page.get_by_role("link", name=value, exact=True, include_hidden=True)
    link = part.locator(named)
    if not link.is_visible():
        part.locator("details").filter(has=named).locator("summary").first.click()
    link.click()


def names(page):
    """The headings of the rows of a list, without the brackets of supplied titles."""
    return [text.strip("[]") for text in page.locator(".rows .row h3").all_inner_texts()]


def search(page, words):
    page.locator("main input[name=q]").fill(words)
    page.locator("main input[name=q]").press("Enter")


def text(page, selector="main"):
    return re.sub(r"\s+", " ", page.locator(selector).inner_text())


def test_1_credit_for_impoverished_households_issued_by_the_end_of_2015(page):
    go(page, "Measures")
    choose(page, "Instrument", "Credit and financial services")
    choose(page, "Target group", "Impoverished households")
    page.get_by_label("To", exact=True).fill("2015-12-31")
    page.get_by_role("button", name="Show").click()
    assert names(page) == ["Small loans for impoverished families opening online stores"]
    assert "“To” means issued by then. Whether it was still in force is not known" in text(page)


def test_2_money_or_price_relief(page):
    go(page, "Measures")
    choose(page, "Instrument", "Money or price relief")
    assert names(page) == [
        "Network fee subsidies for impoverished families opening online stores",
        "Equipment subsidies",
        "Logistics subsidies",
        "Broadband network discounts",
    ]


def test_3_instruments_by_year_with_cells_that_open_the_measures(page):
    go(page, "Matrix")
    totals = page.locator("table.matrix tfoot td").all_inner_texts()
    numbers = [re.sub(r".*\n|\D", "", total) for total in totals]
    assert [number for number in numbers if number] == ["30", "17", "9", "4"]
    years = page.locator("table.matrix thead th").all_inner_texts()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Money or price relief"))
    row.get_by_role("cell").nth(years.index("2016") - 1).get_by_role("link").click()
    assert names(page) == ["Equipment subsidies", "Logistics subsidies", "Broadband network discounts"]


@pytest.mark.parametrize(("level", "number"), [("Village", 4), ("Household", 4), ("County", 1)])
def test_4_levels_apart(page, level, number):
    go(page, "Measures")
    choose(page, "Level", level)
    assert len(names(page)) == number


def test_5_training_and_what_is_above_it(page):
    go(page, "Measures")
    choose(page, "Instrument", "Training")
    assert names(page) == ["Training of e-commerce talent in rural areas", "Training support"]
    page.locator(".row .meta").first.get_by_text("Training", exact=True).wait_for()
    page.go_back()
    choose(page, "Instrument", "Capacity building")
    assert len(names(page)) == 3


def test_6_documents_in_the_order_of_time_in_the_words_of_the_source(page):
    go(page, "Documents")
    assert page.locator(".rows .when-column").all_inner_texts() == [
        *("early 2015", "August 2015", "early November 2015", "the end of November 2015", "January 2016"),
        *("December 2016", "January 2019"),
    ]


def test_7_documents_that_may_lie_in_a_period(page):
    go(page, "Documents")
    page.get_by_label("From", exact=True).fill("2015-01")
    page.get_by_label("To", exact=True).fill("2015-03")
    page.get_by_role("button", name="Show").click()
    assert names(page) == ["E-commerce poverty alleviation classified as one of the Ten Major Projects"]
    page.get_by_label("Its date lies in the period").select_option("certainly")
    page.get_by_role("button", name="Show").click()
    assert names(page) == []


def test_8_who_issued_the_opinions_of_august_2015(page):
    go(page, "Documents")
    page.get_by_role("link", name="Opinions on speeding up the development of rural e-commerce").click()
    facts = text(page, "dl.facts")
    assert "Lead issuer Ministry of Commerce" in facts
    assert "Joint issuers and 18 other departments, not named in the source" in facts
    go(page, "Agencies")
    assert [name for name in names(page) if "18" in name] == []


def test_9_from_a_measure_to_its_words_in_the_text(page):
    go(page, "Measures")
    page.get_by_role("link", name="Equipment subsidies").click()
    page.get_by_role("link", name="Read it in the text, characters 3014 to 3201").click()
    assert page.locator("mark.key").all_inner_texts() == ["equipment", "subsidies"]
    assert page.locator("#lit").evaluate("(here) => Math.abs(here.getBoundingClientRect().top) < innerHeight")


def test_10_what_the_author_says_is_no_measure(page):
    search(page, "extend information infrastructure")
    statement = page.locator("#group-statement, #group-statements").first
    assert statement.inner_text().startswith("Statements")
    assert page.get_by_text("No record has").count() == 0
    assert page.locator("[id^=group-measure]").count() == 0


def test_11_poverty_stricken_finds_impoverished_too(page):
    search(page, "poverty-stricken")
    assert "Improve rural internet financial services" in text(page)
    found = {mark.lower() for mark in page.locator("mark.other").all_inner_texts()}
    exact = {mark.lower() for mark in page.locator("mark:not(.other)").all_inner_texts()}
    assert "impoverished" in found
    assert {"poverty", "stricken"} & exact or "poverty-stricken" in exact
    assert "impoverished" not in exact


@pytest.mark.parametrize("number", ["国办发〔2015〕78号", "国办发[2015]78号", "国办发﹝2015〕78号"])
def test_12_a_document_by_its_number_in_any_brackets(page, number):
    search(page, number)
    assert page.locator(".row h3").first.inner_text() == f"[{GUIDING_OPINIONS}]"


def test_13_the_issuer_as_each_source_has_it(page):
    go(page, "Documents")
    page.get_by_role("link", name=GUIDING_OPINIONS).click()
    assert "A source is less precise about who issued it" in text(page)
    page.get_by_role("link", name="who issued it").click()
    held, claimed = page.locator(".fact", has_text="Sole issuer").all()
    assert "General Office of the State Council" in held.inner_text()
    said = re.sub(r"\s+", " ", claimed.inner_text())
    assert "Not held, as another source has it: sole issuer State Council" in said
    for fact, source in (
        (held, "Report on the guiding opinions"),
        (claimed, "E-commerce Poverty Alleviation Policies"),
    ):
        fact.locator("summary").click()
        assert source in fact.inner_text()


def test_14_sources_that_disagree_about_the_first_event(page):
    go(page, "Documents")
    page.get_by_role("link", name="classified as one of the Ten Major Projects").click()
    assert "Sources disagree about the date" in text(page)
    held, rival = page.locator(".fact", has_text="as stated by the source").all()
    assert "early 2015 (preferred)" in held.inner_text()
    assert "Why: Reports of December 2014" in held.inner_text()
    rival.locator("summary").click()
    said = re.sub(r"\s+", " ", rival.inner_text())
    assert "the end of 2014" in said
    assert "A page on the ten programs for targeted poverty alleviation" in said
    assert "contradicts" in said


def test_15_what_the_predecessor_of_a_ministry_issued(page):
    go(page, "Agencies")
    page.locator(".rows h3").get_by_role("link", name="Ministry of Agriculture and Rural Affairs").click()
    section = page.locator("section", has=page.locator("#before"))
    assert "Ministry of Agriculture pilots" in section.inner_text()
    assert section.locator(".row.dated .meta").first.inner_text().startswith("Ministry of Agriculture")
    section.get_by_role("link", name="3 measures in all").click()
    assert len(names(page)) == 3


def test_16_an_export_that_can_be_checked(page, reviewed_site):
    go(page, "Measures")
    href = page.locator(".same-data").get_by_role("link", name="NDJSON").first.get_attribute("href")
    lines = page.request.get(reviewed_site + href).text().splitlines()
    assert len(lines) == 30
    text_of = {}
    for entry in (json.loads(line)["evidence"][0] for line in lines):
        url = entry["snapshot"]["url"]
        text_of[url] = text_of.get(url) or page.request.get(reviewed_site + url).body().decode()
        assert text_of[url][entry["start"] : entry["end"]] == entry["quote"]


def test_17_an_address_that_was_cited_works_after_its_title_was_corrected(page):
    page.goto("/measures/training-of-rural-e-commerce-talent/")
    assert page.url.endswith("/measures/training-of-talent/")
    assert page.locator("h1").inner_text() == "[Training of e-commerce talent in rural areas]"
    page.get_by_role("link", name="History and permanent addresses").click()
    page.get_by_role("button", name="Compare the two editions").click()
    both = [re.sub(r"\[(?:added|removed):\]|[\s\[\]]", "", side) for side in page.locator(".side").all_inner_texts()]
    titles = ["Training of rural e-commerce talent", "Training of e-commerce talent in rural areas"]
    assert [title for title in titles if title.replace(" ", "") not in both] == []
    page.get_by_role("link", name="Edition 1", exact=True).first.click()
    assert "Training of rural e-commerce talent" in page.locator("h1").inner_text()
