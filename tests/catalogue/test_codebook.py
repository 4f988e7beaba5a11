"""The codebook says of every column what it is."""

import csv
import io

import pytest

from policies.catalogue import codebook, exports
from policies.catalogue.codebook import TABLES
from policies.catalogue.unit import columns_of


def rows():
    text = "".join(exports.of_codebook().pieces)
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def row(table, column):
    return next(row for row in rows() if (row["table"], row["column"]) == (table, column))


def test_it_has_every_column_of_every_table_in_the_order_of_the_files():
    expected = {
        table: columns if table == "terms" else columns_of(columns, "citations") for table, columns in TABLES.items()
    }
    assert [(row["table"], row["column"]) for row in rows()] == [
        (table, column.name) for table, columns in expected.items() for column in columns
    ]


def test_a_column_is_described():
    assert row("measures", "instrument_code") == {
        "table": "measures",
        "column": "instrument_code",
        "label_en": "Instrument",
        "label_zh": "政策工具",
        "description_en": "the code in the vocabulary",
        "description_zh": "词表中的代码",
        "type": "string",
        "several": "false",
        "required": "true",
        "values": "",
        "vocabulary": "/vocabularies/instrument/",
        "refers_to": "",
    }


@pytest.mark.parametrize(
    ("table", "column", "expected"),
    [
        ("documents", "date_edtf", {"type": "edtf", "required": "true"}),
        ("documents", "issuer_slug", {"several": "true", "refers_to": "agencies.slug"}),
        ("measures", "evidence_stance", {"several": "true", "values": "supports | imprecise | contradicts"}),
        ("measures", "citation_number", {"type": "integer", "required": "false"}),
        ("sources", "evidence_quote", {"required": "false"}),
        ("terms", "retired", {"type": "boolean", "values": ""}),
    ],
)
def test_types_lists_values_and_references_are_said(table, column, expected):
    found = row(table, column)
    assert {name: found[name] for name in expected} == expected


def test_every_column_says_what_it_is():
    assert [(row["table"], row["column"]) for row in rows() if not row["label_en"]] == []


def test_only_the_tables_asked_for_are_described():
    assert {row["table"] for row in codebook.rows(["agencies"])} == {"agencies"}
