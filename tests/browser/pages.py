"""The page types of the public site, an address of each; and what a browser measures on them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python

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


def addresses(statement: str) -> Iterator[tuple[str, str]]:
    """(what it is, its address) of every page type in both languages."""
    for language, prefix in LANGUAGES.items():
        for name, address in PAGES.items():
            yield f"{name} ({language})", prefix + address.format(statement=statement)


def barriers(page: Any, *rules: str) -> list[list[str]]:
    """[rule, element] of what breaks WCAG 2.2 AA as the page is now shown; with rules, of those alone."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    return page.evaluate(RUN, only)
