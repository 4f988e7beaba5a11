"""What a key shows to whoever has it: its use, and the webhooks of its partner."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.choices import KeyScope
from policies.domain import webhooks
from policies.models import Delivery, Key, Use
from policies.models.edition import Log, moment
from tests import factories as f
from tests.api.test_openapi import assert_described
from tests.keys import a_key, bearing, expire

pytestmark = pytest.mark.django_db
USAGE, WEBHOOKS, RENEW = "/api/v1/usage/", "/api/v1/webhooks/", "/api/v1/key/renew/"
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


def used(key, day=27, family="documents", requests=7, refused=0):
    Use.objects.create(key=key, day=date(2026, 11, day), family=family, requests=requests, refused=refused)


def a_webhook(key, address="https://partner.example/hook"):
    return webhooks.add(key.partner, address)


def delivered(webhook, sequence=1, **values):
    given = {"status": 204, "error": "", **values}
    Delivery.objects.create(
        webhook=webhook, message_id=f"msg_{sequence}", sequence=sequence, at=AT, milliseconds=12, **given
    )


def test_a_key_sees_its_own_use_by_day_and_addresses_and_no_other(client, settings):
    settings.LIMIT_WITH_KEY = 6000
    key, words = a_key()
    other, _words = a_key()
    used(key, 26)
    used(key, 27, "changes", 3, 1)
    used(key, 27)
    used(other, 27, "exports", 99)
    assert client.get(USAGE, headers=bearing(words)).json() == {
        "key": {
            "begins_with": words[:12],
            "partner": "An institute",
            "scope": "reading",
            "granted_at": moment(key.granted_at),
            "expires_at": moment(key.expires_at),
        },
        "limit": {"requests": 6000, "seconds": 60},
        "results": [
            {"day": "2026-11-27", "addresses": "changes", "requests": 3, "refused": 1},
            {"day": "2026-11-27", "addresses": "documents", "requests": 7, "refused": 0},
            {"day": "2026-11-26", "addresses": "documents", "requests": 7, "refused": 0},
        ],
    }


def test_a_partner_sees_its_own_webhooks_with_what_was_sent_and_never_their_secret(client):
    f.catalogue()
    key, words = a_key(scope=KeyScope.WEBHOOKS)
    webhook = a_webhook(key)
    other = a_webhook(a_key("Another institute")[0], "https://other.example/")
    delivered(webhook, 1)
    delivered(webhook, 2, status=None, error="timed out")
    delivered(other, 3)
    webhooks.switch_off(webhook, "It answered 410 Gone.")
    answer = client.get(WEBHOOKS, headers=bearing(words))
    assert answer.json() == {
        "count": 1,
        "results": [
            {
                "id": str(webhook.pk),
                "address": "https://partner.example/hook",
                "is_on": False,
                "why_off": "It answered 410 Gone.",
                "sent_up_to": Log.objects.get().sequence,
                "to_be_sent": 0,
                "failing_since": None,
                "next_at": moment(webhook.next_at),
                "deliveries": [
                    {
                        "message": "msg_2",
                        "change": 2,
                        "at": moment(AT),
                        "status": None,
                        "error": "timed out",
                        "milliseconds": 12,
                    },
                    {
                        "message": "msg_1",
                        "change": 1,
                        "at": moment(AT),
                        "status": 204,
                        "error": None,
                        "milliseconds": 12,
                    },
                ],
            }
        ],
    }
    assert webhook.secret not in answer.content.decode()


def test_only_the_last_fifty_attempts_of_each_are_shown(client):
    f.catalogue()
    key, words = a_key(scope=KeyScope.WEBHOOKS)
    first, second = a_webhook(key), a_webhook(key, "https://partner.example/second")
    for number in range(52):
        delivered(first, number)
    delivered(second, 7)
    rows = client.get(WEBHOOKS, headers=bearing(words)).json()["results"]
    assert [[row["change"] for row in webhook["deliveries"]] for webhook in rows] == [list(range(51, 1, -1)), [7]]


def block(key):
    key.refresh_from_db()
    return {
        "begins_with": key.prefix,
        "partner": "An institute",
        "scope": key.scope,
        "granted_at": moment(key.granted_at),
        "expires_at": moment(key.expires_at),
    }


def test_a_key_is_renewed_by_itself_and_the_words_of_the_new_one_are_told_once(client, schema):
    key, words = a_key(scope=KeyScope.WEBHOOKS)
    assert client.get(RENEW, headers=bearing(words)).json() == {"key": block(key), "renewed": None}
    answer = client.post(RENEW, headers=bearing(words))
    new = Key.objects.get(replaces=key)
    said = answer.json()
    assert (answer.status_code, answer["Cache-Control"]) == (201, "private, no-store")
    assert said == {"key": block(new), "words": said["words"], "former": block(key)}
    assert_described(schema, RENEW, answer, "post")
    told = client.get(RENEW, headers=bearing(words))
    assert told.json() == {"key": block(key), "renewed": block(new)}
    assert_described(schema, RENEW, told)
    assert client.get(USAGE, headers=bearing(said["words"])).json()["key"] == block(new)


def test_what_cannot_be_renewed_is_said_and_changes_nothing(client, schema):
    key, words = a_key()
    new = client.post(RENEW, headers=bearing(words)).json()["words"]
    answer = client.post(RENEW, headers=bearing(new))
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["type"] == "/api/docs/#not-renewed"
    assert answer.json()["detail"].startswith(f"The key before this one, {key}, works until ")
    assert_described(schema, RENEW, answer, "post")
    assert Key.objects.count() == 2


def test_nobody_renews_a_key_without_it(client):
    key, words = a_key()
    expire(key)
    for headers in ({}, bearing(words), bearing(words[:-1])):
        assert client.post(RENEW, headers=headers).status_code == 401
    # Nor by an address, a form or a cookie.
    assert client.post(f"{RENEW}?key={words}").status_code == 400
    assert client.post(RENEW, {"key": words}).status_code == 401
    assert Key.objects.count() == 1


@pytest.mark.parametrize("address", [USAGE, WEBHOOKS, RENEW])
def test_without_a_key_there_is_nothing_to_see(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="policy reference"')
    assert answer.json() == {
        "type": "/api/docs/#no-key",
        "title": "This needs a key",
        "status": 401,
        "detail": "Send your key in the header Authorization: Bearer. To ask for one: /data/key/.",
        "instance": address,
    }


def test_a_key_for_reading_does_not_open_the_webhooks(client):
    _key, words = a_key()
    answer = client.get(WEBHOOKS, headers=bearing(words))
    challenge = 'Bearer realm="policy reference", error="insufficient_scope", scope="webhooks"'
    assert (answer.status_code, answer["WWW-Authenticate"]) == (403, challenge)
    assert (answer.json()["type"], answer.json()["detail"]) == (
        "/api/docs/#wrong-scope",
        "This key is for reading, with higher limits. To read this it has to be granted for more.",
    )


@pytest.mark.parametrize("address", [USAGE, WEBHOOKS])
def test_nothing_keeps_what_is_one_partners_own(client, address):
    f.catalogue()
    _key, words = a_key(scope=KeyScope.WEBHOOKS)
    for headers in (bearing(words), {}):
        answer = client.get(address, headers=headers)
        assert answer["Cache-Control"] == "private, no-store"
        assert "Authorization" in answer["Vary"]


@pytest.mark.parametrize("number", [1, 3])
def test_both_cost_the_same_with_one_row_and_with_three(client, number):
    f.catalogue()
    key, words = a_key(scope=KeyScope.WEBHOOKS)
    for row in range(number):
        used(key, row + 1)
        delivered(a_webhook(key, f"https://partner.example/{row}"), row)
    # The key with its partner; its use. The key; the log, what was sent, the webhooks.
    for address, queries in ((USAGE, 2), (WEBHOOKS, 4)):
        with CaptureQueriesContext(connection) as captured:
            client.get(address, headers=bearing(words))
        assert len(captured) == queries


def test_both_are_as_described(client, schema):
    f.catalogue()
    key, words = a_key(scope=KeyScope.WEBHOOKS)
    used(key)
    delivered(a_webhook(key))
    for address in (USAGE, WEBHOOKS):
        assert_described(schema, address, client.get(address, headers=bearing(words)))
        assert_described(schema, address, client.get(address))
    _reading, other = a_key()
    assert_described(schema, WEBHOOKS, client.get(WEBHOOKS, headers=bearing(other)))
    assert_described(
        schema, "/api/v1/measures/", client.get("/api/v1/measures/", headers={"Authorization": "Bearer x"})
    )
