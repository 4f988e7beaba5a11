"""What the seed answers to the requests of `policies/api/schema/examples.py`.

What is another in each installation is put right: an id follows from the slug, a moment is so many hours after the
first publication as it was, a hash is that of the slug, and a cursor says what it would with such ids.
"""

import base64
import hashlib
import re
import uuid
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from policies.api.schema.examples import REQUESTS
from policies.catalogue.keys import hand_over
from policies.choices import KeyScope, Kind
from policies.domain import keys
from policies.models import Delivery, Edition, Log, Partner, Use, Webhook
from policies.text.keys import without_keys

SITE = "https://reference.example"
BEGAN = datetime(2026, 11, 24, 10, tzinfo=UTC)
EPOCH, KEY = "3f9c", "epa_EXAMPLE…"
ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z")
PREFIX = re.compile(r"epa_[\w-]{8}…?")
CURSOR = re.compile(r"(?<=cursor=)[\w-]+")


def answers(client):
    """By the name of each request what it is answered, put right. The seed must be in the database."""
    words = _partner()
    put_right = _Standing()
    found = {}
    for request in REQUESTS:
        headers = {"Authorization": f"Bearer {words}"} if request.has_key else {}
        if request.method == "POST":
            answer = client.post(f"/api/v1/{request.address}", request.body or {}, "application/json", headers=headers)
        else:
            answer = client.get(f"/api/v1/{request.address}", headers=headers)
        assert answer.status_code == request.status, answer.content.decode()
        found[request.name] = put_right(answer.json())
    return found


def _partner():
    """The words of the key of somebody who has used it, and was sent something."""
    partner = Partner.objects.create(name="An institute", mail="data@institute.example")
    key = keys.give(partner, scope=KeyScope.WEBHOOKS)
    log, now = Log.objects.get(), timezone.now()
    webhook = Webhook.objects.create(
        partner=partner,
        address="https://institute.example/changes",
        secret="a secret",
        epoch=log.epoch,
        sequence=log.sequence,
        next_at=now,
    )
    Delivery.objects.create(
        webhook=webhook,
        message_id=f"{log.epoch}.{log.sequence}",
        sequence=log.sequence,
        at=now,
        status=204,
        milliseconds=87,
    )
    Use.objects.create(key=key, day=now.date(), family="changes", requests=1440)
    return hand_over(key)


class _Standing:
    """Puts what stays the same for what does not."""

    def __init__(self):
        editions = Edition.objects.order_by("sequence")
        self.began = editions[0].published_at
        names = {str(row.record_id): f"{row.kind} {row.slug}" for row in editions}
        names |= {str(row.pk): row.address for row in Webhook.objects.all()}
        self.ids = {found: str(uuid.uuid5(uuid.NAMESPACE_URL, name)) for found, name in names.items()}
        # Those of terms follow from their codes, and are the same everywhere.
        self.ids |= {str(row.record_id): str(row.record_id) for row in editions if row.kind == Kind.TERM}
        self.words = {row.content_hash: f"sha256:{_sha256(names[str(row.record_id)])}" for row in editions}
        self.epoch = Log.objects.get().epoch

    def __call__(self, node):
        if isinstance(node, dict):
            return {name: self._day(name) or self(value) for name, value in node.items()}
        if isinstance(node, list):
            return [self(value) for value in node]
        return self._text(node) if isinstance(node, str) else node

    def _day(self, name):
        return f"{BEGAN:%Y-%m-%d}" if name == "day" else None

    def _text(self, text):
        text = self.words.get(text, text).replace("http://testserver", SITE)
        text = PREFIX.sub(KEY, without_keys(text))
        text = re.sub(rf"\b{self.epoch}(?=[:.])", EPOCH, text)
        text = MOMENT.sub(lambda found: self._moment(found[0]), text)
        return CURSOR.sub(lambda found: self._cursor(found[0]), self._with_ids(text))

    def _with_ids(self, text):
        return ID.sub(lambda found: self.ids[found[0]], text)

    def _cursor(self, cursor):
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        return base64.urlsafe_b64encode(self._with_ids(said).encode()).decode().rstrip("=")

    def _moment(self, text):
        hours = round((datetime.fromisoformat(text) - self.began) / timedelta(hours=1))
        return f"{BEGAN + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"


def _sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()
