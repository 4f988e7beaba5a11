"""Signatures of messages, as Standard Webhooks 1.0.0 has them: HMAC-SHA256 over the id, the time and the body."""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """A secret that nobody has had before: 32 random bytes as their libraries take them."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed(secret: str, message_id: str, second: int, body: bytes) -> dict[str, str]:
    """The headers by which whoever has the secret knows that this body is ours and is not sent again by another."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = f"{message_id}.{second}.".encode() + body
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(second),
        "webhook-signature": f"v1,{signature}",
    }
