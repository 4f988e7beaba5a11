"""Following every public address from a few first ones, and what each answers, as a visitor has it."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client

OF_ITS_OWN = re.compile(rb'name="(?:csrfmiddlewaretoken|stamp)"[^>]*?value="[^"]*"|"X-CSRFTOKEN"\] = "[^"]*"')
HREF = re.compile(r'(?:href|src|action)="([^"]*)"')
# One in so many of each sort of address; single filters and plain addresses are all asked for.
ONE_IN = {"as_of": 12, "several": 90, "other language": 6, "file": 8, "part of a page": 5}
LISTS = re.compile(r"/(?:documents|measures|agencies|sources|statements|search)/")


def answer(client: Client, url: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, without the hour and without what a form has of its own each time it is shown."""
    got = client.get(url)
    body = b"".join(got.streaming_content) if got.streaming else got.content
    left_out = {"Expires", "ETag", "Content-Length"} if OF_ITS_OWN.search(body) else {"Expires"}
    headers = {name: value for name, value in got.items() if name not in left_out}
    return got.status_code, headers, OF_ITS_OWN.sub(b"", body)


def crawl(client: Client, first: Iterable[str]) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """What each address answers: the first ones, and all that can be reached from them."""
    found: dict[str, Any] = {}
    waiting = list(dict.fromkeys(first))
    for url in waiting:
        found[url] = answer(client, url)
        seen = set(waiting)
        waiting += [
            other for other in dict.fromkeys(leads_to(url, *found[url])) if other not in seen and is_asked(other)
        ]
    return found


def leads_to(url: str, _status: int, headers: dict[str, str], body: bytes) -> Iterator[str]:
    """The addresses of this site that an answer names."""
    kind = headers.get("Content-Type", "")
    if "json" in kind:
        text = body.decode()
        rows = text.splitlines() if "ndjson" in kind else [text]
        named = [name for row in rows for name in _addresses(json.loads(row))]
    else:
        named = [unescape(name) for name in HREF.findall(body.decode())] if "html" in kind else []
    for name in [*named, *filter(None, [headers.get("Location")])]:
        parts = urlsplit(urljoin(f"http://testserver{url}", name))
        if parts.netloc == "testserver" and parts.scheme == "http" and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _addresses(node: Any) -> Iterator[str]:
    if isinstance(node, str) and node.startswith(("/", "http://testserver/")) and "{" not in node and " " not in node:
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _addresses(below)


def is_asked(url: str) -> bool:
    """All plain addresses and single filters; of combinations, moments and the other language every so many."""
    parts = urlsplit(url)
    names = {name for name, _value in parse_qsl(parts.query)}
    sorts = {
        "as_of": "as_of" in names,
        "several": len(parse_qsl(parts.query)) > 1,
        "other language": parts.path.startswith("/zh-hans/"),
        "file": bool(names) and (parts.path.startswith("/api/") or "." in parts.path),
        "part of a page": bool(names) and not LISTS.fullmatch(parts.path),
    }
    chances = [ONE_IN[name] for name, holds in sorts.items() if holds]
    return zlib.crc32(url.encode()) % max(chances, default=1) == 0
