"""What two people made of one content, value by value, and the content that follows from choosing between them.

A row that somebody replaced by its like (a date put right) is still the same row here: else the old one changed by
two people would come out as two rows.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from policies.text.differences import Change, Content, Path, assembled, changes, essence, same, units

MINE, THEIRS = "mine", "theirs"
# Snapshots are written once and for ever: whoever looks at an older state of a source has fewer, and took none away.
ALWAYS_THEIRS = {"snapshots"}
# What a row is about: one that says something else of the same is the same row, changed.
ABOUT = {
    "dates": "edtf",
    "issuers": "agency",
    "other_names": "text",
    "other_labels": "text",
    "relations": "document",
    "successors": "agency",
    "mappings": "text",
}


class Unit(NamedTuple):
    path: Path
    value: Any


@dataclass(frozen=True)
class Difference:
    """One value on which two people's contents differ. A side is None where the value is not there at all.

    `name` is the same however often the comparison is made. `taken` is the side that alone changed it: its value is
    the one to take; empty where both did, and somebody has to choose.
    """

    name: str
    was: Unit | None
    mine: Unit | None
    theirs: Unit | None
    taken: str

    @property
    def path(self) -> Path:
        unit = self.mine or self.theirs or self.was
        return unit.path if unit else ()


@dataclass(frozen=True)
class Joint:
    """The contents of two people, and the one that both began from, side by side."""

    was: dict[Path, Unit]
    mine: dict[Path, Unit]
    theirs: dict[Path, Unit]

    @property
    def names(self) -> list[Path]:
        """Every value of either content, named as in the first content that had it."""
        return list(dict.fromkeys([*self.theirs, *self.mine]))

    def differ(self, name: Path) -> bool:
        return name[0] not in ALWAYS_THEIRS and not _same(self.mine.get(name), self.theirs.get(name))

    def follows(self, name: Path) -> Path | None:
        """The row that this evidence comes and goes with: one that only the side has that has the evidence."""
        if name[0] != "evidence" or (name in self.mine) == (name in self.theirs):
            return None
        side, other = (self.mine, self.theirs) if name in self.mine else (self.theirs, self.mine)
        row = side[name].value["row"]
        return row if row in side and row not in other else None

    def chosen(self, name: Path, choices: Mapping[str, str]) -> Unit | None:
        """The unit of the chosen side; where none was chosen, of the side that alone changed it, or else mine."""
        if not self.differ(name):
            return self.theirs.get(name)
        of = self.follows(name) or name
        side = choices.get(short(of)) or self.taken(of) or MINE
        return (self.mine if side == MINE else self.theirs).get(name)

    def taken(self, name: Path) -> str:
        """The side that alone changed this value; empty where both did."""
        if name in self._contested():
            return ""
        was = self.was.get(name)
        if _same(was, self.theirs.get(name)):
            return MINE
        return THEIRS if _same(was, self.mine.get(name)) else ""

    def _contested(self) -> set[Path]:
        """Rows that one side took away while the other changed what they rest on: no side alone changed those."""
        on_one_side = [name for name in self.was if (name in self.mine) != (name in self.theirs)]
        sides = (self.mine, self.theirs)
        left = [(name, side) for name in on_one_side for side in sides if name in side and name[0] != "evidence"]
        return {row for row, side in left if _evidence_of(row, side) != _evidence_of(row, self.was)}


def side_by_side(base: Content, mine: Content, theirs: Content) -> Joint:
    return Joint(_named(base, {}), _named(mine, _replaced(base, mine)), _named(theirs, _replaced(base, theirs)))


def differences(base: Content, mine: Content, theirs: Content) -> list[Difference]:
    """What the two contents do not share, in the order of values."""
    joint = side_by_side(base, mine, theirs)
    order = {value: place for place, value in enumerate(theirs)}
    asked = (name for name in joint.names if joint.differ(name) and not joint.follows(name))
    found = sorted(asked, key=lambda name: order.get(name[0], 0))
    return [
        Difference(short(name), joint.was.get(name), joint.mine.get(name), joint.theirs.get(name), joint.taken(name))
        for name in found
    ]


def undecided(found: Iterable[Difference], choices: Mapping[str, str]) -> list[Difference]:
    """Those that both changed and nobody has chosen of yet."""
    return [difference for difference in found if not difference.taken and difference.name not in choices]


def mixed(base: Content, mine: Content, theirs: Content, choices: Mapping[str, str]) -> dict[str, Any]:
    """The content with the chosen side of each difference; where none was chosen, the side that alone changed it.

    Evidence follows its row: onto the row as it was chosen, and away with it.
    """
    joint = side_by_side(base, mine, theirs)
    chosen = {name: unit for name in joint.names if (unit := joint.chosen(name, choices))}
    # The same words cited for two rows stand at one path in each content, but have two names.
    found = {name if name[0] == "evidence" else unit.path: _on_row(unit, chosen) for name, unit in chosen.items()}
    return assembled(found, theirs)


def short(name: Path) -> str:
    """The name of a value in one word of letters and digits, for forms."""
    return hashlib.sha256(json.dumps(name).encode()).hexdigest()[:16]


def _on_row(unit: Unit, chosen: Mapping[Path, Unit]) -> Any:
    if unit.path[0] != "evidence" or not unit.value["row"]:
        return unit.value
    row = chosen.get(unit.value["row"])
    return {**unit.value, "row": row.path if row else unit.value["row"]}


def _evidence_of(row: Path, side: Mapping[Path, Unit]) -> dict[Path, Any]:
    cited = {name: unit.value for name, unit in side.items() if name[0] == "evidence" and unit.value["row"] == row}
    return {name: essence(value) for name, value in cited.items()}


def _same(one: Unit | None, other: Unit | None) -> bool:
    if one is None or other is None:
        return one is other
    return same(one.value, other.value)


def _replaced(before: Content, after: Content) -> dict[Path, Path]:
    """For each row that took the place of its like, or of one about the same: where that one stood."""
    old = units(before)
    left = [path for path in old if path not in units(after)]
    found: dict[Path, Path] = {}
    for change in sorted(changes(before, after), key=lambda change: change.before is None):
        if change.path in old:
            continue
        place = next((path for path in left if _is_place_of(path, old[path], change)), None)
        if place:
            left.remove(place)
            found[change.path] = place
    return found


def _is_place_of(path: Path, value: Any, change: Change) -> bool:
    if path[0] != change.value or path[0] == "evidence":
        return False
    if change.before is not None:
        return bool(value == change.before)
    about = ABOUT.get(path[0], "")
    return bool(about) and same(value[about], change.after[about])


def _named(content: Content, replaced: Mapping[Path, Path]) -> dict[Path, Unit]:
    """The units of a content, by the name that their row had first."""
    found: dict[Path, Unit] = {}
    for path, value in units(content).items():
        if path[0] == "evidence":
            row = tuple(value["row"] or ())
            named = replaced.get(row, row)
            found[*path[:2], *named] = Unit(path, {**value, "row": named or None})
        else:
            found[replaced.get(path, path)] = Unit(path, value)
    return found
