"""How two contents of a record differ, value by value, and what two people's changes of one content come to.

A content is cut into units: a value that stands alone, a text in one language, one row of a list. A row is the same
row as another when what it is known by is the same, wherever it stands in its list.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]
# The name of a value, and for a text its language, for a row what it is known by.
Path = tuple[str, ...]
Units = dict[Path, Any]

# What follows from other values or other records, or stays for ever: it is no unit.
FOLLOWS: dict[str, set[str]] = {
    "document": {"date", "official_titles", "inverse_relations", "measures_count"},
    "agency": {"title", "predecessors", "documents_count"},
    "source": {"coverage"},
    "measure": {"children"},
    "statement": {"title", "text"},
    "term": {"title"},
}
FOR_EVER = {"kind", "id", "url", "edition"}
LANGUAGES = {"en", "zh-Hans", "zh-Hant"}
# Lists whose rows say more than one thing: the names by which one of their rows is known.
KNOWN_BY: dict[str, tuple[str, ...]] = {
    "dates": ("kind", "edtf"),
    "issuers": ("agency", "role"),
    "other_names": ("language", "text"),
    "other_labels": ("language", "text"),
    "relations": ("predicate", "document"),
    "successors": ("kind", "agency"),
    "snapshots": ("number",),
    "mappings": ("match", "text"),
    "evidence": ("value", "snapshot", "start", "end"),
}
# The lists whose rows have evidence of their own.
WITH_EVIDENCE = {"dates", "issuers", "other_names", "relations", "successors"}
OF_ANY_OTHER = ("scheme", "code", "id", "role")


@dataclass(frozen=True)
class Change:
    """One unit that two contents do not share. `before` or `after` is None where it is not there at all."""

    path: Path
    before: Any
    after: Any

    @property
    def value(self) -> str:
        """The name of the value it belongs to."""
        return self.path[0]


@dataclass(frozen=True)
class Joined:
    """What two people's contents come to together. `conflicts` are the paths that both changed, differently."""

    units: Units
    conflicts: list[Path]


def units(content: Content) -> Units:
    """The units of a content, in its order. `assembled` puts them together again."""
    names = [name for name in content if name not in _following(content)]
    found = {path: value for name in names for path, value in _cut(name, content[name])}
    waiting = [(path, list(value.get("evidence", ()))) for path, value in found.items() if path[0] in WITH_EVIDENCE]
    return {path: _on_its_row(path, value, waiting) for path, value in found.items()}


def _following(content: Content) -> set[str]:
    return FOR_EVER | FOLLOWS.get(content.get("kind", ""), set())


def _cut(name: str, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, list):
        yield from zip(_paths(name, value), value, strict=True)
    elif _is_by_language(value):
        yield from (((name, language), text) for language, text in value.items())
    else:
        yield (name,), value


def _paths(name: str, rows: list[Any]) -> list[Path]:
    """Where each row of a list stands: by what it is known by; the same said twice is two rows all the same."""
    found: list[Path] = []
    for row in rows:
        path = (name, _known(name, row))
        again = sum(1 for other in found if other[:2] == path)
        found.append((*path, str(again)) if again else path)
    return found


def _known(name: str, row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    parts = [_short(row.get(part)) for part in KNOWN_BY.get(name, OF_ANY_OTHER)]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _short(value: Any) -> Any:
    return (value.get("sha256") or value.get("id")) if isinstance(value, Mapping) else value


def _is_by_language(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) <= LANGUAGES


def _on_its_row(path: Path, value: Any, waiting: Sequence[tuple[Path, list[Any]]]) -> Any:
    """Evidence says which row it bears on; a row is compared without its evidence, which stands among all evidence."""
    if path[0] == "evidence":
        return {**value, "row": _row_of(value, waiting)}
    if isinstance(value, Mapping) and "evidence" in value:
        return {name: part for name, part in value.items() if name != "evidence"}
    return value


def _row_of(entry: Any, waiting: Sequence[tuple[Path, list[Any]]]) -> Path | None:
    """The row that has this piece of evidence; the same words cited for two rows are a piece of each."""
    for path, evidence in waiting:
        if entry in evidence:
            evidence.remove(entry)
            return path
    return None


def evidence_of(path: Path, content: Content) -> list[Any] | None:
    """The evidence of the row at a path of the content; None where the unit is no row with evidence of its own."""
    name = path[0]
    if name not in WITH_EVIDENCE or name in _following(content):
        return None
    rows = dict(zip(_paths(name, content[name]), content[name], strict=True))
    return list(rows[path]["evidence"]) if path in rows else None


def essence(node: Any) -> Any:
    """A value without what it carries of other records: another record's new name is no change of this one."""
    if isinstance(node, list | tuple):
        return [essence(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    if "id" in node and "url" in node:
        return {"id": node["id"]}
    carried = {"url", "label", "broader"} if "scheme" in node and "code" in node else {"url"}
    return {name: essence(value) for name, value in node.items() if name not in carried}


def same(one: Any, other: Any) -> bool:
    return bool(essence(one) == essence(other))


def changes(before: Content | None, after: Content | None) -> list[Change]:
    """Every unit that differs, in the order of the contents; a row that was replaced by its like is one change."""
    old, new = units(before or {}), units(after or {})
    paths = dict.fromkeys([*new, *old])
    found = [Change(path, old.get(path), new.get(path)) for path in paths if not same(old.get(path), new.get(path))]
    order = {name: place for place, name in enumerate(dict.fromkeys([*(after or {}), *(before or {})]))}
    return sorted(_paired(found), key=lambda change: order[change.value])


def _paired(found: list[Change]) -> list[Change]:
    """A row taken away and a row added that are alike in what they are mainly about are one change, and not two."""
    taken_away = [change for change in found if change.after is None]
    paired: list[Change] = []
    for change in found:
        if change.after is None:
            continue
        partner = next((other for other in taken_away if _is_like(other, change)), None)
        if partner:
            taken_away.remove(partner)
        paired.append(Change(change.path, partner.before, change.after) if partner else change)
    return [*paired, *taken_away]


def _is_like(gone: Change, added: Change) -> bool:
    """Only rows of lists that say more than one thing can be the same row, changed."""
    if added.before is not None or added.value != gone.value or added.value not in KNOWN_BY:
        return False
    mainly = ("kind", "role", "predicate", "language", "number", "match", "value", "row")
    return [gone.before.get(name) for name in mainly] == [added.after.get(name) for name in mainly]


def joined(base: Content, mine: Content, theirs: Content) -> Joined:
    """What only one of two people changed since `base` is taken, and what both changed alike; the rest conflicts.

    Where it conflicts, `mine` stands in the units until somebody has chosen.
    """
    was, one, other = units(base), units(mine), units(theirs)
    found: Units = {}
    conflicts: list[Path] = []
    for path in dict.fromkeys([*one, *other]):
        is_theirs = same(was.get(path), one.get(path))
        if not (is_theirs or same(one.get(path), other.get(path)) or same(was.get(path), other.get(path))):
            conflicts.append(path)
        taken = other if is_theirs else one
        if path in taken:
            found[path] = taken[path]
    return Joined(found, conflicts)


def assembled(chosen: Units, like: Content) -> dict[str, Any]:
    """The content that has exactly these units; what follows from others is as in `like`.

    Evidence of a row that was not chosen goes with the row.
    """
    content = {name: value if name in _following(like) else _emptied(value) for name, value in like.items()}
    for path, value in chosen.items():
        _put(content, path, dict(value) if isinstance(value, Mapping) else value)
    rows = {path: row for name in KNOWN_BY for path, row in _cut(name, content.get(name) or [])}
    if "evidence" in content:
        content["evidence"] = list(_evidence(content["evidence"], rows))
    return content


def _emptied(value: Any) -> Any:
    """A list or a text by language, ready to be filled; a value that stands alone as nothing."""
    if isinstance(value, list):
        return []
    return {} if _is_by_language(value) else None


def _put(content: dict[str, Any], path: Path, value: Any) -> None:
    name = path[0]
    if isinstance(content.get(name), list):
        content[name].append({**value, "evidence": []} if name in WITH_EVIDENCE else value)
    elif len(path) == 2 and isinstance(content.get(name), dict):
        content[name][path[1]] = value
    else:
        content[name] = value


def _evidence(entries: list[Any], rows: Mapping[Path, Any]) -> Iterator[Any]:
    for entry in entries:
        row = tuple(entry.pop("row") or ())
        if row and row not in rows:
            continue
        if row:
            rows[row]["evidence"].append(entry)
        yield entry
