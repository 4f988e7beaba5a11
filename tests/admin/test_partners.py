"""Partners and webhooks on the desk: for administrators."""

import pytest
from django.urls import reverse

from policies.domain import webhooks
from policies.models import Delivery, Partner, Webhook
from tests import factories as f
from tests.views.reading import words

pytestmark = pytest.mark.django_db
ADD, LIST = "/admin/policies/webhook/add/", "/admin/policies/webhook/"


@pytest.fixture
def partner():
    f.catalogue()
    return Partner.objects.create(name="An institute", mail="data@partner.example")


@pytest.fixture
def desk(client):
    client.force_login(f.user("administrator"))
    return client


def act(desk, action, *rows):
    return desk.post(LIST, {"action": action, "_selected_action": [str(row.pk) for row in rows]}, follow=True)


def said(page):
    return words(page, tag="body")


def test_a_webhook_is_added_and_its_secret_shown_this_once(desk, partner):
    given = {"partner": partner.pk, "address": "https://partner.example/hook", "from_the_beginning": "on"}
    page = desk.post(ADD, given, follow=True)
    webhook = Webhook.objects.get()
    assert webhook.sequence == 0
    secret = f"The secret of https://partner.example/hook, which is shown this once: {webhook.secret}"
    assert secret in said(page)
    assert webhook.secret not in said(desk.get(LIST))
    assert webhook.secret not in said(desk.get(f"{LIST}{webhook.pk}/change/"))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://partner.example/", "“http://partner.example/” is not encrypted. Use https."),
        ("ftp://partner.example/", "“ftp://partner.example/” cannot be posted to."),
        ("https://partner.example/hook", "This partner has a webhook with this address already."),
    ],
)
def test_what_cannot_be_added_is_said_on_the_form(desk, partner, address, sentence):
    webhooks.add(partner, "https://partner.example/hook")
    page = desk.post(ADD, {"partner": partner.pk, "address": address})
    assert (page.status_code, sentence in page.content.decode(), Webhook.objects.count()) == (200, True, 1)


def test_one_is_switched_off_and_on_again_and_given_another_secret(desk, partner):
    webhook = webhooks.add(partner, "https://partner.example/hook")
    assert "switched off: By administrator-" in said(act(desk, "switch_off", webhook))
    assert "switched off: By" not in said(act(desk, "switch_on", webhook))
    page = act(desk, "renew_secret", webhook)
    before, webhook = webhook.secret, Webhook.objects.get()
    assert (webhook.secret in said(page), webhook.secret != before) == (True, True)


def test_the_page_shows_what_was_sent_last(desk, partner):
    webhook = webhooks.add(partner, "https://partner.example/hook", from_the_beginning=True)
    now = webhook.next_at
    Delivery.objects.create(
        webhook=webhook, message_id="msg_1", sequence=7, at=now, status=None, error="timed out", milliseconds=10000
    )
    page = said(desk.get(reverse("admin:policies_webhook_change", args=[webhook.pk])))
    assert f"7 {now:%Y-%m-%d %H:%M:%S} timed out 10000 msg_1" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three(desk, partner, number, django_assert_num_queries):
    for address in range(number):
        webhooks.add(partner, f"https://partner.example/{address}")
    desk.get(LIST)
    # The session, the user, the rights; the numbers of all and of those shown, and these.
    with django_assert_num_queries(7):
        desk.get(LIST)


@pytest.mark.parametrize("role", ["", "curator", "reviewer"])
def test_nobody_else_sees_them(client, partner, role):
    client.force_login(f.user(role))
    assert client.get(LIST).status_code in {302, 403}
    assert client.get("/admin/policies/partner/").status_code in {302, 403}
