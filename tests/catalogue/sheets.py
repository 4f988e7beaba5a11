"""Workbooks as a reader that nobody here wrote sees them."""

import io
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet


def opened(pieces: Iterable[bytes]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(pieces)))


def cells(sheet: Worksheet) -> list[list[Any]]:
    """All values, row by row; openpyxl leaves it to us to read signs that XML cannot have."""
    return [[said(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def said(value: Any) -> Any:
    return unescape(value) if isinstance(value, str) else value
