"""Which words of a page stand in a language that the page does not say: Chinese said to be English, or the reverse."""

import re
from html.parser import HTMLParser

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Names of formats, standards and addresses are written so in any language.
NAMES = re.compile(
    r"https?://\S+|\b(?:API|APA|Atom|BibTeX|CSL|CSV|DOI|EDTF|ELI|English|Excel|GB/T|HTML|ISO|JSON|LD|NDJSON|OAI|PMH|OECD"
    r"|OpenAPI|RDF|RIS|RSS|SHA|SKOS|SQLite|URL|UTC|UTF|WFP|XLSX|XML|ZIP|Zotero)\b"
    r"|\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*\b|“[a-z_]+”"
)
VOID = {"meta", "link", "input", "br", "hr", "img", "line", "rect", "circle", "path", "use", "wbr", "col", "source"}
# What is no prose, or cannot say in which language its parts are.
SILENT = {"script", "style", "code", "title", "pre", "textarea", "option"}
# What a spoken attribute quotes cannot be marked in it.
QUOTED = re.compile("“[^”]*”")
HEARD = ("title", "aria-label", "placeholder", "alt", "data-label")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, bool]] = []
        self.heard: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        _tag, language, is_silent = self.open[-1] if self.open else ("", "", False)
        language = given.get("lang") or language
        is_silent = is_silent or tag in SILENT or "mono" in (given.get("class") or "").split()
        if not is_silent:
            self.heard += [(language, QUOTED.sub("", given[name])) for name in HEARD if given.get(name)]
        if tag not in VOID:
            self.open.append((tag, language, is_silent))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in VOID and self.open and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data):
        if self.open and not self.open[-1][2] and data.strip():
            self.heard.append((self.open[-1][1], data.strip()))


def said_wrongly(html: str) -> list[tuple[str, str]]:
    """(language, words) of every text and every spoken attribute that is in another script than its language has."""
    reader = _Reader()
    reader.feed(html)
    return [(language, words) for language, words in reader.heard if not _suits(language, words)]


def _suits(language: str, words: str) -> bool:
    if language.startswith("zh") and language != "zh-Latn":
        return not LATIN.search(NAMES.sub("", words))
    return bool(language) and not HAN.search(words)
