"""Tables as Parquet, read back by the library itself."""

import pyarrow.parquet
import pytest

from policies.catalogue.codebook import TABLES
from policies.catalogue.release import building, parquet
from policies.catalogue.release.tables import Plan
from policies.models import Log
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    f.catalogue(measures=3)
    log = Log.objects.get(pk=1)
    return Plan(1, log.epoch, log.sequence, log.published_at)


def test_all_values_are_read_as_they_are_numbers_as_numbers(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "AT_ONCE", 2)
    for table, columns in TABLES.items():
        path = tmp_path / f"{table}.parquet"
        parquet.write(plan.rows(table), path)
        assert pyarrow.parquet.read_table(path).to_pylist() == [
            {column.name: column.value(record) for column in columns} for record in plan.records(table)
        ]


@pytest.mark.parametrize("is_installed", [True, False])
def test_a_release_has_them_where_the_library_is_installed(plan, tmp_path, monkeypatch, is_installed):
    monkeypatch.setattr(parquet, "is_installed", lambda: is_installed)
    names = {file["name"]: file.get("rows") for file in building.build(plan, tmp_path)}
    expected = {f"{table}.parquet": names[f"{table}.csv"] for table in TABLES} if is_installed else {}
    assert {name: rows for name, rows in names.items() if name.endswith(".parquet")} == expected
    assert parquet.is_installed() is is_installed
