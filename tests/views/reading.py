"""Pages as a reader has them: the words of the main part, and where its links lead."""

import re
from html.parser import HTMLParser

BLOCKS = {"p", "li", "div", "dt", "dd", "h1", "h2", "h3", "td", "th", "tr", "ul", "ol", "summary", "section", "br"}
VOID = {"meta", "link", "input", "br", "hr", "img", "line", "rect", "circle"}
# Stands between blocks; it is in no text.
BREAK = "\ue000"


class _Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[list[tuple[str, dict[str, str | None]]], str]] = []
        self.links: list[list] = []
        self.unclosed: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.texts.append((list(self.open), BREAK))
        if tag in VOID:
            return
        self.open.append((tag, dict(attrs)))
        if tag == "a" and self._inside("main"):
            self.links.append([dict(attrs)["href"], ""])

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.unclosed.append(tag)
            return
        self.open.pop()

    def handle_data(self, data):
        self.texts.append((list(self.open), data))
        if self.links and self._inside("a") and self._inside("main"):
            self.links[-1][1] += data

    def _inside(self, tag):
        return any(name == tag for name, _attrs in self.open)


def parsed(response) -> _Page:
    page = _Page()
    page.feed(response.content.decode())
    assert page.unclosed == []
    assert page.open == []
    return page


def words(response, *, tag: str = "main") -> str:
    """The text inside an element, white space as a reader sees it: between blocks there is some."""
    page = parsed(response)
    text = "".join(data for around, data in page.texts if any(name == tag for name, _attrs in around))
    return re.sub(rf"[\s{BREAK}]+", " ", text).strip()


def text_of(response, kind: str) -> list[str]:
    """The texts of the elements of a class, to the character, each element apart."""
    page = parsed(response)
    found: dict[int, str] = {}
    for around, data in page.texts:
        for _name, attrs in around:
            if kind in (attrs.get("class") or "").split():
                found[id(attrs)] = found.get(id(attrs), "") + data.replace(BREAK, "")
    return list(found.values())


def links(response) -> list[tuple[str, str]]:
    """Where the links of the main part lead, and their words."""
    return [(href, re.sub(r"\s+", " ", text).strip()) for href, text in parsed(response).links]
