"""Partners, their webhooks, and what was sent."""

import pytest
from django.utils import timezone

from policies.domain import webhooks
from policies.models import Delivery, Partner, Webhook
from tests.models.refusals import Broken, complaints, refused_by, told

pytestmark = pytest.mark.django_db
ADDRESS = "https://partner.example/hook"


def partner():
    return Partner.objects.get_or_create(name="An institute", mail="data@partner.example")[0]


def webhook(**values):
    now = timezone.now()
    given = {"partner": partner(), "address": ADDRESS, "secret": "whsec_", "epoch": "3f9c", "sequence": 0}
    return Webhook(**{**given, "next_at": now, **values})


def of_one_address():
    webhooks.add(partner(), ADDRESS)
    return webhook()


def delivery(**values):
    made = webhook()
    made.save()
    now = timezone.now()
    return Delivery(webhook=made, message_id="msg_1", sequence=1, at=now, milliseconds=5, **values)


def test_they_are_called_by_what_tells_them_apart():
    assert (str(partner()), str(webhook())) == ("An institute", ADDRESS)
    assert [str(delivery(status=500)), str(Delivery(sequence=1, error="timed out"))] == ["1: 500", "1: timed out"]


@pytest.mark.parametrize(("status", "is_taken"), [(200, True), (204, True), (302, False), (500, False), (None, False)])
def test_a_message_is_taken_where_the_answer_says_so(status, is_taken):
    assert Delivery(status=status).is_taken is is_taken


BROKEN = {
    "partner_forgotten_whole": Broken(lambda: Partner(name="F", mail="a@b.example", forgotten_at=timezone.now()), None),
    "webhook_once": Broken(of_one_address, "This partner has a webhook with this address already."),
    "webhook_off_for_a_reason": Broken(lambda: webhook(switched_off_at=timezone.now()), None),
    "delivery_answered_or_not": Broken(delivery, None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks_a_rule(name):
    assert refused_by(BROKEN[name].row()) == {name}


@pytest.mark.parametrize("case", told(BROKEN))
def test_the_model_says_it_in_a_sentence(case):
    assert case.sentence in complaints(case.row())
