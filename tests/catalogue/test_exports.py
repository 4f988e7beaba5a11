"""Lists and records as files."""

import csv
import io
import json
import signal

import agate
import pytest
from csvkit.utilities.csvclean import CSVClean
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policies.catalogue import exports
from policies.catalogue.column import Column
from policies.catalogue.columns import COLUMNS
from policies.catalogue.kinds import PLURALS
from policies.catalogue.unit import NUMBER, columns_of
from policies.models import Edition
from tests import factories as f
from tests.catalogue.sheets import cells, opened

TEXT = agate.TypeTester(types=[agate.Text(cast_nulls=False)])


def one(text):
    return Column("one", "One", "", lambda _record: text)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'quoted'", "'quoted'"),
        ("a=1", "a=1"),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (7, "7"),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    assert exports.cell(one(value), {}) == cell


@pytest.mark.parametrize("value", ["=1+1", "'=1", "''@x", "plain", "'quoted'", "-"])
def test_taking_one_quote_off_again_gives_back_what_was_there(value):
    cell = exports.cell(one(value), {})
    assert (cell[1:] if cell[0] == "'" and exports.FORMULA.match(cell[1:]) else cell) == value


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@example("\r\n=1+1")
@example("'\t\x00,\"")
def test_whatever_is_written_as_csv_is_read(value):
    rows = exports.Rows([one(value), one("x")], 1, iter([{}]))
    [found] = list(csv.reader(io.StringIO("".join(exports.FORMATS["csv"].write(rows)), newline="")))[1:]
    text = found[0][1:] if found[0][:1] == "'" and exports.FORMULA.match(found[0][1:]) else found[0]
    assert text == value
    assert found[0][:1] not in tuple("=+-@\t\r")


def export(kind, suffix, editions=None, **more):
    rows = Edition.objects.current().of(kind).order_by("sequence") if editions is None else editions
    return exports.of_list(kind, suffix, rows, **more)


def written(kind, suffix, editions=None, **more):
    return "".join(export(kind, suffix, editions, **more).pieces)


def table(text):
    """The rows of a CSV file, by the name of the column."""
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.django_db
def test_a_measure_as_a_row():
    made = f.catalogue()
    source, document, agency, measure = (
        *(made[name] for name in ("source", "document", "agency")),
        made["measures"][0],
    )
    edition = Edition.objects.current().get(record_id=measure.id)
    assert table(written("measure", "csv")) == [
        {
            "kind": "measure",
            "id": str(measure.id),
            "slug": measure.slug,
            "url": f"/measures/{measure.slug}/",
            "edition_number": "1",
            "edition_sequence": str(edition.sequence),
            "edition_published_at": edition.published_at.isoformat().replace("+00:00", "Z"),
            "edition_superseded_at": "",
            "edition_hash": edition.content_hash,
            "title_en": measure.title_en,
            "title_zh": "",
            "title_supplied": "false",
            "document_slug": document.slug,
            "document_title_en": document.title_en,
            "document_title_zh": "",
            "date_edtf": "2015-08",
            "date_earliest": "2015-08-01",
            "date_latest": "2015-08-31",
            "date_wording": "August 2015",
            "issuer_slug": agency.slug,
            "issuer_title_en": agency.name_en,
            "issuer_title_zh": "",
            "parent_slug": "",
            "parent_title_en": "",
            "parent_title_zh": "",
            "instrument_code": "SUBSIDY",
            "instrument_label_en": "subsidy",
            "instrument_label_zh": "",
            "instrument_broader": "",
            "further_instrument_code": "",
            "further_instrument_label_en": "",
            "further_instrument_label_zh": "",
            "strength_code": "plans",
            "strength_label_en": "plans",
            "strength_label_zh": "",
            "verb": "proposed",
            "actor": "",
            "actor_label_en": "",
            "actor_label_zh": "",
            "target_code": "",
            "target_label_en": "",
            "target_label_zh": "",
            "target_role": "",
            "sector_code": "",
            "sector_label_en": "",
            "sector_label_zh": "",
            "product": "equipment",
            "level_code": "",
            "level_label_en": "",
            "level_label_zh": "",
            "not_stated": "actors | targets | levels",
            "evidence_value": "record",
            "evidence_stance": "supports",
            "evidence_stated": "",
            "evidence_quote": "It proposed equipment and delivery subsidies for poor households.",
            "evidence_offsets": "72-137",
            "evidence_spans": "72-137",
            "evidence_source_slug": source.slug,
            "evidence_source_address": source.address,
            "evidence_snapshot_number": "1",
            "evidence_snapshot_sha256": source.snapshots.get().sha256,
        }
    ]


@pytest.mark.django_db
def test_several_values_stand_in_one_cell_in_the_order_of_the_record():
    made = f.catalogue()
    row = table(written("document", "csv"))[0]
    assert {name: row[name] for name in row if name.startswith("evidence_")} == {
        "evidence_value": "record | date | issuer | type",
        "evidence_stance": "supports | supports | supports | supports",
        "evidence_stated": " |  |  | ",
        "evidence_quote": (
            "In August 2015, the Ministry of Trade issued opinions on village shops. | August 2015 | "
            "the Ministry of Trade | opinions"
        ),
        "evidence_offsets": "0-71 | 3-14 | 16-37 | 45-53",
        "evidence_spans": "0-71 | 3-14 | 16-37 | 45-53",
        "evidence_source_slug": " | ".join([made["source"].slug] * 4),
        "evidence_source_address": " | ".join([made["source"].address] * 4),
        "evidence_snapshot_number": "1 | 1 | 1 | 1",
        "evidence_snapshot_sha256": " | ".join([made["source"].snapshots.get().sha256] * 4),
    }


@pytest.mark.django_db
def test_codes_stand_beside_labels_in_both_languages_and_actors_may_be_agencies():
    made = f.catalogue()
    measure = f.measure(made["source"], made["document"], actors_not_stated=False, slug="acted")
    f.code(measure, "actor", "actor", "ACT-POST")
    measure.acting_agency_rows.create(agency=made["agency"])
    f.term("instrument", "SUBSIDY").__class__.objects.filter(code="SUBSIDY").update(label_zh="补助", state="draft")
    f.publish(measure)
    [row] = [row for row in table(written("measure", "csv")) if row["slug"] == "acted"]
    assert row["actor"] == f"ACT-POST | {made['agency'].slug}"
    assert row["actor_label_en"] == f"act post | {made['agency'].name_en}"
    assert (row["instrument_code"], row["instrument_label_en"], row["instrument_label_zh"]) == (
        "SUBSIDY",
        "subsidy",
        "补助",
    )


@pytest.mark.django_db
def test_quotes_commas_lines_and_formulas_survive_csv():
    title = '=SUM(1,2) "quoted"\nsecond line, 中文'
    f.publish(f.source(title_en=title))
    assert [row["title_en"] for row in table(written("source", "csv"))] == [f"'{title}"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLURALS)
def test_every_kind_can_be_written_in_every_form(kind):
    f.catalogue()
    record = Edition.objects.current().of(kind).get().record
    assert json.loads(written(kind, "json")) == {"count": 1, "results": [record]}
    assert [json.loads(line) for line in written(kind, "ndjson").splitlines()] == [record]
    [row] = table(written(kind, "csv"))
    assert row == {column.name: exports.cell(column, record) for column in COLUMNS[kind]}
    found = [list(row) for row in agate.Table.from_csv(io.StringIO(written(kind, "csv")[1:]), column_types=TEXT).rows]
    assert found == [[row[column.name] for column in COLUMNS[kind]]]


@pytest.fixture
def csvclean():
    """As a program it lets itself be killed by whoever reads no further; the process of the tests must not be."""
    yield CSVClean
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLURALS)
def test_csvclean_finds_no_row_that_is_too_long_or_too_short(kind, csvclean, tmp_path, capsys):
    f.catalogue(measures=3)
    f.publish(f.source(title_en='"Quoted", and\nin two lines', title_zh="一，“二”"))
    path, cleaned = tmp_path / "list.csv", io.StringIO()
    path.write_text(written(kind, "csv"), encoding="utf-8", newline="")
    csvclean(["--length-mismatch", str(path)], cleaned).run()
    assert capsys.readouterr().err == ""
    assert list(csv.reader(io.StringIO(cleaned.getvalue()))) == list(
        csv.reader(io.StringIO(written(kind, "csv")[1:], newline=""))
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLURALS)
def test_a_workbook_has_the_same_rows_and_says_what_the_columns_mean(kind):
    f.catalogue(measures=2)
    book = opened(export(kind, "xlsx").pieces)
    assert book.sheetnames == [PLURALS[kind], "codebook"]
    names = [column.name for column in COLUMNS[kind]]
    rows = Edition.objects.current().of(kind).order_by("sequence")
    expected = [[column.value(row.record) for column in COLUMNS[kind]] for row in rows]
    assert cells(book[PLURALS[kind]]) == [
        names,
        *([None if value == "" else value for value in row] for row in expected),
    ]
    assert [row[1] for row in cells(book["codebook"])[1:]] == names


@pytest.mark.django_db
def test_a_row_for_each_citation():
    made = f.catalogue()
    record = f.public(made["document"])
    found = export("document", "csv", unit="citations")
    assert (found.name, found.count) == ("documents-citations.csv", 4)
    rows = table("".join(found.pieces))
    columns = columns_of(COLUMNS["document"], "citations")
    assert rows == [
        {
            column.name: str(number)
            if column is NUMBER
            else exports.cell(column, {**record, "evidence": [record["evidence"][number - 1]]})
            for column in columns
        }
        for number in range(1, 5)
    ]
    assert [(row["citation_number"], row["evidence_value"], row["evidence_offsets"]) for row in rows] == [
        ("1", "record", "0-71"),
        ("2", "date", "3-14"),
        ("3", "issuer", "16-37"),
        ("4", "type", "45-53"),
    ]
    assert [json.loads(line) for line in written("document", "ndjson", unit="citations").splitlines()] == [
        {
            **{name: record[name] for name in ("kind", "id", "slug", "url", "edition", "title")},
            "citation_number": number,
            "citation": record["evidence"][number - 1],
        }
        for number in range(1, 5)
    ]
    book = opened(export("document", "xlsx", unit="citations").pieces)
    assert [row[0] for row in cells(book["documents"])[1:]] == ["document"] * 4
    assert "citation_number" in [row[1] for row in cells(book["codebook"])]


@pytest.mark.django_db
def test_a_record_without_citations_has_no_row_where_a_row_is_a_citation():
    f.catalogue()
    assert (export("source", "csv", unit="citations").count, table(written("source", "csv", unit="citations"))) == (
        0,
        [],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("measures", [1, 3])
def test_citations_are_counted_in_the_query_that_finds_the_records(measures, django_assert_num_queries):
    f.catalogue(measures=measures)
    # 1. The numbers of all editions, with that of their citations. 2. Their contents.
    with django_assert_num_queries(2):
        found = export("measure", "ndjson", unit="citations")
        assert (found.count, "".join(found.pieces).count("\n")) == (measures, measures)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PLURALS)
def test_without_rows_there_is_a_header_only(kind):
    nothing = Edition.objects.none()
    assert written(kind, "csv", nothing) == "\ufeff" + ",".join(column.name for column in COLUMNS[kind]) + "\r\n"
    assert written(kind, "json", nothing) == '{"count":0,"results":[]}'
    assert written(kind, "ndjson", nothing) == ""


@pytest.mark.django_db
def test_one_record_as_a_file():
    made = f.catalogue()
    edition = Edition.objects.current().get(record_id=made["agency"].id)
    export = exports.of_record("agency", "json", edition)
    assert (export.name, export.count, json.loads("".join(export.pieces))) == (
        f"agency-{made['agency'].slug}.json",
        1,
        edition.record,
    )
    assert [row["slug"] for row in table("".join(exports.of_record("agency", "csv", edition).pieces))] == [
        made["agency"].slug
    ]


@pytest.mark.django_db
def test_rows_are_read_in_portions(monkeypatch, django_assert_num_queries):
    f.catalogue(measures=5)
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    # 1. The numbers of all editions. 2 to 4. Their contents, two at a time.
    with django_assert_num_queries(4):
        assert written("measure", "ndjson").count("\n") == 5


@pytest.mark.django_db
def test_an_export_is_of_one_state_whatever_is_published_while_it_is_read(monkeypatch):
    made = f.catalogue(measures=3)
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    rows = Edition.objects.current().of("measure").order_by("sequence")
    before = [edition.record for edition in rows]
    export = exports.of_list("measure", "ndjson", rows)
    pieces = iter(export.pieces)
    lines = [next(pieces)]
    type(made["measures"][2]).objects.filter(pk=made["measures"][2].pk).update(title_en="Renamed", state="draft")
    f.publish(made["measures"][2])
    lines += pieces
    assert [json.loads(line) for line in lines] == before
    assert export.count == 3
