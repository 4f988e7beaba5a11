"""Workbooks as spreadsheets read them (Office Open XML), written while their rows are read.

A library that writes workbooks has to have all of one before it hands out its first byte; here a row is forgotten once
it is written. Text is always text: no cell can be a formula, and none becomes one when somebody edits it. The same rows
give the same bytes.
"""

import io
import itertools
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any
from xml.sax.saxutils import quoteattr

Value = str | int | bool | None
Row = Sequence[Value]

# Limits of the spreadsheet programs: rows of a sheet, and UTF-16 units of a cell.
MOST_ROWS, LONGEST = 1_048_576, 32_767
# A part of an archive without the extension for large files, which spreadsheet programs do not all read, ends at 2 GiB.
MOST_BYTES = 2_000_000_000
# Characters, each of which is one or two units.
PART = 16_000
SHOWN = 1_000
LONG_CELLS = "long_cells"
AT_ONCE = 1 << 16
IN_MEMORY = 1 << 20
# Signs that XML cannot have or would change are written as _xHHHH_; so is what only looks like that.
_UNSAID = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
TROUBLE = re.compile(rf"[&<>{_UNSAID}]|_(?=x[0-9A-Fa-f]{{4}}[_{_UNSAID}])")
NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Every part that is not named otherwise is a sheet, so how many there will be need not be known.
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
# Style 1 is a text, which stays one when it is typed again (format 49); style 2 a heading.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True)
class Sheet:
    """A name of at most 28 characters, the headings of the columns, and the rows, which are read once."""

    name: str
    header: Sequence[str]
    rows: Iterable[Row]


def workbook(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The file in pieces. What is too much for one sheet goes on in another, whose name ends in a number.

    Of a text that is too long for a cell, the cell says so and shows the beginning; the whole stands, in parts, in the
    last sheet. Nothing is cut without a word.
    """
    return _Workbook().written(sheets)


class _Sink(io.RawIOBase):
    """What was written and not handed on yet. It cannot go back: nothing in the archive is changed afterwards."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data = b"".join(self.pieces)
        self.pieces.clear()
        return data


@dataclass
class _Workbook:
    sink: _Sink = field(default_factory=_Sink)
    names: list[str] = field(default_factory=list)

    def written(self, sheets: Iterable[Sheet]) -> Iterator[bytes]:
        with (
            zipfile.ZipFile(self.sink, "w", zipfile.ZIP_DEFLATED) as archive,
            tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="\n") as long_cells,
        ):
            for name, text in (("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("xl/styles.xml", STYLES)):
                archive.writestr(_part(name), text)
            yield self.sink.taken()
            for sheet in sheets:
                yield from self._sheet(archive, sheet, long_cells)
            yield from self._long_cells(archive, long_cells)
            archive.writestr(_part("xl/workbook.xml"), _index(self.names))
            archive.writestr(_part("xl/_rels/workbook.xml.rels"), _relationships(len(self.names)))
        yield self.sink.taken()

    def _long_cells(self, archive: zipfile.ZipFile, kept: IO[str]) -> Iterator[bytes]:
        if kept.tell():
            kept.seek(0)
            header = ("sheet", "cell", "part", "text")
            yield from self._sheet(archive, Sheet(LONG_CELLS, header, map(json.loads, kept)), kept)

    def _sheet(self, archive: zipfile.ZipFile, sheet: Sheet, long_cells: IO[str]) -> Iterator[bytes]:
        """The sheet, and as many more as it needs."""
        rows, letters = iter(sheet.rows), [_letters(place) for place in range(len(sheet.header))]
        for number in itertools.count(1):
            self.names.append(sheet.name if number == 1 else f"{sheet.name}_{number}")
            writer = _Rows(letters, self.names[-1], long_cells)
            with archive.open(_part(f"xl/worksheets/sheet{len(self.names)}.xml"), "w") as handle:
                for piece in writer.written(sheet.header, rows):
                    handle.write(piece)
                    yield self.sink.taken()
            following = next(rows, None) if writer.is_full else None
            if following is None:
                break
            rows = itertools.chain([following], rows)


@dataclass
class _Rows:
    letters: Sequence[str]
    sheet: str
    long_cells: IO[str]
    is_full: bool = False

    def written(self, header: Sequence[str], rows: Iterator[Row]) -> Iterator[bytes]:
        yield _opening(len(header)).encode()
        lines, length, total = [self._row(1, header, style=2)], 0, 0
        for number, row in enumerate(rows, 2):
            lines.append(self._row(number, row))
            length += len(lines[-1])
            self.is_full = number == MOST_ROWS or total > MOST_BYTES
            if length >= AT_ONCE or self.is_full:
                total, length = total + 3 * length, 0
                yield "".join(lines).encode()
                lines = []
            if self.is_full:
                break
        yield ("".join(lines) + "</sheetData></worksheet>").encode()

    def _row(self, number: int, row: Row, style: int = 1) -> str:
        cells = [
            self._cell(f"{letters}{number}", value, style)
            for letters, value in zip(self.letters, row, strict=True)
            if value is not None and value != ""
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _cell(self, place: str, value: str | int | bool, style: int) -> str:
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, int):
            return f'<c r="{place}"><v>{value}</v></c>'
        text = self._kept(place, value) if is_too_long(value) else value
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'

    def _kept(self, place: str, text: str) -> str:
        """What stands in the cell of a text that is too long; the text is kept for the last sheet."""
        for number, start in enumerate(range(0, len(text), PART), 1):
            part = text[start : start + PART]
            self.long_cells.write(json.dumps([self.sheet, place, number, part]) + "\n")
        return f"[{len(text)} characters: the whole text is in the sheet {LONG_CELLS}] {text[:SHOWN]}"


def is_too_long(text: str) -> bool:
    """Whether a cell would not hold it: signs beyond the first 65,536 count twice."""
    if len(text) <= LONGEST // 2:
        return False
    return len(text) + sum(sign > "\uffff" for sign in text) > LONGEST


def escaped(text: str) -> str:
    return TROUBLE.sub(_escape, text) if TROUBLE.search(text) else text


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return NAMES.get(sign) or f"_x{ord(sign):04X}_"


def _opening(columns: int) -> str:
    """The first row stays where it is when the others are scrolled."""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="{columns}" width="18" customWidth="1"/></cols>'
        "<sheetData>"
    )


def _index(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>{sheets}</sheets></workbook>'


def _relationships(number_of_sheets: int) -> str:
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, number_of_sheets + 1)]
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate([*targets, ("styles", "styles.xml")], 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _part(name: str) -> zipfile.ZipInfo:
    """A part of the archive, of no day: the same rows give the same bytes."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
    return info


def _letters(place: int) -> str:
    """The name of a column: A, B … Z, AA, AB …"""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
