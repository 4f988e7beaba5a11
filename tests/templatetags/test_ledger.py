"""How our value is worded beside what a source states."""

import pytest
from django.utils.translation import override

from policies.templatetags.ledger import our_value

AGENCY = {"url": "/agencies/trade/", "name": {"en": "Ministry of Trade", "zh-Hans": "商务部"}}
DAY = {"edtf": "2015-08-21", "earliest": "2015-08-21", "latest": "2015-08-21", "wording": "21 August 2015"}
SHOWN_DAY = '<time datetime="2015-08-21" class="when certain" title="21 August 2015">21 August 2015</time>'
SHOWN_AGENCY = '<a href="/agencies/trade/">Ministry of Trade</a>'


def shown(value, *ours, unnamed=0):
    return our_value({"value": value, "ours": list(ours), "unnamed_issuers": unnamed})


@pytest.mark.parametrize(
    ("value", "part", "words"),
    [
        ("date", DAY, f"{SHOWN_DAY} <code>2015-08-21</code>"),
        ("date", {**DAY, "kind": "stated"}, f"{SHOWN_DAY} <code>2015-08-21</code>"),
        (
            "date",
            {**DAY, "kind": "signed"},
            f'{SHOWN_DAY}<span class="aside"> (signed)</span> <code>2015-08-21</code>',
        ),
        ("issuer", {"agency": AGENCY, "role": "lead"}, SHOWN_AGENCY),
        ("actor", AGENCY, SHOWN_AGENCY),
        (
            "type",
            {"label": {"en": "Opinions"}, "url": "/vocabularies/x/Y/"},
            '<a href="/vocabularies/x/Y/">Opinions</a>',
        ),
        ("number", "No. <7>", "No. &lt;7&gt;"),
        ("number", "国办发", '<span lang="zh-Hans">国办发</span>'),
        ("status", "in_force", "in force"),
        ("title", {"en": "A title"}, "A title"),
        (
            "relation",
            {"predicate": "implements", "document": {"url": "/documents/a/", "title": {"en": "A"}}, "date": DAY},
            f'implements <a href="/documents/a/">A</a>, {SHOWN_DAY}',
        ),
        (
            "succession",
            {"agency": AGENCY, "kind": "renamed", "date": None},
            f"renamed to {SHOWN_AGENCY}",
        ),
    ],
)
def test_each_kind_of_value_is_worded(value, part, words):
    assert shown(value, part) == words


def test_issuers_that_nobody_names_are_counted():
    row = {"agency": AGENCY, "role": "lead"}
    assert shown("issuer", row, unnamed=18) == f"{SHOWN_AGENCY} and 18 other departments"


def test_where_we_have_no_value_that_is_said():
    assert shown("number") == '<span class="not-stated">no value</span>'


def test_several_values_stand_one_after_another_in_the_language_of_the_page():
    with override("zh-hans"):
        assert shown("issuer", {"agency": AGENCY, "role": "lead"}, {"agency": AGENCY, "role": "joint"}) == (
            '<a href="/zh-hans/agencies/trade/">商务部</a>、<a href="/zh-hans/agencies/trade/">商务部</a>'
        )
