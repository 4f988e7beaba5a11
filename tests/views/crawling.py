"""Following every public address from a few first ones, and what each answers, as a visitor has it."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import Resolver404, resolve

OF_ITS_OWN = re.compile(rb'name="(?:csrfmiddlewaretoken|stamp)"[^>]*?value="[^"]*"|"X-CSRFTOKEN"\] = "[^"]*"')
PLACE = re.compile(r'\bid="([^"]*)"')
HREF = re.compile(r'(?:href|src|action)="([^"]*)"')
# One in so many of each sort of address; plain pages are all asked for, single filters by whoever begins. A list under
# a filter links to hundreds under two: if one of these were asked for from every list, there would be no end.
ONE_IN = {"as_of": 20, "single": 10, "several": 900, "other language": 8, "file": 12, "form": 4, "part of a page": 20}
LISTS = re.compile(r"/(?:documents|measures|agencies|sources|statements|search)/")


# What changes with the hour, and with what was asked before.
OF_THE_MOMENT = {"Expires", "RateLimit"}


def answer(client: Client, url: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, without the moment and without what a form has of its own each time it is shown."""
    got = client.get(url)
    body = got.getvalue()
    left_out = OF_THE_MOMENT | ({"ETag", "Content-Length"} if OF_ITS_OWN.search(body) else set())
    headers = {name: value for name, value in got.items() if name not in left_out}
    return got.status_code, headers, OF_ITS_OWN.sub(b"", body)


def crawl(client: Client, first: Iterable[str]) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """What each address answers: the first ones, and all that can be reached from them."""
    found: dict[str, Any] = {}
    waiting = list(dict.fromkeys(first))
    met, read = set(waiting), set()
    for url in waiting:
        found[url] = answer(client, url)
        new = [other for other in dict.fromkeys(leads_to(url, *found[url], read)) if other not in met]
        met.update(new)
        waiting += filter(is_asked, new)
    return found


def again(client: Client, found: dict[str, Any]) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """What the same addresses answer now. A new way from one of them would be a new answer."""
    return {url: answer(client, url) for url in found}


def dead_links(found: dict[str, Any]) -> dict[str, str]:
    """Links of pages that lead nowhere, each with a page that has it: to no address, or to no place on the page.

    Of an address that was not asked for, the plain one must be there: its page in English, without its query.
    """
    pages = {url: row for url, row in found.items() if row[0] == 200 and "html" in row[1].get("Content-Type", "")}
    places = {url: set(PLACE.findall(row[2].decode())) for url, row in pages.items()}
    dead, seen = {}, set()
    for url, (_status, _headers, body) in pages.items():
        for name in set(HREF.findall(body.decode())) - seen:
            # What begins with a place or a query depends on the page it stands on.
            seen |= set() if name[:1] in "#?" else {name}
            if not _is_alive(urljoin(f"http://testserver{url}", unescape(name)), found, places):
                dead[name] = url
    return dead


def _is_alive(address: str, found: dict[str, Any], places: dict[str, set[str]]) -> bool:
    parts = urlsplit(address)
    if parts.netloc != "testserver" or parts.scheme != "http":
        return True
    if parts.path.startswith("/static/"):
        return bool(finders.find(parts.path.removeprefix("/static/")))
    exact, plain = parts._replace(scheme="", netloc="", fragment="").geturl(), re.sub("^/zh-hans(?=/)", "", parts.path)
    if exact in found:
        is_there = not parts.fragment or exact not in places or parts.fragment in places[exact]
        return found[exact][0] < 400 and is_there
    if plain in found:
        return found[plain][0] < 400
    # The desk needs somebody, and harvesting, which says when it answered, is tried elsewhere.
    return (plain.startswith(("/admin/", "/oai")) or found.get(_owner(plain), (404,))[0] < 400) and _leads_on(plain)


def _owner(path: str) -> str:
    """Of a file that was not asked for, the page of the list or record that it belongs to."""
    stem, ending, _rest = path.rpartition("/")[2].partition(".")
    parts = [*path.split("/")[1:-1], stem]
    return f"/{'/'.join(parts[:2])}/" if ending else ""


def _leads_on(path: str) -> bool:
    """Whether the site has addresses of this form."""
    try:
        return resolve(path).url_name is not None
    except Resolver404:
        return False


def leads_to(url: str, _status: int, headers: dict[str, str], body: bytes, read: set[str]) -> Iterator[str]:
    """The addresses of this site that an answer names, but for those `read` before, to which it adds them.

    What does not begin at the root is an address only together with the page it stands on.
    """
    kind = headers.get("Content-Type", "")
    if "json" in kind:
        text = body.decode()
        rows = text.splitlines() if "ndjson" in kind else [text]
        named = [name for row in rows for name in _addresses(json.loads(row))]
    else:
        named = [unescape(name) for name in HREF.findall(body.decode())] if "html" in kind else []
    for name in dict.fromkeys([*named, *filter(None, [headers.get("Location")])]):
        if name in read:
            continue
        read |= {name} if name.startswith("/") else set()
        parts = urlsplit(urljoin(f"http://testserver{url}", name))
        if parts.netloc == "testserver" and parts.scheme == "http" and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _addresses(node: Any) -> Iterator[str]:
    if isinstance(node, str) and node.startswith(("/", "http://testserver/")) and "{" not in node and " " not in node:
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _addresses(below)


def is_asked(url: str) -> bool:
    """All plain addresses; of other forms, filters, moments and the other language every so many."""
    parts = urlsplit(url)
    names = {name for name, _value in parse_qsl(parts.query)}
    sorts = {
        "as_of": "as_of" in names,
        "single": len(names) == 1,
        "several": len(parse_qsl(parts.query)) > 1,
        "other language": parts.path.startswith("/zh-hans/"),
        "file": bool(names) and (parts.path.startswith("/api/") or "." in parts.path),
        "form": "." in parts.path.rpartition("/")[2] and parts.path.count("/") > 1,
        "part of a page": bool(names) and not LISTS.fullmatch(parts.path),
    }
    chances = [ONE_IN[name] for name, holds in sorts.items() if holds]
    return zlib.crc32(url.encode()) % max(chances, default=1) == 0
