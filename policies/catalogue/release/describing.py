"""What a release says of itself: its description as a data package, how it is cited, and under which licences."""

import itertools
import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from policies.catalogue.bibliography.entry import site_title
from policies.catalogue.codebook import CODEBOOK, NAMES, TABLES
from policies.catalogue.column import BOOLEAN, DATE, INTEGER, MOMENT, Column
from policies.catalogue.column_groups import texts
from policies.catalogue.exports import Rows
from policies.catalogue.licence import OURS
from policies.catalogue.release.tables import Plan
from policies.choices import Kind

Described = dict[str, Any]
NAME = "e-commerce-poverty-alleviation"
TYPES = {INTEGER: "integer", BOOLEAN: "boolean", DATE: "date", MOMENT: "datetime"}
MEDIA_TYPES = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
    "jsonld": "application/ld+json",
    "parquet": "application/vnd.apache.parquet",
    "cff": "text/yaml",
    "json": "application/json",
    "": "text/plain",
}
SOURCES = "sources"
UNKNOWN = "not stated: all rights may be reserved"
LICENCES = (
    Column("what", _("What"), _("the data as a whole, or a source"), lambda row: row["what"], is_required=True),
    Column("slug", _("Address"), _("the last part of its address"), lambda row: row.get("slug"), refers=Kind.SOURCE),
    *texts("title", "title", _("Title")),
    Column("publisher", _("Publisher"), "", lambda row: row.get("publisher")),
    Column("address", _("Source address"), _("where it was published"), lambda row: row.get("address")),
    Column("licence", _("Licence"), _("what others may do with it"), lambda row: row["licence"], is_required=True),
)
# The tables that stand beside those of records.
BESIDE = {"codebook": CODEBOOK, "LICENCES": LICENCES}


def title(plan: Plan) -> str:
    with override("en"):
        return f"{site_title()}, release {plan.number}"


def package(plan: Plan, files: Sequence[Described]) -> str:
    """The descriptor, `datapackage.json`: every file with its size and checksum, every table with its columns."""
    described = {
        "profile": "data-package",
        "name": NAME,
        "title": title(plan),
        "description": "Text that a spreadsheet would take for a formula has a quotation mark (') before it in CSV.",
        "version": str(plan.number),
        "created": plan.as_of,
        **({"homepage": f"{plan.base}{plan.path}"} if plan.base else {}),
        # From here the change feed tells what came after.
        "cursor": f"{plan.epoch}:{plan.sequence}",
        "licenses": [{"name": OURS.name, "title": OURS.title, "path": OURS.address}],
        "resources": [_resource(file) for file in files],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _resource(file: Described) -> Described:
    stem, _dot, form = file["name"].partition(".")
    found: Described = {
        "name": file["name"].lower().replace(".", "-") if stem not in TABLES or form != "csv" else stem,
        # Only what the descriptor has columns of is read as a table.
        "type": "table" if form == "csv" else "file",
        "path": file["name"],
        "format": form or "txt",
        "mediatype": media_type(file["name"]),
        "bytes": file["bytes"],
        "hash": f"sha256:{file['sha256']}",
    }
    if form == "csv":
        found |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": _schema(stem)}
    return found


def _schema(table: str) -> Described:
    """A Table Schema: types, what may stand in a column, and where a value refers to a row of another table."""
    columns = TABLES.get(table) or BESIDE[table]
    keys = [_reference(table, column) for column in columns if column.refers and not column.is_list]
    return {
        "fields": [_field(column) for column in columns],
        **({"primaryKey": ["id"]} if table in TABLES else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _reference(table: str, column: Column) -> Described:
    other = NAMES[column.refers]
    return {"fields": [column.name], "reference": {"resource": "" if other == table else other, "fields": ["slug"]}}


def _field(column: Column) -> Described:
    with override("en"):
        label, description = str(column.label), str(column.description)
    constraints: Described = {"required": True} if column.is_required else {}
    if column.allowed and not column.is_list:
        constraints["enum"] = column.allowed
    type_ = "string" if column.is_list else TYPES.get(column.type_, "string")
    return {
        "name": column.name,
        "type": type_,
        **({"format": "any"} if type_ == "datetime" else {}),
        "title": label,
        **({"description": description} if description else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def media_type(name: str) -> str:
    """Without the character set."""
    return MEDIA_TYPES[name.partition(".")[2]]


def citation(plan: Plan) -> str:
    """`CITATION.cff`: how the release is cited, for programs that read the Citation File Format."""
    with override("en"):
        reference = site_title()
    said = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": title(plan),
        "version": str(plan.number),
        "date-released": plan.day,
        "license": OURS.name,
        **({"url": f"{plan.base}{plan.path}"} if plan.base else {}),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
    return "\n".join([*lines, "authors:", f"  - name: {json.dumps(reference, ensure_ascii=False)}", ""])


def licences(plan: Plan) -> Rows:
    """The rows of `LICENCES.csv`: the licence of the data, and of each source what is known of its own."""
    ours = {"what": "data", "title": {"en": title(plan)}, "address": f"{plan.base}{plan.path}", "licence": _ours()}
    rows = itertools.chain([ours], map(_licence, plan.records(SOURCES)))
    return Rows(LICENCES, 0, rows, table="LICENCES")


def _ours() -> str:
    return f"{OURS.name} {OURS.address}"


def _licence(record: Described) -> Described:
    said = {name: record[name] for name in ("slug", "title", "publisher", "address")}
    return {"what": "source", **said, "licence": record["licence"] or UNKNOWN}
