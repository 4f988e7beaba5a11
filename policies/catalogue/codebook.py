"""The codebook: every column of every table, with what it means in English and Chinese and what may stand in it.

It is made of the columns themselves, so it cannot say anything else than the files.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from policies.catalogue.column import BOOLEAN, Column, at, joined
from policies.catalogue.columns import COLUMNS, TERM
from policies.catalogue.kinds import PLURALS
from policies.catalogue.unit import CITATIONS, columns_of
from policies.catalogue.vocabulary import by_language
from policies.choices import Kind

Row = dict[str, Any]
# The name of every table that files are made of, and its columns.
TABLES: dict[str, tuple[Column, ...]] = {
    **{PLURALS[kind]: columns for kind, columns in COLUMNS.items()},
    "terms": TERM,
}
NAMES: dict[str, str] = {**PLURALS, Kind.TERM: "terms"}
ENGLISH, CHINESE = _("in English"), _("in Chinese")
CODEBOOK = (
    Column("table", _("Table"), _("the name of the file or sheet"), at("table"), is_required=True),
    Column("column", _("Column"), _("its name, the same in every form"), at("column"), is_required=True),
    Column("label_en", _("Label"), ENGLISH, at("label.en"), is_required=True),
    Column("label_zh", _("Label"), CHINESE, at("label.zh-Hans")),
    Column("description_en", _("Description"), ENGLISH, at("description.en")),
    Column("description_zh", _("Description"), CHINESE, at("description.zh-Hans")),
    Column("type", _("Type"), _("of each value"), at("type"), is_required=True),
    Column(
        "several",
        _("Several"),
        _("true if a cell may have several values, with “ | ” between them"),
        at("several"),
        type_=BOOLEAN,
        is_required=True,
    ),
    Column("required", _("Required"), _("true if it is never empty"), at("required"), type_=BOOLEAN, is_required=True),
    Column("values", _("Values"), _("the only ones there are; empty if any will do"), at("values"), is_list=True),
    Column("vocabulary", _("Vocabulary"), _("the path of the page of the vocabulary"), at("vocabulary")),
    Column("refers_to", _("Refers to"), _("the table and column where this value stands, too"), at("refers_to")),
)


def rows(tables: Iterable[str] = TABLES) -> Iterator[Row]:
    """A row for each column of these tables, in the order of the files."""
    for table in tables:
        # Terms have no citations.
        columns = TABLES[table] if table == "terms" else columns_of(TABLES[table], CITATIONS)
        yield from (_row(table, column) for column in columns)


def _row(table: str, column: Column) -> Row:
    return {
        "table": table,
        "column": column.name,
        "label": by_language(column.label),
        "description": by_language(column.description) if column.description else {},
        "type": column.type_,
        "several": column.is_list,
        "required": column.is_required,
        "values": joined(column.allowed),
        "vocabulary": f"/vocabularies/{column.vocabulary}/" if column.vocabulary else None,
        "refers_to": f"{NAMES[column.refers]}.slug" if column.refers else None,
    }
