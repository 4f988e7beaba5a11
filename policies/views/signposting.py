"""FAIR Signposting, level 1: links in the headers of an answer, for programs that come to a page and not to the API."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from policies.catalogue.kinds import PLURALS
from policies.catalogue.linked import types
from policies.choices import Kind
from policies.templatetags.addresses import base

Record = dict[str, Any]
SCHEMA = "https://schema.org/"


def links_of(request: HttpRequest, record: Record, formats: list[dict[str, str]]) -> str:
    """The `Link` header of a record's page, whose address to cite is that of the edition it shows."""
    site = base(request)
    rows = [
        link(f"{site}{record['url']}editions/{record['edition']['number']}/", "cite-as"),
        link(f"{SCHEMA}AboutPage", "type"),
        *(link(f"{SCHEMA}{name}", "type") for name in types(record) if ":" not in name),
        *(link(f"{site}{form['href']}", "describedby", form["type"]) for form in formats),
        *(link(f"{site}{address}", "author") for address in _authors(record)),
        *_of_source(record, site),
        link(f"{site}/{PLURALS[record['kind']]}/", "collection", "text/html"),
    ]
    return ", ".join(rows)


def described(request: HttpRequest, address: str) -> str:
    """The `Link` header of a file: the page that it is another form of."""
    return link(f"{base(request)}{address}", "describes", "text/html")


def part_of(request: HttpRequest, address: str) -> str:
    """The `Link` header of a part of what the page shows."""
    return link(f"{base(request)}{address}", "collection", "text/html")


def link(address: str, relation: str, type_: str = "") -> str:
    tail = f'; type="{type_}"' if type_ else ""
    return f'<{iri_to_uri(address)}>; rel="{relation}"{tail}'


def _authors(record: Record) -> list[str]:
    """Who issued a document, as far as we hold it for true."""
    rows = record["issuers"] if record["kind"] == Kind.DOCUMENT else []
    return [row["agency"]["url"] for row in rows if row["preferred"]]


def _of_source(record: Record, site: str) -> Iterator[str]:
    """The texts of a source, and its licence where that has an address."""
    if record["kind"] != Kind.SOURCE:
        return
    for snapshot in record["snapshots"]:
        yield link(f"{site}{snapshot['url']}", "item", "text/plain")
    if (record["licence"] or "").startswith(("https://", "http://")):
        yield link(record["licence"], "license")
