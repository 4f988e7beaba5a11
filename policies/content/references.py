"""What a content says of other records: their names, dates and addresses, taken along from their own contents."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from policies.content.encoding import Content, is_record_reference, is_term_reference

# The namespace of the ids of terms: a term is the same term wherever its vocabulary is installed.
TERMS = uuid.UUID("6b1f7c1e-3f0a-5c3e-9a51-2f8d6a0c7e11")
PLURALS: dict[str, str] = {
    "document": "documents",
    "measure": "measures",
    "agency": "agencies",
    "source": "sources",
    "statement": "statements",
    "term": "vocabularies",
}


def address(kind: str, slug: str) -> str:
    """The path of a record's page."""
    return f"/{PLURALS[kind]}/{slug}/"


def term_id(scheme: str, code: str) -> str:
    return str(uuid.uuid5(TERMS, f"{scheme}:{code}"))


def reference(content: Content) -> Content:
    """What others carry of this record."""
    basis = {name: content[name] for name in ("id", "slug", "url", "title")}
    return {**basis, **_MORE.get(content["kind"], _nothing)(content)}


def _nothing(_content: Content) -> Content:
    return {}


def _of_document(content: Content) -> Content:
    issuers = [{"agency": row["agency"], "role": row["role"]} for row in content["issuers"] if row["preferred"]]
    return {
        "title_supplied": content["title_supplied"],
        "official_titles": content["official_titles"],
        "number": content["number"],
        "date": content["date"],
        "issuers": issuers,
        "unnamed_issuers": content["unnamed_issuers"],
    }


def _of_agency(content: Content) -> Content:
    return {"name": content["name"]}


def _of_source(content: Content) -> Content:
    return {"address": content["address"], "trust": content["trust"]["code"]}


def _of_measure(content: Content) -> Content:
    return {"title_supplied": content["title_supplied"], "instrument": content["instrument"]}


_MORE = {"document": _of_document, "agency": _of_agency, "source": _of_source, "measure": _of_measure}


def term_reference(content: Content) -> Content:
    """What others carry of a term."""
    return {name: content[name] for name in ("scheme", "code", "label", "broader", "url")}


def carry(content: Content, references: Mapping[str, Content]) -> Content:
    """The content with everything it says of other records brought up to date from `references` (by id)."""
    return {name: _carried(value, references) for name, value in content.items()}


def _carried(node: Any, references: Mapping[str, Content]) -> Any:
    if isinstance(node, list):
        return [_carried(item, references) for item in node]
    if not isinstance(node, dict):
        return node
    if (name := mentioned(node)) and name in references:
        node = {**node, **references[name]}
    node = {name: _carried(value, references) for name, value in node.items()}
    if "snapshot" in node and "source" in node:
        node["snapshot"]["url"] = snapshot_address(node["source"]["url"], node["snapshot"]["number"])
    return node


def snapshot_address(source_url: str, number: int) -> str:
    return f"{source_url}snapshots/{number}.txt"


def mentioned(node: Content) -> str | None:
    """The id of the record that this part of a content stands for, if it stands for one."""
    if is_term_reference(node):
        return term_id(node["scheme"], node["code"])
    return node["id"] if is_record_reference(node) else None


def mentions(content: Content) -> set[str]:
    """The ids of all other records that a content mentions, at whatever depth."""
    found = {name for value in content.values() for name in _mentions(value)}
    if content["kind"] == "term":
        found |= {term_id(content["scheme"], code) for code in content["broader"]}
    return found - {content["id"]}


def _mentions(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _mentions(item)
    elif isinstance(node, dict):
        if name := mentioned(node):
            yield name
        for value in node.values():
            yield from _mentions(value)
