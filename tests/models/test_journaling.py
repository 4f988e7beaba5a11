import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import CASCADE

from policies.content.records import MODELS
from policies.models import (
    Agency,
    Approval,
    Citation,
    Document,
    DocumentDate,
    Excuse,
    JournalEntry,
    NotSame,
    Revision,
    Schedule,
    SecondCoding,
    Snapshot,
    Succession,
    Term,
    TermLabel,
    journaling,
    triggers,
)
from tests import factories as f

pytestmark = pytest.mark.django_db


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def written(table):
    """(act, before, after) of each entry of a table."""
    rows = JournalEntry.objects.filter(table=f"policies_{table}")
    return [(row.act, *(json.loads(text) if text else None for text in (row.before, row.after))) for row in rows]


def last():
    return JournalEntry.objects.last()


def test_the_journal_is_of_the_desk_and_not_of_the_catalogue_the_logs_nor_of_what_is_private_or_forgotten():
    assert {table.removeprefix("policies_") for table in journaling.journaled()} == {
        "actingagency",
        "agency",
        "agencyname",
        "citation",
        "coding",
        "document",
        "documentdate",
        "documentname",
        "excuse",
        "issuer",
        "measure",
        "merge",
        "notsame",
        "relation",
        "revision",
        "schedule",
        "secondcoding",
        "snapshot",
        "source",
        "sourcekeyword",
        "statement",
        "statementdocument",
        "succession",
        "term",
        "termlabel",
        "termmapping",
    }


def test_whatever_goes_with_a_record_is_in_the_journal():
    """A table that comes later is in it by itself."""
    owned = [
        relation.related_model._meta.db_table
        for model in MODELS.values()
        for relation in model._meta.related_objects
        if relation.on_delete is CASCADE
    ]
    assert set(owned) - set(journaling.journaled()) == set()


def test_a_row_is_written_down_when_it_comes_changes_and_goes_by_whatever_way():
    agency = f.bare_agency(name_en="Ministry of Trade")
    Agency.objects.filter(pk=agency.pk).update(name_en="Ministry of Commerce")
    execute("UPDATE policies_agency SET name_en = 'Office'")
    execute("DELETE FROM policies_agency")
    names = [
        (act, before and before["name_en"], after and after["name_en"]) for act, before, after in written("agency")
    ]
    assert names == [
        ("inserted", None, "Ministry of Trade"),
        ("changed", "Ministry of Trade", "Ministry of Commerce"),
        ("changed", "Ministry of Commerce", "Office"),
        ("deleted", "Office", None),
    ]


def test_an_entry_has_every_column_of_the_row():
    f.document(f.source(), f.bare_agency())
    for model in (Document, DocumentDate, Citation):
        [(_act, _before, after), *_more] = written(model._meta.model_name)
        assert set(after) == {field.column for field in model._meta.concrete_fields}


def test_an_entry_says_which_row_of_which_record_and_when_by_the_clock_of_the_database():
    document = f.document(f.source(), f.bare_agency())
    date = document.dates.get()
    entry = JournalEntry.objects.get(table="policies_documentdate")
    assert (entry.row_id, entry.record_id, entry.act) == (str(date.pk), document.pk, "inserted")
    assert abs(entry.at - datetime.now(UTC)) < timedelta(minutes=10)


def test_a_row_written_again_as_it_is_is_no_change():
    f.bare_agency().save()
    assert [act for act, _before, _after in written("agency")] == ["inserted"]


def a_label():
    term = f.term("theme", "TRADE")
    TermLabel.objects.create(term=term, language="en", text="Commerce")
    return term


def an_excuse():
    source = f.source()
    Excuse.objects.create(snapshot=source.snapshots.get(), start=0, end=3, reason="A heading")
    return source


def a_snapshot():
    return f.source()


def a_succession():
    predecessor = f.bare_agency()
    Succession.objects.create(predecessor=predecessor, successor=f.bare_agency(), kind="renamed")
    return predecessor


def a_scheduled_record():
    agency = f.bare_agency()
    approval = Approval.objects.create(kind="agency", record_id=agency.pk, content_hash="sha256:a", basis="seed")
    Schedule.objects.create(
        kind="agency", record_id=agency.pk, approval=approval, due_at=datetime(2030, 1, 1, tzinfo=UTC), by=f.user()
    )
    return agency


def a_second_coding():
    measure = f.bare_measure()
    SecondCoding.objects.create(measure=measure, by=f.user(), first={}, second={})
    return measure


def a_coding():
    measure = f.bare_measure()
    f.code(measure, "theme", "theme", "TRADE")
    return measure


@pytest.mark.parametrize(
    "make", [a_label, an_excuse, a_snapshot, a_succession, a_scheduled_record, a_second_coding, a_coding]
)
def test_an_entry_names_the_record_of_which_the_row_is_a_part(make):
    record = make()
    assert (last().table == record._meta.db_table, last().record_id) == (False, record.pk)


def test_a_row_that_is_part_of_no_record_is_written_down_without_one():
    NotSame.objects.create(kind="agency", first_id=uuid.UUID(int=1), second_id=uuid.UUID(int=2), by=f.user())
    assert (last().table, last().record_id, last().act) == ("policies_notsame", None, "inserted")


def test_a_row_that_is_given_to_another_record_is_a_change_of_both():
    source, one, other = f.source(), f.bare_agency(), f.bare_agency()
    citation = f.cite(one, "the Ministry of Trade", source, "name")
    Citation.objects.filter(pk=citation.pk).update(agency=other)
    entries = JournalEntry.objects.filter(table="policies_citation", act="changed")
    assert {(entry.row_id, entry.record_id) for entry in entries} == {
        (str(citation.pk), one.pk),
        (str(citation.pk), other.pk),
    }


def test_of_a_revision_it_is_written_down_that_it_came_and_its_content_is_left_to_it():
    agency = f.change(f.bare_agency())
    entry = JournalEntry.objects.get(table="policies_revision")
    columns = {field.column for field in Revision._meta.concrete_fields}
    assert (entry.record_id, set(json.loads(entry.after))) == (agency.pk, columns - {"content"})


def test_a_revision_of_a_term_is_of_the_term_of_the_desk_though_the_public_knows_it_by_another_id():
    term = f.change(Term.objects.create(scheme="theme", code="TRADE", label_en="Trade"), label_en="Commerce")
    assert Revision.objects.get().record_id != term.pk
    assert JournalEntry.objects.get(table="policies_revision").record_id == term.pk


def test_the_text_of_a_snapshot_is_written_down_only_when_the_snapshot_goes():
    snapshot = f.source().snapshots.get()
    Snapshot.objects.filter(pk=snapshot.pk).update(taken_on="2026-11-23")
    execute("DELETE FROM policies_snapshot")
    (_in, none, came), (_changed, before, after), (_out, went, gone) = written("snapshot")
    assert (none, gone) == (None, None)
    assert [("text" in row, row["sha256"]) for row in (came, before, after)] == [(False, f.sha256(f.TEXT))] * 3
    assert went["text"] == f.TEXT


def test_a_column_that_a_migration_adds_is_written_down_too():
    execute("ALTER TABLE policies_agency ADD COLUMN motto varchar(20) NOT NULL DEFAULT 'Serve'")
    triggers.come_back(using="default")
    f.bare_agency()
    execute("UPDATE policies_agency SET name_en = name_en")
    execute("UPDATE policies_agency SET motto = 'Lead'")
    mottos = [(act, before and before["motto"], after["motto"]) for act, before, after in written("agency")]
    assert mottos == [("inserted", None, "Serve"), ("changed", "Serve", "Lead")]


def test_what_is_deleted_with_a_record_is_written_down_before_it_and_as_part_of_it():
    document = f.document(f.source(), f.bare_agency())
    pk, begin = document.pk, last().pk
    document.delete()
    gone = JournalEntry.objects.filter(pk__gt=begin)
    assert {(entry.act, entry.record_id) for entry in gone} == {("deleted", pk)}
    assert sorted(entry.table for entry in gone) == [
        *["policies_citation"] * 4,
        "policies_document",
        "policies_documentdate",
        "policies_issuer",
    ]
