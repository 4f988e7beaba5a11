"""Every page type in both languages, each opened once: what is wrong with it, how wide and how large it is."""

from urllib.parse import urlsplit

import pytest

from tests import nu
from tests.browser.pages import addresses, look, validated

MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def seen(browser, reviewed_site):
    """What there is to say of each page, by what it is; light and wide first, then dark and narrow, or the reverse."""
    context = browser.new_context(base_url=reviewed_site, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/statements/")
    statement = page.locator(".row blockquote a").first.get_attribute("href").strip("/").split("/")[-1]
    yield {name: look(page, address) for name, address in addresses(statement)}
    context.close()


def test_axe_finds_nothing_on_any_page_in_light_and_dark_wide_and_narrow(seen):
    assert {name: page.barriers for name, page in seen.items() if page.barriers} == {}


def test_no_chinese_word_is_slanted(seen):
    assert {name: page.slanted for name, page in seen.items() if page.slanted} == {}


def test_every_page_fits_320_pixels(seen):
    assert {name: page.width_at_320 for name, page in seen.items() if page.width_at_320 > 320} == {}


def test_no_page_is_over_150_kilobytes_in_all_but_the_text_of_a_source(seen):
    totals = {name: sum(page.loaded.values()) for name, page in seen.items() if "source (" not in name}
    assert {name: total for name, total in totals.items() if not 3_000 < total <= MOST_BYTES} == {}


def test_no_page_asks_another_host_and_none_may_have_scripts_or_styles_within(seen, reviewed_site):
    own = urlsplit(reviewed_site).netloc
    asked = {(name, url) for name, page in seen.items() for url in page.loaded if urlsplit(url).netloc != own}
    assert asked == set()
    policies = {page.policy for page in seen.values()}
    assert len(policies) == 1
    [policy] = policies
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_validator_finds_no_error_in_the_html_of_any_page(seen, tmp_path):
    assert validated(seen.items(), tmp_path) == []


def test_the_validator_notices_an_error(tmp_path):
    path = tmp_path / "wrong.html"
    path.write_text('<!doctype html><html lang="en"><title>Wrong</title><p><div id="a"></div></p><i id="a"></i>')
    found = nu.errors([path])
    assert [error for error in found if "Duplicate ID" in error or "No “p” element in scope" in error] == found != []
