import re

import pytest
from django.db import connection

from policies.choices import State
from policies.domain import history, journal
from policies.models import Agency, Citation, Document, DocumentDate, JournalEntry, Revision, Term, triggers
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return f.catalogue()


def told():
    """Which records were changed past the desk, and what was done to each, without its time."""
    return {
        change.record: re.sub(r", \d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d", "", str(change)) for change in journal.uncovered()
    }


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_is_done_at_the_desk_is_covered_by_its_revisions(made):
    f.change(made["document"], title_en="Opinions")
    history.delete(f.change(f.bare_agency()), by=f.user(), reason="Twice")
    history.put_note(made["agency"], "Ask again")
    made["measures"][0].__class__.objects.update(state=State.DRAFT)
    assert told() == {}


def test_an_update_past_the_desk_is_named_with_the_columns_it_changed(made):
    Document.objects.filter(pk=made["document"].pk).update(title_en="Orders", number="1")
    document = made["document"]
    assert told() == {
        f"document {document.slug}": (
            f"changed past the desk, and no revision has it: Document {_row('document')} changed (number, title_en)."
        )
    }


def _row(table):
    return JournalEntry.objects.filter(table=f"policies_{table}").last().row_id[:8]


def test_sql_of_any_kind_on_any_row_of_a_record_is_named(made):
    document = made["document"]
    date = document.dates.get()
    execute("UPDATE policies_documentdate SET wording = 'July 2015'")
    execute("DELETE FROM policies_citation WHERE value = 'type'")
    assert told() == {
        f"document {document.slug}": (
            "changed past the desk, and no revision has it: "
            f"Date {date.pk} changed (wording); Citation {_row('citation')} deleted."
        )
    }


def test_a_row_put_into_a_record_past_the_desk_is_named(made):
    agency = made["agency"]
    made["agency"].names.create(language="en", text="MOFCOM")
    Term.objects.filter(key="document-type:OPINIONS").update(definition_en="Made up")
    assert sorted(told()) == [f"agency {agency.slug}", "term document-type/OPINIONS"]


def test_a_change_that_was_taken_back_is_none(made):
    pk, title = made["document"].pk, made["document"].title_en
    Document.objects.filter(pk=pk).update(title_en="Orders")
    Document.objects.filter(pk=pk).update(title_en=title)
    assert told() == {}


def test_a_record_that_was_made_or_deleted_past_the_desk_is_named(made):
    Agency.objects.create(slug="made-up", name_en="Made up")
    statement = made["statement"]
    Citation.objects.filter(statement=statement).delete()
    slug, pk = statement.slug, statement.pk
    execute("DELETE FROM policies_statement")
    assert told() == {
        "agency made-up": f"changed past the desk, and no revision has it: Agency {_row('agency')} inserted.",
        f"statement {slug}": (
            "changed past the desk, and no revision has it: "
            f"Citation {_row('citation')} deleted; Statement {_row('statement')} deleted."
        ),
    }
    assert pk == JournalEntry.objects.last().record_id


def test_what_was_made_and_deleted_past_the_desk_left_nothing():
    f.bare_agency().delete()
    assert told() == {}


def test_a_term_deleted_past_the_desk_is_named_and_one_deleted_at_it_is_not():
    term = f.change(Term.objects.create(scheme="theme", code="TRADE", label_en="Trade"))
    other = f.change(Term.objects.create(scheme="theme", code="ROADS", label_en="Roads"))
    history.delete(other, by=f.user(), reason="Twice")
    execute("DELETE FROM policies_term WHERE code = 'TRADE'")
    assert list(told()) == [f"term {term.slug}"]


def test_a_term_that_was_deleted_and_brought_back_is_not_named_by_the_id_it_had_before():
    term = f.change(Term.objects.create(scheme="theme", code="TRADE", label_en="Trade"))
    history.delete(term, by=f.user(), reason="Twice")
    assert _brought_back().pk != term.pk
    assert told() == {}
    execute("DELETE FROM policies_term WHERE code = 'TRADE'")
    assert [(change.record, change.entries[0].record_id == term.pk) for change in journal.uncovered()] == [
        ("term theme/TRADE", False)
    ]


def test_a_term_deleted_past_the_desk_and_brought_back_is_covered_by_that_like_any_other_record():
    f.change(Term.objects.create(scheme="theme", code="TRADE", label_en="Trade"))
    execute("DELETE FROM policies_term WHERE code = 'TRADE'")
    assert list(told()) == ["term theme/TRADE"]
    _brought_back()
    assert told() == {}
    Term.objects.update(label_en="Commerce")
    assert list(told()) == ["term theme/TRADE"]


def _brought_back():
    return history.bring_back(Revision.objects.filter(kind="term").latest("number"), by=f.user(), reason="Needed")


def test_once_a_revision_has_it_a_change_is_covered(made):
    Document.objects.filter(pk=made["document"].pk).update(title_en="Orders")
    assert len(told()) == 1
    history.note_change(Document.objects.get(), by=f.user(), reason="Put right past the desk")
    assert told() == {}


def test_of_many_changes_the_first_are_named(made):
    for number in range(7):
        DocumentDate.objects.update(wording=f"August {number}")
    [said] = told().values()
    assert said.endswith("; 2 more.")


def test_asking_takes_as_many_queries_for_one_record_as_for_many_that_are_covered(django_assert_num_queries):
    f.catalogue(measures=3)
    with django_assert_num_queries(1):
        assert told() == {}


def test_the_key_on_the_desk_of_what_was_deleted_is_found_by_its_revision():
    term = f.change(Term.objects.create(scheme="theme", code="TRADE", label_en="Trade"))
    agency, pk = f.change(f.bare_agency()), term.pk
    for record in (term, agency):
        history.delete(record, by=f.user(), reason="Twice")
    gone = [history.deleted(kind).get() for kind in ("term", "agency")]
    assert [journal.key_on_the_desk(revision) for revision in gone] == [pk, gone[1].record_id]
    assert gone[0].record_id != pk


def test_of_a_term_whose_revision_is_older_than_the_journal_no_key_is_known(made):
    revision = Revision.objects.filter(kind="term").latest("pk")
    with triggers.dropped():
        JournalEntry.objects.all().delete()
    assert journal.key_on_the_desk(revision) is None


def test_a_change_is_told_column_by_column(made):
    Document.objects.update(title_en="Orders")
    entry = JournalEntry.objects.last()
    assert journal.changed_columns(entry) == ["title_en"]
    assert ("title_en", made["document"].title_en, "Orders") in journal.columns(entry)
