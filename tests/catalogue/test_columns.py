"""The columns of tables: what stands in which cell."""

import pytest

from policies.catalogue.column import at, joined
from policies.catalogue.columns import COLUMNS
from policies.catalogue.kinds import PLURALS


def test_every_kind_has_columns_with_names_of_their_own():
    assert set(COLUMNS) == set(PLURALS)
    for columns in COLUMNS.values():
        names = [column.name for column in columns]
        assert len(names) == len(set(names))


def test_every_column_has_a_label():
    assert [column.name for columns in COLUMNS.values() for column in columns if not str(column.label)] == []


RECORD = {
    "edition": {"number": 2},
    "parent": None,
    "title": {"en": "A"},
    "issuers": [{"agency": {"slug": "first"}}, {"agency": {"slug": "second"}}],
    "documents": [],
    "rows": [{"stated": None}, {"stated": "early"}],
    "codes": ["A", "B"],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("edition.number", 2),
        ("parent", None),
        ("parent.slug", None),
        ("title.en", "A"),
        ("title.zh-Hans", None),
        ("issuers.agency.slug", "first | second"),
        ("documents.slug", ""),
        ("rows.stated", " | early"),
        ("codes", "A | B"),
    ],
)
def test_a_path_reads_one_value_or_all_of_a_list(path, value):
    assert at(path)(RECORD) == value


def test_an_empty_part_keeps_its_place():
    assert joined(["a", None, "", 3]) == "a |  |  | 3"
