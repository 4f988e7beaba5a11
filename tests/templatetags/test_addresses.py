import json

import pytest
from django.template import Context
from django.test import RequestFactory
from django.utils.translation import override

from policies.templatetags.addresses import alternates, base, data_block, here, locale, whole

REQUEST = RequestFactory().get("/documents/", {"q": "村", "year": "2015"})


def test_the_address_of_the_settings_comes_before_that_of_the_request(settings):
    assert base(REQUEST) == "http://testserver"
    settings.BASE_URL = "https://policies.example"
    assert base(REQUEST) == "https://policies.example"
    assert whole(Context({"request": REQUEST}), "/x/") == "https://policies.example/x/"


def test_a_page_without_a_request_has_no_address_and_no_other_languages():
    assert (whole(Context({}), "/x/"), here(Context({})), alternates(Context({}))) == ("/x/", "", [])


def test_the_address_of_a_page_has_all_that_was_asked():
    assert here(Context({"request": REQUEST})) == "http://testserver/documents/?q=%E6%9D%91&year=2015"


def test_a_page_in_chinese_names_english_first_and_for_everybody_else():
    with override("zh-hans"):
        rows = alternates(Context({"request": RequestFactory().get("/zh-hans/documents/")}))
        assert locale() == "zh_CN"
    assert [(row["code"], row["href"]) for row in rows] == [
        ("en", "http://testserver/documents/"),
        ("zh-Hans", "http://testserver/zh-hans/documents/"),
        ("x-default", "http://testserver/documents/"),
    ]


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "a & b", "\u2028", "“村”"]
)
def test_no_text_ends_the_data_block_or_begins_anything_in_it(text):
    block = data_block({"name": text})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"name": text}
    assert not set(inside) & set("<>&\u2028\u2029")
