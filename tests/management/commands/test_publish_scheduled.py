from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from policies.domain import history, publishing, review
from policies.management.commands import run
from policies.models import Edition
from tests import factories as f
from tests.domain.clock import NOON, Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch.setattr)


def scheduled(record, hours):
    history.note_change(record, by=f.user(), reason=f.REASON)
    record.refresh_from_db()
    review.submit(record, by=None)
    publishing.approve_for(record, NOON + timedelta(hours=hours), by=f.user())
    return record


def said(capsys):
    """What the command said, and the status it ended with."""
    status = 0
    try:
        call_command("publish_scheduled")
    except SystemExit as end:
        status = end.code
    return capsys.readouterr().out.splitlines(), status


def test_it_ends_with_one_line_of_counts(clock, capsys):
    source = f.source()
    f.publish(*f.Term.objects.all())
    scheduled(source, 1)
    scheduled(f.source(), 5)
    assert said(capsys) == (["publish_scheduled: 0 became public in 0 editions, 0 refused, 2 waiting"], 0)
    clock.at(14)
    assert said(capsys) == (["publish_scheduled: 1 became public in 1 editions, 0 refused, 1 waiting"], 0)
    assert Edition.objects.get(record_id=source.pk).published_at == NOON + timedelta(hours=1)


def test_it_says_which_was_refused_and_why_and_that_it_could_not(clock, capsys):
    source = f.source()
    document = f.document(source, f.agency(source, slug="ministry"), slug="opinions")
    f.publish(source)
    scheduled(document, 1)
    clock.at(14)
    why = "document opinions names ministry, which is not public. Publish both together, or change the one."
    assert said(capsys) == (
        [
            f"Refused: document {document.pk}: 2099-01-01 13:00: {why}",
            "publish_scheduled: 0 became public in 0 editions, 1 refused, 0 waiting",
        ],
        1,
    )


def test_a_database_that_is_away_is_said_in_a_sentence(monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(publishing, "publish_due", away)
    with pytest.raises(CommandError) as refusal:
        call_command("publish_scheduled")
    assert str(refusal.value) == "Nothing was published, because the database refused it: connection refused"


def test_what_came_due_while_no_process_ran_is_public_before_the_server_serves(clock, capsys):
    source = f.source()
    f.publish(*f.Term.objects.all())
    scheduled(source, 1)
    clock.at(20)
    command = run.Command()
    command.publish_scheduled()
    command.publish_scheduled()
    assert capsys.readouterr().out == "Scheduled publications: 1 became public, 0 refused.\n"
    moment = NOON + timedelta(hours=1)
    assert not Edition.objects.as_of(moment - timedelta(microseconds=1)).filter(record_id=source.pk).exists()
    assert Edition.objects.as_of(moment).filter(record_id=source.pk).exists()
