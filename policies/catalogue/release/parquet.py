"""Tables as Parquet, where pyarrow is installed. It is no dependency: without it a release has none of these files."""

import importlib.util
from importlib import import_module
from itertools import islice
from pathlib import Path

from policies.catalogue.column import BOOLEAN, INTEGER, Column
from policies.catalogue.exports import Rows

AT_ONCE = 2_000


def is_installed() -> bool:
    return importlib.util.find_spec("pyarrow") is not None


def write(rows: Rows, path: Path) -> None:
    """Afterwards the file has the rows, numbers and yes or no as such, all else as text."""
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    kinds = {INTEGER: arrow.int64(), BOOLEAN: arrow.bool_()}
    schema = arrow.schema([(column.name, kinds.get(_type(column), arrow.string())) for column in rows.columns])
    # Of a record, nothing but its cells is kept.
    lines = ([column.value(record) for column in rows.columns] for record in rows.cells)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while portion := list(islice(lines, AT_ONCE)):
            writer.write_table(arrow.table(list(map(list, zip(*portion, strict=True))), schema=schema))


def _type(column: Column) -> str:
    return "" if column.is_list else column.type_
