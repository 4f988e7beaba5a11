"""What changed from one content of a record to another: its own values, and what it carries of other records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.text.differences import Change, changes

# Values that follow from other records and are renewed with them; of the names it carries, each is told apart.
FIGURES = ("measures_count", "documents_count", "coverage", "children", "inverse_relations", "predecessors")


@dataclass(frozen=True)
class Renewal:
    """Something carried of another record, before and after: a mention of it or of a term, or a figure by its name."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Comparison:
    own: list[Change]
    carried: list[Renewal]


def comparison(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """How two contents of a record differ, in itself and in what it carries."""
    return Comparison(changes(before, after), list(_renewed(before, after)))


def _renewed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Renewal]:
    mentioned, again = dict(_mentions(old)), dict(_mentions(new))
    for key, mention in again.items():
        if key in mentioned and _called(mentioned[key]) != _called(mention):
            yield Renewal("", mentioned[key], mention)
    for name in FIGURES:
        if name in new and _essential(old.get(name)) != _essential(new[name]):
            yield Renewal(name, old.get(name), new[name])


def _mentions(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every other record and term that a content names, by what tells it apart, the first time it is named."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for node in nodes([value for name, value in content.items() if name not in FIGURES]):
        if "scheme" in node and "code" in node:
            found.setdefault((node["scheme"], node["code"]), node)
        elif "id" in node and "url" in node:
            found.setdefault((node["id"],), node)
    yield from found.items()


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every part of a content that has names of its own, at whatever depth, the outer ones first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)


def _called(mention: Mapping[str, Any]) -> Any:
    return mention.get("label") or mention.get("title") or mention.get("name")


def _essential(figure: Any) -> Any:
    """A list of records by which they are: their names are told apart."""
    if not isinstance(figure, list):
        return figure
    return [[node["id"] for node in nodes(row) if "id" in node] for row in figure]
