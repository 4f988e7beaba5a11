"""Every page type in both languages, each opened once: what is wrong with it, how wide and how large it is."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests import nu
from tests.browser.pages import AXE, addresses, barriers

MOST_BYTES = 150_000
LOADED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((entry) => [entry.name, entry.encodedBodySize])"""


# Chinese is not slanted: what is italic in English stands upright in it.
SLANTED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (/[\\u3400-\\u9fff]/.test(text.data) && getComputedStyle(text.parentElement).fontStyle !== "normal")
      found.push(text.data.trim());
  }
  return found;
}"""


@dataclass
class Seen:
    html: bytes
    policy: str
    loaded: dict[str, int]
    barriers: list[list[str]]
    width_at_320: int
    slanted: list[str]


@pytest.fixture(scope="module")
def seen(browser, reviewed_site):
    """What there is to say of each page, by what it is; light and wide first, then dark and narrow, or the reverse."""
    context = browser.new_context(base_url=reviewed_site, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/statements/")
    statement = page.locator(".row blockquote a").first.get_attribute("href").strip("/").split("/")[-1]
    yield {name: look(page, address) for name, address in addresses(statement)}
    context.close()


def look(page, address):
    schemes = ("light", "dark") if not address.startswith("/zh") else ("dark", "light")
    page.emulate_media(color_scheme=schemes[0])
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(address)
    loaded = dict(page.evaluate(LOADED))
    page.evaluate(AXE)
    wide = barriers(page)
    page.emulate_media(color_scheme=schemes[1])
    page.set_viewport_size({"width": 320, "height": 900})
    width = page.evaluate("document.documentElement.scrollWidth")
    policy = answer.headers["content-security-policy"]
    return Seen(answer.body(), policy, loaded, wide + barriers(page), width, page.evaluate(SLANTED))


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
    files = []
    for number, (name, page) in enumerate(seen.items()):
        files.append(tmp_path / f"{number:02} {name.replace('/', ' ')}.html")
        files[-1].write_bytes(page.html)
    assert nu.errors(files) == []


def test_the_validator_notices_an_error(tmp_path):
    path = tmp_path / "wrong.html"
    path.write_text('<!doctype html><html lang="en"><title>Wrong</title><p><div id="a"></div></p><i id="a"></i>')
    found = nu.errors([path])
    assert [error for error in found if "Duplicate ID" in error or "No “p” element in scope" in error] == found != []
