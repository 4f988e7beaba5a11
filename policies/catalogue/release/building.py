"""Writing the files of a release into a folder, each flushed to the disk, and their checksums."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import override

from policies.catalogue import exports
from policies.catalogue.codebook import TABLES
from policies.catalogue.exports import FORMATS, Pieces, Rows
from policies.catalogue.release import describing, graph, parquet, sqlite
from policies.catalogue.release.tables import Plan
from policies.catalogue.xlsx import Sheet, workbook

File = dict[str, Any]
SUMS = "SHA256SUMS"
BLOCK = 1 << 20


@override("en")
def build(plan: Plan, folder: Path) -> list[File]:
    """Afterwards the folder, which is there and empty, has all files of the release, and the disk has them.

    What the files say does not depend on the language of whoever has them made.
    """
    files = [*_of_tables(plan, folder), *_of_the_whole(plan, folder)]
    files.append(_put(folder / "datapackage.json", [describing.package(plan, files)]))
    sums = "".join(f"{file['sha256']}  {file['name']}\n" for file in sorted(files, key=lambda file: file["name"]))
    files.append(_put(folder / SUMS, [sums]))
    _flush(folder)
    return files


def _of_tables(plan: Plan, folder: Path) -> Iterator[File]:
    for table in TABLES:
        for form in ("csv", "ndjson"):
            rows = plan.rows(table)
            yield _put(folder / f"{table}.{form}", FORMATS[form].write(rows), rows=rows.count)
        if parquet.is_installed():
            rows, path = plan.rows(table), folder / f"{table}.parquet"
            parquet.write(rows, path)
            yield _described(path, rows=rows.count)


def _of_the_whole(plan: Plan, folder: Path) -> Iterator[File]:
    yield _put(folder / "catalogue.xlsx", workbook(_sheets(plan)))
    sqlite.write(plan, folder / "catalogue.sqlite")
    yield _described(folder / "catalogue.sqlite")
    yield _put(folder / "catalogue.jsonld", graph.write(plan))
    yield _put(folder / "codebook.csv", exports.of_codebook().pieces)
    yield _put(folder / "LICENCES.csv", FORMATS["csv"].write(describing.licences(plan)))
    yield _put(folder / "CITATION.cff", [describing.citation(plan)])


def _sheets(plan: Plan) -> Iterator[Sheet]:
    tables: list[Rows] = []
    for table in TABLES:
        tables.append(plan.rows(table))
        yield exports.sheet_of(tables[-1])
    yield exports.sheet_of_codebook(*tables)


def _put(path: Path, pieces: Pieces | Iterable[str] | Iterable[bytes], **more: Any) -> File:
    with path.open("wb") as handle:
        for piece in pieces:
            handle.write(piece.encode() if isinstance(piece, str) else piece)
    return _described(path, **more)


def _described(path: Path, **more: Any) -> File:
    _flush(path)
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            digest.update(block)
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": digest.hexdigest(), **more}


def _flush(path: Path) -> None:
    """Afterwards the disk has the file, or the names of the folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
