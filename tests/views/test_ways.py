"""The ways to see the same records."""

from django.http import QueryDict
from django.utils.translation import override

from policies.views.ways import ways


def test_the_filters_go_along_and_the_page_does_not():
    query = QueryDict("agency=state-council&year=2015&as_of=2026-11-24&page=2&page_size=10")
    assert [(str(way["label"]), way["href"], way["chosen"]) for way in ways("document", query, "timeline")] == [
        ("List", "/documents/?agency=state-council&year=2015&as_of=2026-11-24", False),
        ("Timeline", "/timeline/?agency=state-council&year=2015&as_of=2026-11-24", True),
        ("Who issues with whom", "/issuers/?agency=state-council&year=2015&as_of=2026-11-24", False),
    ]


def test_what_stands_across_is_of_the_matrix_alone():
    found = ways("measure", QueryDict("across=agency&instrument=PILOT"), "matrix")
    assert [way["href"] for way in found] == ["/measures/?instrument=PILOT", "/matrix/?instrument=PILOT"]


def test_a_page_in_chinese_leads_to_pages_in_chinese():
    with override("zh-hans"):
        assert [way["href"] for way in ways("measure", QueryDict(""), "measures")] == [
            "/zh-hans/measures/",
            "/zh-hans/matrix/",
        ]


def test_a_kind_without_pictures_has_no_ways():
    assert ways("source", QueryDict(""), "sources") == []
