"""What is sent to whom, in which order, and what becomes of it when it is not taken."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from standardwebhooks.webhooks import Webhook as Verifier

from policies.catalogue.changes import change, message
from policies.domain import publishing, webhooks
from policies.domain.posting import Answer
from policies.models import Delivery, Edition, Log, Partner, Webhook
from tests import factories as f

pytestmark = pytest.mark.django_db
ADDRESS = "https://partner.example/hook"


@pytest.fixture
def partner():
    return Partner.objects.create(name="An institute", mail="data@partner.example")


class Receiver:
    """Takes everything, but for what it is told to answer otherwise."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.got = []

    def __call__(self, address, body, headers):
        self.got.append((address, body, headers))
        return self.answers.pop(0) if self.answers else Answer(204, "")

    @property
    def sequences(self):
        return [json.loads(body)["data"]["sequence"] for _address, body, _headers in self.got]


def send(receiver):
    return webhooks.send_due(message, receiver)


def later(webhook, **passed):
    """As if the time had passed."""
    webhook.refresh_from_db()
    for name in ("next_at", "failing_since"):
        if getattr(webhook, name):
            setattr(webhook, name, getattr(webhook, name) - timedelta(**passed))
    webhook.save()


def test_every_change_from_now_on_is_sent_once_in_order_and_signed(partner):
    made = f.catalogue()
    webhook = webhooks.add(partner, ADDRESS)
    last = Log.objects.get().sequence
    assert send(Receiver()) == webhooks.Sent()
    publishing.withdraw([made["statement"]], by=None, reason="Wrong.")
    receiver = Receiver()
    assert send(receiver).taken == len(receiver.got) == Log.objects.get().sequence - last
    assert receiver.sequences == list(range(last + 1, Log.objects.get().sequence + 1))
    [*_renewed, (address, body, headers)] = receiver.got
    edition = Edition.objects.get(record_id=made["statement"].pk, action="withdrawn")
    assert address == ADDRESS
    assert Verifier(webhook.secret).verify(body, headers) == {
        "type": "statement.withdrawn",
        "timestamp": change(edition)["at"],
        "data": change(edition),
    }
    assert send(Receiver()) == webhooks.Sent()


def test_from_the_beginning_means_everything(partner):
    f.catalogue()
    webhooks.add(partner, ADDRESS, from_the_beginning=True)
    receiver = Receiver()
    send(receiver)
    assert receiver.sequences == list(range(1, Edition.objects.count() + 1))


def test_what_is_not_taken_is_tried_again_with_the_same_id_before_anything_else_is_sent(partner):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)
    receiver = Receiver(Answer(204, ""), Answer(500, ""))
    assert send(receiver) == webhooks.Sent(taken=1, failed=1)
    assert send(receiver) == webhooks.Sent()
    later(webhook, seconds=6)
    send(receiver)
    assert receiver.sequences == [1, 2, *range(2, Edition.objects.count() + 1)]
    names = [headers["webhook-id"] for _address, _body, headers in receiver.got]
    assert (names[1] == names[2], len(set(names))) == (True, Edition.objects.count())
    webhook.refresh_from_db()
    assert (webhook.tried, webhook.failing_since) == (0, None)


def test_a_process_that_dies_on_the_way_leaves_all_to_the_next(partner):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)

    def dies(_address, _body, _headers):
        raise SystemExit

    with pytest.raises(SystemExit):
        webhooks.send_due(message, dies)
    receiver = Receiver()
    send(receiver)
    assert receiver.sequences[0] == 1
    webhook.refresh_from_db()
    assert (webhook.sequence, webhook.leased_until) == (Log.objects.get().sequence, None)


def test_what_one_process_has_taken_to_itself_another_leaves_until_the_lease_ends(partner):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)
    Webhook.objects.update(leased_until=timezone.now() + webhooks.LEASE)
    assert send(Receiver()) == webhooks.Sent()
    Webhook.objects.filter(pk=webhook.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert send(Receiver()).taken == Edition.objects.count()


def test_who_lost_the_lease_while_sending_stops_and_moves_nothing(partner):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)

    def steals(_address, _body, _headers):
        Webhook.objects.filter(pk=webhook.pk).update(leased_until=timezone.now() + timedelta(hours=1))
        return Answer(204, "")

    assert webhooks.send_due(message, steals).taken == 1
    webhook.refresh_from_db()
    assert webhook.sequence == 0


def test_pauses_grow_and_what_the_other_side_asks_is_heeded(partner):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)
    waits = []
    for answer in (Answer(500, ""), Answer(None, "no"), Answer(503, "", "3600"), Answer(429, "", "later")):
        send(Receiver(answer))
        webhook.refresh_from_db()
        waits.append(round((webhook.next_at - timezone.now()).total_seconds(), -1))
        later(webhook, days=1)
        Webhook.objects.update(failing_since=timezone.now())
    assert waits == [0, 300, 3600, 7200]


def test_after_days_in_vain_it_is_switched_off_with_a_mail_and_misses_nothing(partner, mailoutbox):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)
    send(Receiver(Answer(500, "")))
    later(webhook, days=5)
    assert send(Receiver(Answer(None, "timed out"))) == webhooks.Sent(failed=1, switched_off=1)
    webhook.refresh_from_db()
    assert webhook.why_off.startswith("It has taken nothing since ")
    assert webhook.why_off.endswith("Last: timed out")
    [mail] = mailoutbox
    assert (mail.to, ADDRESS in mail.body, "Nothing is lost." in mail.body) == (["data@partner.example"], True, True)
    later(webhook, days=2)
    assert send(Receiver()) == webhooks.Sent()
    webhooks.switch_on(webhook)
    assert send(Receiver()).taken == Edition.objects.count()


def test_who_says_that_it_is_gone_is_switched_off_at_once(partner, mailoutbox):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)
    assert send(Receiver(Answer(410, ""))).switched_off == 1
    webhook.refresh_from_db()
    assert (webhook.why_off, len(mailoutbox)) == ("It answered 410 Gone.", 1)


def test_a_mail_that_cannot_be_sent_changes_nothing(partner, monkeypatch):
    f.catalogue()
    webhooks.add(partner, ADDRESS, from_the_beginning=True)

    def fails(*_arguments):
        raise ConnectionRefusedError

    monkeypatch.setattr(webhooks, "send_mail", fails)
    assert send(Receiver(Answer(410, ""))).switched_off == 1


def test_after_a_restore_all_of_the_other_log_is_told(partner):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS)
    Log.objects.update(epoch="another")
    receiver = Receiver()
    send(receiver)
    assert receiver.sequences[0] == 1
    webhook.refresh_from_db()
    assert (webhook.epoch, webhook.sequence) == ("another", Log.objects.get().sequence)


def test_every_attempt_is_written_down_for_a_while(partner):
    f.catalogue()
    webhook = webhooks.add(partner, ADDRESS, from_the_beginning=True)
    send(Receiver(Answer(500, "")))
    [attempt] = webhook.deliveries.all()
    assert (attempt.sequence, attempt.status, attempt.error, attempt.is_taken) == (1, 500, "", False)
    Delivery.objects.update(at=timezone.now() - timedelta(days=31))
    later(webhook, days=1)
    send(Receiver())
    assert webhook.deliveries.count() == Edition.objects.count()


def test_an_address_that_cannot_be_posted_to_is_not_added(partner):
    with pytest.raises(ValidationError, match=r"is not encrypted\. Use https\."):
        webhooks.add(partner, "http://partner.example/")
    webhooks.add(partner, ADDRESS)
    with pytest.raises(ValidationError, match="has a webhook with this address already"):
        webhooks.add(partner, ADDRESS)
    assert Webhook.objects.count() == 1


def test_one_that_fails_keeps_no_other_waiting(partner):
    f.catalogue()
    for number in range(3):
        webhooks.add(partner, f"{ADDRESS}/{number}", from_the_beginning=True)

    def one_fails(address, _body, _headers):
        return Answer(500, "") if address.endswith("/1") else Answer(200, "")

    sent = webhooks.send_due(message, one_fails)
    assert (sent.taken, sent.failed) == (2 * Edition.objects.count(), 1)


@pytest.mark.parametrize("number", [1, 3])
def test_with_nothing_to_send_a_round_costs_one_query_however_many_there_are(
    partner, number, django_assert_num_queries
):
    for address in range(number):
        webhooks.add(partner, f"{ADDRESS}/{address}")
    with django_assert_num_queries(1):
        send(Receiver())
