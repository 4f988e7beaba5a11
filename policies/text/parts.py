"""What a content says, part by part, the best first: what it is searched by, and what a result shows as its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

# Names before quotes before the rest. A record is ranked by the best part in which a word is found.
# WHOLE is a name from its first letter to its last.
WHOLE, NAME, QUOTE, TEXT = range(4)


@dataclass(frozen=True)
class Part:
    """A text of a record: where it stands in it, how much it tells of it, and its language where that is recorded."""

    name: str
    level: int
    text: str
    language: str = ""
    # Of a quote, the evidence that it is of.
    evidence: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def own(self) -> tuple[str, ...]:
        """The words that are the record's own: of a quote its key words, for all around them may be of others."""
        return tuple(self.evidence.get("quotes") or (self.text,))

    def is_own(self, start: int, end: int) -> bool:
        """Whether any of these characters of the text are among its own words."""
        first = self.evidence.get("start", 0)
        spans = self.evidence.get("spans") or [[first, first + len(self.text)]]
        return any(span[0] - first < end and start < span[1] - first for span in spans)


def parts(content: Mapping[str, Any]) -> list[Part]:
    """All texts of the content that are searched, each once, where it counts most."""
    found: dict[str, Part] = {}
    for part in chain(_names(content), _quotes(content), _texts(content)):
        if part.text:
            found.setdefault(part.text, part)
    return list(found.values())


def _names(content: Mapping[str, Any]) -> Iterator[Part]:
    # The title of a statement is its quote.
    for name in ("title", "label") if content["kind"] != "statement" else ():
        yield from _said(name, NAME, content.get(name))
    for name in ("number", "code"):
        yield Part(name, NAME, content.get(name) or "")
    for row in (*content.get("other_names", ()), *content.get("other_labels", ())):
        yield Part("other_name", NAME, row["text"], row["language"])


def _quotes(content: Mapping[str, Any]) -> Iterator[Part]:
    for entry in content.get("evidence", ()):
        yield Part("quote", QUOTE, entry["quote"], evidence=entry)


def _texts(content: Mapping[str, Any]) -> Iterator[Part]:
    yield from _said("definition", TEXT, content.get("definition"))
    for name in ("verb", "product", "section", "publisher"):
        yield Part(name, TEXT, content.get(name) or "")
    yield Part("document", TEXT, (content.get("document") or {}).get("number") or "")
    yield from _carried({name: value for name, value in content.items() if name != "evidence"})


def _carried(node: Any) -> Iterator[Part]:
    """The labels of its terms and the names of its agencies, in every language: what people call what it is about."""
    if isinstance(node, list):
        for item in node:
            yield from _carried(item)
    elif isinstance(node, Mapping):
        if "scheme" in node:
            yield from _said("term", TEXT, node.get("label"))
        elif "name" in node:
            yield from _said("agency", TEXT, node["name"])
        for value in node.values():
            yield from _carried(value)


def _said(name: str, level: int, texts: Mapping[str, str] | None) -> Iterator[Part]:
    for language, text in (texts or {}).items():
        yield Part(name, level, text, language)
