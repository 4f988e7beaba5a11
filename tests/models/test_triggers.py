import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from policies.models import Approval, Edition, JournalEntry, Revision, Text, triggers
from tests import factories as f

pytestmark = pytest.mark.django_db
FROZEN = ["revision", "approval", "threadentry", "edition", "text", "facet", "mention", "passage", "journalentry"]
RECORD = uuid.UUID(int=1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def refusal(sql):
    """What the database says when it is told to do this by SQL alone."""
    with pytest.raises(IntegrityError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(found.value).splitlines()[0]


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def rows():
    """One row of each table that never changes, all of them as publishing writes them."""
    f.catalogue()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("revision", "content = '{}'"),
        ("revision", "by_id = NULL"),
        ("revision", "at = '2000-01-01'"),
        ("approval", "content_hash = 'sha256:other'"),
        ("approval", "basis = 'seed', by_id = NULL"),
        ("threadentry", "text = 'other'"),
        ("journalentry", "after = '{}'"),
        ("journalentry", "at = '2000-01-01'"),
        ("edition", "content = '{}'"),
        ("edition", "published_at = '2000-01-01'"),
        ("edition", "slug = 'other'"),
        ("edition", "search_text = 'other'"),
        ("edition", "approval_id = NULL, action = 'renewed'"),
        ("text", "text = 'other'"),
        ("facet", "value = 'other'"),
        ("mention", "record_id = '00000000000000000000000000000000'"),
        ("passage", "value = 'other'"),
    ],
)
def test_what_was_written_never_changes(rows, table, change):
    assert refusal(f"UPDATE policies_{table} SET {change}") == f"A row of {table} never changes."  # noqa: S608


@pytest.mark.parametrize("table", FROZEN)
def test_what_was_written_is_never_deleted(rows, table):
    assert refusal(f"DELETE FROM policies_{table}") == f"A row of {table} is never deleted."  # noqa: S608


@pytest.mark.parametrize(
    "table", ["revision", "approval", "edition", "text", "snapshot", "facet", "mention", "passage"]
)
def test_no_table_is_emptied_in_one_go_where_a_database_can_do_that(rows, table):
    # PostgreSQL empties no table of which it still has something to check.
    connection.check_constraints()
    if connection.vendor == "postgresql":
        assert refusal(f"TRUNCATE policies_{table} CASCADE") == f"A row of {table} is never deleted."
    else:
        assert 'near "TRUNCATE": syntax error' in unknown(f"TRUNCATE policies_{table}")


def unknown(sql):
    with pytest.raises(OperationalError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(found.value)


@pytest.mark.parametrize("change", ["text = 'other'", "sha256 = 'other'", "number = 2", "source_id = NULL"])
def test_the_text_of_a_snapshot_never_changes_cited_or_not(rows, change):
    assert refusal(f"UPDATE policies_snapshot SET {change}") == "The text of a snapshot never changes."  # noqa: S608


def test_the_day_a_snapshot_was_taken_may_be_put_right(rows):
    execute("UPDATE policies_snapshot SET taken_on = '2026-11-23'")


def test_writing_a_row_again_as_it_is_is_no_change(rows):
    execute("UPDATE policies_text SET text = text")
    execute("UPDATE policies_snapshot SET text = text")


def test_an_edition_is_superseded_once(rows):
    execute("UPDATE policies_edition SET superseded_at = '2099-01-01 00:00:00'")
    for later in ("'2099-01-02 00:00:00'", "NULL"):
        sentence = refusal(f"UPDATE policies_edition SET superseded_at = {later}")  # noqa: S608
        assert sentence == "An edition is superseded only once."


@pytest.mark.parametrize(
    "approved",
    [
        {"content_hash": "sha256:other"},
        {"kind": "document"},
        {"record_id": uuid.UUID(int=2)},
    ],
)
def test_an_edition_with_the_approval_of_something_else_is_refused(approved):
    right = {"kind": "measure", "record_id": RECORD, "content_hash": "sha256:o", "basis": "seed"}
    edition = {
        "sequence": 1,
        "action": "published",
        "kind": "measure",
        "record_id": RECORD,
        "number": 1,
        "content": "{}",
        "own_hash": "sha256:o",
        "published_at": NOON,
    }
    refused = pytest.raises(IntegrityError, match=r"^An edition needs an approval of exactly its content\.")
    with refused, transaction.atomic():
        Edition.objects.create(**edition, approval=Approval.objects.create(**{**right, **approved}))
    Edition.objects.create(**edition, approval=Approval.objects.create(**right))


def an_approval(**values):
    return Approval.objects.create(**{"kind": "measure", "record_id": RECORD, "content_hash": "sha256:b", **values})


def revised(number, by, content_hash):
    """A revision written past all code."""
    known = {"kind": "measure", "record_id": RECORD, "content": "{}", "reason": f.REASON}
    Revision.objects.create(number=number, content_hash=content_hash, by=by, **known)


def test_the_database_refuses_an_approval_by_whoever_changed_the_record():
    first, second, reviewer = f.user(), f.user(), f.user()
    revised(1, first, "sha256:a")
    revised(2, second, "sha256:b")
    for author in (first, second):
        refused = pytest.raises(IntegrityError, match=r"^Whoever changed a record since its last edition")
        with refused, transaction.atomic():
            an_approval(by=author)
    an_approval(by=reviewer)


def test_an_author_of_words_that_are_public_already_may_approve_what_came_after():
    author, other = f.user(), f.user()
    revised(1, author, "sha256:a")
    approval = an_approval(by=other, content_hash="sha256:a")
    Edition.objects.create(
        sequence=1,
        action="published",
        kind="measure",
        record_id=RECORD,
        number=1,
        content="{}",
        own_hash="sha256:a",
        published_at=NOON,
        approval=approval,
    )
    revised(2, other, "sha256:b")
    an_approval(by=author)
    with pytest.raises(IntegrityError, match=r"^Whoever changed"), transaction.atomic():
        an_approval(by=other)


@pytest.mark.parametrize("content_hash", ["sha256:a", "sha256:c"])
def test_the_database_refuses_an_approval_of_another_content_than_the_last(content_hash):
    revised(1, f.user(), "sha256:a")
    revised(2, f.user(), "sha256:b")
    refused = pytest.raises(IntegrityError, match=r"^An approval is of the last revision of a record")
    with refused, transaction.atomic():
        an_approval(by=f.user(), content_hash=content_hash)


@pytest.mark.parametrize("reason", ["", "  "])
def test_the_database_refuses_a_revision_without_a_reason_of_what_the_public_has_seen(rows, reason):
    public = Edition.objects.of("source").get()
    revision = {"kind": "source", "record_id": public.record_id, "number": 2, "content": "{}", "content_hash": "a"}
    with pytest.raises(IntegrityError, match=r"^What the public sees, or has seen, is changed"), transaction.atomic():
        Revision.objects.create(**revision, reason=reason)
    Revision.objects.create(**revision, reason="Put right.")
    Revision.objects.create(**{**revision, "record_id": RECORD}, reason=reason)


def test_the_database_refuses_to_call_seed_what_somebody_changed():
    revised(1, None, "sha256:a")
    an_approval(basis="seed", content_hash="sha256:a")
    revised(2, f.user(), "sha256:b")
    with pytest.raises(IntegrityError, match=r"^What somebody changed is no part of the seed"), transaction.atomic():
        an_approval(basis="seed")


def test_inside_dropped_everything_may_be_damaged_and_afterwards_nothing(rows):
    with triggers.dropped():
        Text.objects.update(text="other")
        Revision.objects.all().delete()
    assert Text.objects.get().text == "other"
    assert refusal("UPDATE policies_text SET text = 'third'") == "A row of text never changes."
    assert refusal("UPDATE policies_snapshot SET text = 'x'") == "The text of a snapshot never changes."


def test_dropped_restores_the_triggers_after_an_error_too(rows):
    with pytest.raises(ZeroDivisionError), triggers.dropped():
        raise ZeroDivisionError
    assert refusal("DELETE FROM policies_text") == "A row of text is never deleted."


def test_creating_the_triggers_again_changes_nothing():
    before = existing()
    triggers.create(connection)
    assert existing() == before
    assert triggers.missing(connection) == []


def test_every_refusal_is_there_by_its_name():
    """Written out here: `missing` asks the code that makes them, which would not miss what it forgot."""
    acts = ["delete", "change"] + ["truncate"] * (connection.vendor == "postgresql")
    refusals = {f"policies_{table}_no_{act}" for table in FROZEN for act in acts}
    guards = {
        "policies_revision_says_why",
        "policies_edition_approved",
        "policies_approval_of_another",
        "policies_approval_of_last",
        "policies_approval_of_seed",
    }
    others = {f"policies_snapshot_no_{act}" for act in acts[1:]} | {"policies_edition_close_once"}
    assert (refusals | guards | others) - set(existing()) == set()


def test_a_trigger_that_somebody_dropped_is_missed_and_comes_back_with_the_next_migration():
    on = " ON policies_text" if connection.vendor == "postgresql" else ""
    execute(f"DROP TRIGGER policies_text_no_delete{on}")
    assert triggers.missing(connection) == ["policies_text_no_delete"]
    triggers.come_back(using="default")
    assert triggers.missing(connection) == []


NOTES = "policies_agency_journal"
STALE = {
    "sqlite": (
        f"DROP TRIGGER {NOTES}_inserted",
        f"CREATE TRIGGER {NOTES}_inserted AFTER INSERT ON policies_agency BEGIN SELECT 1; END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {NOTES}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ),
}


def test_a_trigger_that_says_what_an_earlier_version_said_is_made_again_by_the_next_migration():
    for statement in STALE[connection.vendor]:
        execute(statement)
    f.bare_agency()
    assert JournalEntry.objects.count() == 0
    triggers.come_back(using="default", plan=["a migration"])
    f.bare_agency()
    assert JournalEntry.objects.count() == 1


def test_triggers_step_aside_only_where_a_migration_would_stumble_over_them():
    triggers.step_aside(using="default", plan=[])
    assert triggers.missing(connection) == []
    triggers.step_aside(using="default", plan=["a migration"])
    assert (triggers.missing(connection) == []) == (connection.vendor == "postgresql")
    triggers.come_back(using="default")
    assert triggers.missing(connection) == []


def existing():
    """The triggers there are, by name."""
    of = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(of[connection.vendor])
        return sorted(name for (name,) in cursor.fetchall())
