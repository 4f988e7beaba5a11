"""`manage.py send_webhooks`."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from policies.domain import webhooks
from policies.domain.posting import Answer
from policies.management.commands import send_webhooks
from policies.models import Edition, Partner
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def webhook():
    f.catalogue()
    partner = Partner.objects.create(name="An institute", mail="data@partner.example")
    return webhooks.add(partner, "https://partner.example/hook", from_the_beginning=True)


@pytest.fixture
def answers(monkeypatch):
    given = []
    monkeypatch.setattr(webhooks.send_due, "__defaults__", (lambda *_: given.pop(0) if given else Answer(200, ""),))
    return given


def test_it_sends_all_there_is_and_says_how_much(webhook, answers, capsys):
    call_command("send_webhooks")
    number = Edition.objects.count()
    assert capsys.readouterr().out == (
        f"send_webhooks: {number} changes taken, 0 attempts failed, 0 switched off, 1 on\n"
    )
    call_command("send_webhooks")
    assert "0 changes taken" in capsys.readouterr().out


def test_more_than_go_in_a_row_are_sent_too(webhook, answers, monkeypatch, capsys):
    monkeypatch.setattr(webhooks, "IN_A_ROW", 4)
    monkeypatch.setattr(webhooks, "AT_ONCE", 2)
    call_command("send_webhooks")
    assert f"{Edition.objects.count()} changes taken" in capsys.readouterr().out


def test_what_failed_is_said(webhook, answers, capsys):
    answers.append(Answer(410, ""))
    call_command("send_webhooks")
    assert capsys.readouterr().out == "send_webhooks: 0 changes taken, 1 attempts failed, 1 switched off, 0 on\n"


def test_it_follows_until_it_is_interrupted(webhook, answers, monkeypatch, capsys):
    def interrupted(_seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(send_webhooks.time, "sleep", interrupted)
    call_command("send_webhooks", follow=True)
    assert f"{Edition.objects.count()} changes taken" in capsys.readouterr().out


def test_a_database_that_is_away_is_said_in_a_sentence(webhook, monkeypatch):
    def away(*_arguments):
        raise OperationalError("away")

    monkeypatch.setattr(webhooks, "send_due", away)
    with pytest.raises(CommandError, match="Nothing more was sent, because the database refused it: away"):
        call_command("send_webhooks")
