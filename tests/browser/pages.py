"""The page types of the public site, an address of each; and what a browser measures on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python

from tests import nu

PAGES = {
    "home": "/",
    "list": "/documents/",
    "list, narrowed": "/measures/?instrument=FISCAL&q=subsidies",
    "list, empty": "/measures/?instrument=FISCAL&level=village",
    "list, refused": "/documents/?type=none",
    "list of agencies": "/agencies/",
    "list of statements": "/statements/",
    "document": "/documents/ten-major-projects-2015/",
    "document with an official text": "/documents/guiding-opinions-2015/",
    "document at a moment": "/documents/guiding-opinions-2015/?as_of=2100-01-01",
    "edition": "/documents/guiding-opinions-2015/editions/1/",
    "history": "/documents/guiding-opinions-2015/history/",
    "comparison": "/documents/guiding-opinions-2015/history/?from=1&to=2",
    "correcting": "/documents/guiding-opinions-2015/correct/",
    "measure": "/measures/equipment-subsidies/",
    "agency": "/agencies/ministry-of-agriculture-and-rural-affairs/",
    "source": "/sources/e-commerce-poverty-alleviation/?spans=3092-3101,3116-3125",
    "source in Chinese": "/sources/decision-2015-chapter-4-quoted/",
    "statement": "/statements/{statement}/",
    "vocabularies": "/vocabularies/",
    "vocabulary": "/vocabularies/instrument/",
    "term": "/vocabularies/instrument/SUBSIDY-EQUIPMENT/",
    "timeline": "/timeline/",
    "matrix": "/matrix/",
    "issuers": "/issuers/",
    "search": "/search/?q=poverty-stricken",
    "search without results": "/search/?q=nothing+at+all",
    "data": "/data/",
    "asking for a key": "/data/key/",
    "method": "/method/",
    "not found": "/nowhere/",
}
LANGUAGES = {"en": "", "zh-Hans": "/zh-hans"}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """
  async (only) => {
    const found = await axe.run({runOnly: only, resultTypes: ["violations"], elementRef: false});
    return found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html]));
  }
"""

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


def addresses(statement: str) -> Iterator[tuple[str, str]]:
    """(what it is, its address) of every page type in both languages."""
    for language, prefix in LANGUAGES.items():
        for name, address in PAGES.items():
            yield f"{name} ({language})", prefix + address.format(statement=statement)


def barriers(page: Any, *rules: str) -> list[list[str]]:
    """[rule, element] of what breaks WCAG 2.2 AA as the page is now shown; with rules, of those alone."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    return page.evaluate(RUN, only)


@dataclass
class Seen:
    """What there is to say of a page that was opened once."""

    status: int
    html: bytes
    policy: str
    loaded: dict[str, int]
    barriers: list[list[str]]
    width_at_320: int
    slanted: list[str]


def look(page: Any, address: str) -> Seen:
    """The page as it is light and wide first, then dark and narrow; in Chinese the reverse."""
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
    found = wide + barriers(page)
    return Seen(answer.status, answer.body(), policy, loaded, found, width, page.evaluate(SLANTED))


def validated(pages: Iterable[tuple[str, Seen]], folder: Path) -> list[str]:
    """What the validator of HTML finds in these pages, each with its name."""
    files = []
    for number, (name, page) in enumerate(pages):
        files.append(folder / f"{number:02} {name.replace('/', ' ')}.html")
        files[-1].write_bytes(page.html)
    return nu.errors(files)
