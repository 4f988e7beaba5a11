"""A feed as Atom (RFC 4287), in parts that lead to the older ones (RFC 5005), with what is gone (RFC 6721)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import rfc3339_date

from policies.views.xml import Writer

NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}
HISTORY = {"xmlns:fh": "http://purl.org/syndication/history/1.0"}
# A text and the language it is in.
Said = tuple[str, str]
Attributes = dict[str, str]


@dataclass(frozen=True)
class Entry:
    id: str
    updated: datetime
    title: Said
    summary: Sequence[str]
    links: Sequence[Attributes]
    category: Attributes = field(default_factory=dict)
    # What a program reads instead. As text it is read by all; of any other type Atom would have it in base 64.
    content: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Gone:
    """An entry that was told before and no longer is."""

    id: str
    at: datetime


@dataclass(frozen=True)
class Head:
    id: str
    title: str
    language: str
    updated: datetime
    author: str
    home: str
    links: Sequence[Attributes]
    # Of a part that never has other entries.
    is_archive: bool = False


def write(head: Head, entries: Iterable[Entry], gone: Iterable[Gone]) -> str:
    """The whole document. Texts are in the language of the feed unless it is said."""
    out = _Writer()
    history = HISTORY if head.is_archive else {}
    with out.within("feed", {**NAMESPACES, **history, "xml:lang": head.language}):
        out.element("id", head.id)
        out.element("title", head.title)
        out.element("updated", rfc3339_date(head.updated))
        with out.within("author"):
            out.element("name", head.author)
            out.element("uri", head.home)
        out.links(head.links)
        if head.is_archive:
            out.element("fh:archive")
        for row in gone:
            out.element("at:deleted-entry", "", {"ref": row.id, "when": rfc3339_date(row.at)})
        for entry in entries:
            _write_entry(out, entry, head.language)
    return out.text()


def _write_entry(out: "_Writer", entry: Entry, language: str) -> None:
    own, title = entry.title
    with out.within("entry"):
        out.element("id", entry.id)
        out.element("title", title, {} if own == language else {"xml:lang": own})
        out.element("updated", rfc3339_date(entry.updated))
        out.links(entry.links)
        if entry.category:
            out.element("category", "", entry.category)
        out.element("summary", "\n".join(entry.summary))
        if entry.content is not None:
            out.element("content", json.dumps(entry.content, ensure_ascii=False), {"type": "text"})


class _Writer(Writer):
    def links(self, links: Iterable[Attributes]) -> None:
        for link in links:
            self.element("link", "", link)
