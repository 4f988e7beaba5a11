"""What a row of a file is."""

import pytest
from django.http import QueryDict

from policies.catalogue import unit
from policies.catalogue.columns import COLUMNS

RECORD = {
    "kind": "measure",
    "id": "1",
    "slug": "a",
    "url": "/measures/a/",
    "edition": {"number": 1},
    "title": {"en": "A"},
    "verb": "proposed",
    "evidence": [{"quote": "x"}, {"quote": "y"}],
}
HEAD = {name: RECORD[name] for name in ("kind", "id", "slug", "url", "edition", "title")}


@pytest.mark.parametrize(
    ("query", "suffix", "found", "complaint"),
    [
        ("", "csv", "records", None),
        ("rows=records", "csv", "records", None),
        ("rows=citations", "xlsx", "citations", None),
        (
            "rows=citation",
            "csv",
            "records",
            "“citation” is nothing that a row can be. Did you mean citations? Write records or citations.",
        ),
        ("rows=", "csv", "records", "“” is nothing that a row can be. Write records or citations."),
        ("rows=citations&rows=records", "csv", "records", "“rows” is given more than once. Give it once."),
        ("rows=citations", "json", "records", "Only csv, xlsx, ndjson have rows. Leave `rows` out."),
    ],
)
def test_a_row_is_a_record_unless_citations_are_asked_for(query, suffix, found, complaint):
    assert unit.unit_of(QueryDict(query), suffix) == (found, {"rows": [complaint]} if complaint else {})


def test_a_citation_has_all_columns_of_its_record_and_its_number_before_its_own():
    columns = [column.name for column in COLUMNS["measure"]]
    first = columns.index("evidence_value")
    assert [column.name for column in unit.columns_of(COLUMNS["measure"], "records")] == columns
    assert [column.name for column in unit.columns_of(COLUMNS["measure"], "citations")] == [
        *columns[:first],
        "citation_number",
        *columns[first:],
    ]


def test_a_row_of_cells_has_one_citation_and_a_line_says_whose_it_is():
    assert list(unit.in_cells(iter([RECORD]), "records")) == [RECORD]
    assert list(unit.in_cells(iter([RECORD]), "citations")) == [
        {**RECORD, "evidence": [{"quote": "x"}], "citation_number": 1},
        {**RECORD, "evidence": [{"quote": "y"}], "citation_number": 2},
    ]
    assert list(unit.in_lines(iter([RECORD]), "records")) == [RECORD]
    assert list(unit.in_lines(iter([RECORD]), "citations")) == [
        {**HEAD, "citation_number": 1, "citation": {"quote": "x"}},
        {**HEAD, "citation_number": 2, "citation": {"quote": "y"}},
    ]
