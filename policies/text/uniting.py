"""Two contents of one thing made one, value by value; and what other contents say once one of the two is gone.

The kept content keeps its address. Rows of both stand side by side; what is cited for one comes along with it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.text.differences import Content, Path, Units, assembled, same, units

# Which rows of a list are preferred is chosen for the list as a whole: a content cannot prefer two dates.
PREFERRED = "preferred"
WITH_PREFERENCE = ("dates", "issuers")
# The address stays; evidence follows what it is cited for.
NOT_CHOSEN = {"slug", "evidence"}
SAYS_NOTHING = (None, "", "unknown")
# Values that stand alone, and what citations call them.
CITED_AS = {"type": "type", "number": "number", "status": "status", "instrument": "instrument"}
OF_THE_WHOLE, NAME, TITLE = "record", "name", "title"
# An issuer alone, or before others, leaves no place for another of its kind.
EXCLUSIVE_ROLES = {"sole", "lead"}


@dataclass(frozen=True)
class Choice:
    """A value of the lesser content that the kept one has not, or has otherwise. `kept` is None where it has none.

    `is_taken`: it would be taken if nobody chose.
    """

    path: Path
    kept: Any
    lesser: Any
    is_taken: bool


def choices(kept: Content, lesser: Content) -> list[Choice]:
    """All that can be chosen, in the order of the contents."""
    own, other = _both(kept, lesser)
    found = [
        Choice(path, own.get(path), value, is_taken=own.get(path) in SAYS_NOTHING)
        for path, value in other.items()
        if path[0] not in NOT_CHOSEN and value not in SAYS_NOTHING and not same(own.get(path), value)
        if not (path[0] == "not_stated" and _states(kept, value))
    ]
    order = {name: place for place, name in enumerate(kept)}
    return sorted([*found, *_preferences(own, other)], key=lambda choice: order[choice.path[0]])


def _both(kept: Content, lesser: Content) -> tuple[Units, Units]:
    """The units of both, without what either says of the other: nothing stands in a relation to itself."""
    return units(without(kept, lesser["id"])), units(without(lesser, kept["id"]))


def _preferences(own: Units, other: Units) -> Iterator[Choice]:
    for name in WITH_PREFERENCE:
        mine, theirs = _preferred(name, own), _preferred(name, other)
        if theirs and list(mine) != list(theirs):
            yield Choice((name, PREFERRED), list(mine.values()), list(theirs.values()), is_taken=not mine)


def _preferred(name: str, found: Units) -> Units:
    return {path: row for path, row in found.items() if path[0] == name and row.get("preferred")}


def united(kept: Content, lesser: Content, chosen: Collection[Path]) -> dict[str, Any]:
    """What the kept record says with these values of the lesser one, under its own address.

    A title that is not shown any more becomes an other name. What was cited for a value that was not taken is
    evidence of the record as a whole, or of that name.
    """
    own, other = _both(kept, lesser)
    taken = {path: value for path, value in other.items() if path in chosen and path[0] not in NOT_CHOSEN}
    found = {path: value for path, value in {**own, **taken}.items() if path[0] != "evidence"}
    for name in WITH_PREFERENCE:
        found |= _with_preference(name, found, *((other, own) if (name, PREFERRED) in chosen else (own, other)))
    found |= dict(_former_names((kept, own), (lesser, other), found))
    content = assembled({**found, **_evidence((own, other), found)}, kept)
    return _answered(content)


def _with_preference(name: str, found: Units, first: Units, second: Units) -> Units:
    """The rows of this list with the preference of the first, and of the second where that leaves room for it."""
    preferred = _preferred(name, first)
    if not preferred:
        return {}
    also = {
        path
        for path, row in _preferred(name, second).items()
        if name == "issuers" and _leaves_room(preferred, row) and path not in first
    }
    return {
        path: {**row, "preferred": path in preferred or path in also} for path, row in found.items() if path[0] == name
    }


def _leaves_room(preferred: Units, row: Content) -> bool:
    return row["role"] not in EXCLUSIVE_ROLES and all(other["role"] != "sole" for other in preferred.values())


def _former_names(
    kept: tuple[Content, Units], lesser: tuple[Content, Units], found: Units
) -> Iterator[tuple[Path, Content]]:
    if "other_names" not in kept[0]:
        return
    known = {(row["language"], row["text"]) for path, row in found.items() if path[0] == "other_names"}
    for content, own in (kept, lesser):
        for path in () if content.get("title_supplied") else own:
            if path[0] in (TITLE, NAME) and own[path] != found.get(path) and (path[1], own[path]) not in known:
                known.add((path[1], own[path]))
                yield ("other_names", f"{path[1]} {own[path]}"), _name(own[path], path[1], content)


def _name(text: str, language: str, content: Content) -> Content:
    row = {"text": text, "language": language, "kind": "other"}
    return {**row, "used_from": None, "used_until": None} if content["kind"] == "agency" else row


def _evidence(sides: tuple[Units, Units], found: Units) -> Units:
    """All that is cited in either, once."""
    cited: dict[Any, Content] = {}
    for own in sides:
        for entry in [value for path, value in own.items() if path[0] == "evidence"]:
            moved = {**entry, "value": _cited_for(entry, own, found)}
            cited.setdefault(_identity(moved), moved)
    return {("evidence", str(number)): entry for number, entry in enumerate(cited.values())}


def _identity(entry: Content) -> tuple[Any, ...]:
    row = tuple(entry["row"]) if entry["row"] else None
    return entry["value"], row, entry["source"]["id"], entry["snapshot"]["sha256"], entry["start"], entry["end"]


def _cited_for(entry: Content, own: Units, found: Units) -> str:
    """What an entry is evidence of, in the content that comes of it."""
    value = str(entry["value"])
    if value == TITLE and any(text != found.get(path) for path, text in own.items() if path[0] == TITLE):
        is_name = any(path[0] == "other_names" and _is_titled(row, own) for path, row in found.items())
        return NAME if is_name else OF_THE_WHOLE
    for name, cited in CITED_AS.items():
        if value == cited and not _is_still_said(name, own, found):
            return OF_THE_WHOLE
    return value


def _is_titled(row: Content, own: Units) -> bool:
    return own.get((TITLE, row["language"])) == row["text"]


def _is_still_said(name: str, own: Units, found: Units) -> bool:
    if name not in {path[0] for path in own}:
        return True
    said = own[name,]
    further = [value for path, value in found.items() if path[0] == "further_instruments"]
    return same(said, found.get((name,))) or (name == "instrument" and any(same(said, other) for other in further))


def _answered(content: dict[str, Any]) -> dict[str, Any]:
    """Without “not stated” where the other of the two states it."""
    if "not_stated" in content:
        content["not_stated"] = [name for name in content["not_stated"] if not _states(content, name)]
    return content


def _states(content: Content, name: str) -> bool:
    return bool(content[name] or (name == "sectors" and content["product"]))


def without(content: Content, name: str) -> Content:
    """The content without what it says of the record with this id; a row goes with its evidence."""
    found = units(content)
    naming = {path for path, value in found.items() if _names(value, name)}
    # What is not put in stays as it is in an emptied content: a value that stands alone is nothing.
    return assembled({path: found[path] for path in found if path not in naming}, content) if naming else content


def _names(value: Any, name: str) -> bool:
    """Whether a value of a record is another record, or a row of it that says something of one."""
    if not isinstance(value, Mapping):
        return False
    named = value if "url" in value else (value.get("document") or value.get("agency") or {})
    return named.get("id") == name


def renamed(content: Content, name: str, into: Content) -> dict[str, Any]:
    """The content with this record in place of the one of that id, at whatever depth.

    Where that makes one row double, it stands once, with the evidence of both.
    """
    found: Units = {}
    cited: dict[Any, Content] = {}
    swapped: Any = _swapped(content, name, into)
    if swapped == content:
        return dict(content)
    for path, value in units(swapped).items():
        if path[0] == "evidence":
            entry = {**value, "row": value["row"] and value["row"][:2]}
            cited.setdefault(_identity(entry), entry)
        elif path[:2] not in found:
            found[path[:2]] = value
        elif isinstance(value, Mapping) and value.get("preferred"):
            found[path[:2]] = {**found[path[:2]], "preferred": True}
    evidence: Units = {("evidence", str(number)): entry for number, entry in enumerate(cited.values())}
    return assembled({**found, **evidence}, swapped)


def _swapped(node: Any, name: str, into: Content) -> Any:
    if isinstance(node, list):
        return [_swapped(item, name, into) for item in node]
    if not isinstance(node, Mapping):
        return node
    if node.get("id") == name and "url" in node:
        return dict(into)
    return {key: _swapped(value, name, into) for key, value in node.items()}
