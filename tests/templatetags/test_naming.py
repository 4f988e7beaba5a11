"""Why names on a page are in another language than the page, said once."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

ENGLISH, BOTH = {"name": {"en": "Ministry of Trade"}}, {"name": {"en": "State Council", "zh-Hans": "国务院"}}
STATEMENT = {"statement_kind": "role", "title": {"en": "Shops matter."}}
PAGE = Template(
    "{% load naming reference %}{% noting_names %}"
    "{% for record in records %}{% name record %}{% endfor %}{% endnoting_names %}"
)


def notes(language, *records):
    with override(language):
        return PAGE.render(Context({"records": records})).count("names-note")


@pytest.mark.parametrize(
    ("language", "records", "number"),
    [
        ("zh-hans", [ENGLISH, ENGLISH, BOTH], 1),
        ("zh-hans", [BOTH], 0),
        ("zh-hans", [STATEMENT], 0),
        ("zh-hans", [], 0),
        ("en", [ENGLISH, BOTH], 0),
    ],
)
def test_a_chinese_page_says_once_that_some_names_are_in_english_only(language, records, number):
    assert notes(language, *records) == number


def test_one_page_knows_nothing_of_the_names_on_another():
    assert [notes("zh-hans", ENGLISH), notes("zh-hans", BOTH)] == [1, 0]


def test_a_name_outside_any_page_is_told_to_nobody():
    with override("zh-hans"):
        assert Template("{% load reference %}{% name record %}").render(Context({"record": ENGLISH})) == (
            '<span lang="en">Ministry of Trade</span>'
        )
