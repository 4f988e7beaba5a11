"""The files of a release, read by readers that nobody here wrote."""

import csv
import hashlib
import io
import json
import shutil
import sqlite3
from contextlib import closing

import frictionless
import openpyxl
import pytest
import yaml
from django.db import transaction
from django.utils.translation import override
from rdflib import RDF, URIRef

from policies.catalogue.codebook import TABLES
from policies.catalogue.release import building
from policies.catalogue.release.tables import Plan
from policies.models import Edition, Log
from tests import factories as f
from tests.catalogue import graphs
from tests.catalogue.sheets import cells

SITE = "https://policy.example"
SCHEMA = "https://schema.org/"


def plan():
    log = Log.objects.get(pk=1)
    return Plan(3, log.epoch, log.sequence, log.published_at, SITE)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A release, for all tests; each but one only reads its files."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = f.catalogue(measures=2)
        f.publish(f.change(made["source"], title_zh="=电商扶贫", licence="https://example.org/licence"))
        made["folder"] = tmp_path_factory.mktemp("release")
        made["files"] = building.build(plan(), made["folder"])
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(made, db):
    """Each test finds what the release was made of."""


def table(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_validator_of_data_packages_finds_nothing_wrong(made):
    report = frictionless.validate(str(made["folder"] / "datapackage.json"))
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    rows = {task.name: task.stats["rows"] for task in report.tasks if "rows" in task.stats}
    counted = {file["name"].partition(".")[0]: file["rows"] for file in made["files"] if "rows" in file}
    assert {name: rows[name] for name in TABLES} == counted
    assert sorted(rows) == sorted([*TABLES, "codebook-csv", "licences-csv"])


def test_the_validator_sees_a_changed_value_and_a_broken_reference(made, tmp_path):
    folder = shutil.copytree(made["folder"], tmp_path / "copy")
    path = folder / "measures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(made["document"].slug, "nowhere"), encoding="utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert {error.type for task in report.tasks for error in task.errors} >= {"foreign-key", "hash-count"}


def test_the_package_says_where_it_is_from_and_how_to_go_on(made):
    described = json.loads((made["folder"] / "datapackage.json").read_text(encoding="utf-8"))
    resources = described.pop("resources")
    log = Log.objects.get(pk=1)
    moment = log.published_at.isoformat().replace("+00:00", "Z")
    assert described == {
        "profile": "data-package",
        "name": "e-commerce-poverty-alleviation",
        "title": "E-commerce Poverty Alleviation: a policy reference, release 3",
        "description": "Text that a spreadsheet would take for a formula has a quotation mark (') before it in CSV.",
        "version": "3",
        "created": moment,
        "homepage": f"{SITE}/data/releases/3/",
        "cursor": f"{log.epoch}:{log.sequence}",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
    }
    [found] = [row for row in resources if row["name"] == "measures"]
    fields = {field["name"]: field for field in found["schema"]["fields"]}
    assert fields["instrument_code"] == {
        "name": "instrument_code",
        "type": "string",
        "title": "Instrument",
        "description": "the code in the vocabulary",
        "constraints": {"required": True},
    }
    assert fields["kind"]["constraints"] == {"required": True, "enum": ["measure"]}
    assert found["schema"]["foreignKeys"] == [
        {"fields": ["document_slug"], "reference": {"resource": "documents", "fields": ["slug"]}},
        {"fields": ["parent_slug"], "reference": {"resource": "", "fields": ["slug"]}},
    ]


def test_checksums_are_those_of_the_files(made):
    lines = (made["folder"] / "SHA256SUMS").read_text().splitlines()
    found = dict(reversed(line.split("  ")) for line in lines)
    assert found == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in made["folder"].iterdir()
        if path.name != "SHA256SUMS"
    }


def test_two_builds_are_the_same_to_the_last_byte(made, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    with override("zh-hans"):
        assert building.build(plan(), again) == made["files"]


def test_a_database_holds_all_tables_with_numbers_as_numbers(made):
    with closing(sqlite3.connect(f"file:{made['folder'] / 'catalogue.sqlite'}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for name, columns in TABLES.items():
            rows = [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - ours
            texts = table((made["folder"] / f"{name}.csv").read_text(encoding="utf-8"))
            assert [row["id"] for row in texts] == [row["id"] for row in rows]
            assert [[row[column.name] for column in columns] for row in rows] == [
                [column.value(record) for column in columns] for record in records(rows)
            ]
        found = database.execute(
            "SELECT kind, citation_number, evidence_quote FROM citations WHERE id = ? ORDER BY citation_number",
            [str(made["document"].id)],
        )
        assert [tuple(row) for row in found][1:3] == [
            ("document", 2, "August 2015"),
            ("document", 3, "the Ministry of Trade"),
        ]
        assert tuple(database.execute("SELECT number, address, licence FROM release").fetchone()) == (
            3,
            f"{SITE}/data/releases/3/",
            "CC-BY-4.0",
        )
        assert database.execute("SELECT count(*) FROM codebook").fetchone()[0] == len(
            table((made["folder"] / "codebook.csv").read_text(encoding="utf-8"))
        )


def records(rows):
    return [Edition.objects.get(sequence=row["edition_sequence"]).record for row in rows]


def test_a_workbook_has_a_sheet_for_each_table_and_one_that_says_what_is_what(made):
    book = openpyxl.load_workbook(made["folder"] / "catalogue.xlsx")
    assert book.sheetnames == [*TABLES, "codebook"]
    [source] = [dict(zip(cells(book["sources"])[0], row, strict=True)) for row in cells(book["sources"])[1:]]
    assert source["title_zh"] == "=电商扶贫"
    described = {(row[0], row[1]) for row in cells(book["codebook"])[1:]}
    assert described == {(name, column.name) for name, columns in TABLES.items() for column in columns}


def test_linked_data_are_read_offline_and_know_the_set_the_records_and_the_terms(made):
    graph = graphs.graph((made["folder"] / "catalogue.jsonld").read_text(encoding="utf-8"))
    itself = URIRef(f"{SITE}/data/releases/3/")
    assert (itself, RDF.type, URIRef(f"{SCHEMA}Dataset")) in graph
    assert graph.value(itself, URIRef(f"{SCHEMA}license")) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    measures = {URIRef(f"{SITE}/measures/{row.slug}/") for row in made["measures"]}
    wholes = set(graph.subjects(URIRef(f"{SCHEMA}isPartOf"), URIRef(f"{SITE}/documents/{made['document'].slug}/")))
    assert measures <= wholes
    subsidy = URIRef(f"{SITE}/vocabularies/instrument/SUBSIDY/")
    skos = "http://www.w3.org/2004/02/skos/core#"
    assert [str(label) for label in graph.objects(subsidy, URIRef(f"{skos}prefLabel"))] == ["subsidy"]
    assert graph.value(subsidy, URIRef(f"{skos}inScheme")) == URIRef(f"{SITE}/vocabularies/instrument/")


def test_licences_are_those_of_each_source_and_ours(made):
    assert table((made["folder"] / "LICENCES.csv").read_text(encoding="utf-8")) == [
        {
            "what": "data",
            "slug": "",
            "title_en": "E-commerce Poverty Alleviation: a policy reference, release 3",
            "title_zh": "",
            "publisher": "",
            "address": f"{SITE}/data/releases/3/",
            "licence": "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/",
        },
        {
            "what": "source",
            "slug": made["source"].slug,
            "title_en": made["source"].title_en,
            "title_zh": "'=电商扶贫",
            "publisher": "",
            "address": made["source"].address,
            "licence": "https://example.org/licence",
        },
    ]


def test_how_it_is_cited_is_a_citation_file(made):
    assert yaml.safe_load((made["folder"] / "CITATION.cff").read_text(encoding="utf-8")) == {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": "E-commerce Poverty Alleviation: a policy reference, release 3",
        "version": "3",
        "date-released": plan().moment.date().isoformat(),
        "license": "CC-BY-4.0",
        "url": f"{SITE}/data/releases/3/",
        "authors": [{"name": "E-commerce Poverty Alleviation: a policy reference"}],
    }
