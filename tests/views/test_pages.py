"""From page to page."""

import pytest

from policies.catalogue.listing import Portion
from policies.views.pages import numbers, page_links


@pytest.mark.parametrize(
    ("here", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_the_pages_near_and_the_ends_are_named(here, pages, shown):
    assert numbers(here, pages) == shown


def address(number):
    return f"?page={number}" if number else ""


def test_a_page_in_the_middle_says_where_it_stands():
    portion = Portion([None] * 2, next=3, previous=1, number=2, pages=3)
    assert page_links(portion, 5, address) == {
        "count": 3,
        "first": 3,
        "last": 4,
        "total": 5,
        "previous": "?page=1",
        "next": "?page=3",
        "links": [{"number": 1, "href": "?page=1"}, {"number": 2, "href": ""}, {"number": 3, "href": "?page=3"}],
    }


def test_the_last_page_ends_with_the_last_record():
    found = page_links(Portion([None], previous=2, number=3, pages=3), 5, address)
    assert (found["first"], found["last"], found["next"]) == (5, 5, "")


def test_an_empty_list_has_no_page_to_go_to():
    found = page_links(Portion([]), 0, address)
    assert (found["count"], found["previous"], found["next"]) == (1, "", "")
