"""Signatures that the library of Standard Webhooks accepts, and no others."""

import base64
import time

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from policies.text.signing import new_secret, signed

BODY = '{"type":"measure.published","data":{"reason":"农村"}}'.encode()


def test_their_verifier_accepts_what_we_sign():
    secret = new_secret()
    headers = signed(secret, "msg_1", int(time.time()), BODY)
    assert Webhook(secret).verify(BODY, headers)["type"] == "measure.published"


@pytest.mark.parametrize("change", ["body", "id", "time", "secret"])
def test_it_refuses_what_anybody_changed(change):
    secret = new_secret()
    now = int(time.time())
    headers = signed(secret, "msg_1", now, BODY)
    headers |= {"webhook-id": "msg_2"} if change == "id" else {}
    headers |= {"webhook-timestamp": str(now - 1)} if change == "time" else {}
    body = BODY.replace(b"measure", b"Measure") if change == "body" else BODY
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret() if change == "secret" else secret).verify(body, headers)


def test_a_secret_is_long_and_never_the_same():
    secrets = {new_secret() for _time in range(50)}
    assert len(secrets) == 50
    assert {len(base64.b64decode(secret.removeprefix("whsec_"))) for secret in secrets} == {32}
