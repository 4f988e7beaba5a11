"""The pictures of the seed: what they count is what the lists have."""

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from policies.catalogue.listing import Listing
from policies.catalogue.matrix import ACROSS, Matrix
from tests.views.reading import links, text_of, words


def count(query: str) -> int:
    return Listing("measure", QueryDict(query)).count


def test_question_3_the_matrix_has_the_totals_of_the_years_without_a_gap():
    columns = [(column["code"], *column["number"]) for column in Matrix(QueryDict("")).columns]
    assert columns == [("2015", 17, 0), ("2016", 9, 0), ("2017", 0, 0), ("2018", 0, 0), ("2019", 4, 0)]


@pytest.mark.parametrize("across", ACROSS)
def test_question_3_every_number_of_the_matrix_is_that_of_the_list_it_opens(across):
    page = Client().get(f"/matrix/?across={across}")
    opened = [(href, text) for href, text in links(page) if href.startswith("/measures/?")]
    numbers = {unescape(href).partition("?")[2]: int(re.findall(r"\d+", text)[-1]) for href, text in opened}
    assert {query: count(query) for query in numbers} == numbers
    assert len(numbers) >= 30


def test_question_3_the_rows_are_the_families_with_their_terms():
    rows = [
        (row["term"]["code"], len(row["term"]["broader"]), row["number"].measures) for row in Matrix(QueryDict("")).rows
    ]
    assert rows[:3] == [("STRATEGY", 0, 4), ("DESIGNATION", 1, 2), ("TARGETING", 1, 1)]
    assert [row for row in rows if row[0].startswith("SUBSIDY")] == [
        ("SUBSIDY", 1, 3),
        ("SUBSIDY-FEE", 2, 1),
        ("SUBSIDY-EQUIPMENT", 2, 1),
        ("SUBSIDY-LOGISTICS", 2, 1),
    ]
    assert sum(number for _code, depth, number in rows if depth == 0) == 30


def test_question_6_the_timeline_has_the_documents_in_the_order_of_time():
    page = Client().get("/timeline/")
    assert [text.partition(" · ")[0] for text in text_of(page, "when")[:7]] == [
        "early 2015",
        "August 2015",
        "early November 2015",
        "the end of November 2015",
        "January 2016",
        "December 2016",
        "January 2019",
    ]
    assert len({href for href, _text in links(page) if href.startswith("/measures/") and "?" not in href}) == 30


def test_question_8_the_lead_issuer_is_joined_to_eighteen_without_a_name():
    page = Client().get("/issuers/")
    text = words(page)
    assert "Ministry of Commerce 1" in text
    assert ("/documents/opinions-2015/", "18") in links(page)
    assert "Ministry of Commerce 1 0 18 –" in text


def test_the_measures_of_a_document_are_seen_at_a_glance_each_leading_to_itself():
    answer = Client().get("/documents/state-council-proposal-2015/")
    band = answer.content.decode().partition('<ul class="glance"')[2].partition("</ul>")[0]
    units = re.findall(r'<li class="(family-[\w-]+)">|<a class="(family-[\w-]+)" href="(/measures/[\w-]+/)"', band)
    hues = [(row, unit) for row, unit, _href in units]
    assert hues == [
        *(("family-enterprise-support", ""), ("", "family-enterprise-support"), ("family-market", "")),
        *(("", "family-market"), ("family-capacity", ""), ("", "family-capacity"), ("family-fiscal", "")),
        *(("", "family-fiscal"), ("family-finance", ""), ("", "family-finance"), ("", "family-finance")),
        *(("family-infra", ""), ("", "family-infra"), ("", "family-infra")),
    ]
    assert len({href for _row, _unit, href in units if href}) == 8
    lists = [unescape(href).partition("?")[2] for href in re.findall(r'href="(/measures/\?[^"]*)"', band)]
    assert [count(query) for query in lists] == [1, 1, 1, 1, 2, 2]
