"""What a partner may know of itself by its key: how much the key was used, and what was sent to its webhooks."""

from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from policies.models.edition import Log, moment
from policies.models.key import Key, Use
from policies.models.partner import Delivery, Partner, Webhook

MOST_DELIVERIES = 50


def key_block(key: Key) -> dict[str, Any]:
    """The key without its words, which nobody has but the partner."""
    return {
        "begins_with": key.prefix,
        "partner": key.partner.name,
        "scope": key.scope,
        "granted_at": moment(key.granted_at),
        "expires_at": moment(key.expires_at),
    }


def key_after(key: Key) -> Key | None:
    """The one that takes its place, once it was shown."""
    return Key.objects.filter(replaces=key, shown_at__isnull=False).select_related("partner").first()


def uses_of(key: Key) -> list[dict[str, Any]]:
    """By day and family of addresses, the last day first, for as long as it is kept."""
    rows = Use.objects.filter(key=key).order_by("-day", "family")
    return [
        {"day": row.day.isoformat(), "addresses": row.family, "requests": row.requests, "refused": row.refused}
        for row in rows
    ]


def webhooks_of(partner: Partner) -> list[dict[str, Any]]:
    """Those of the partner, each with what was sent to it last; never the secret it is signed with."""
    log = Log.objects.get(pk=1)
    deliveries: dict[Any, list[dict[str, Any]]] = {}
    for row in _last_deliveries(partner):
        deliveries.setdefault(row.webhook_id, []).append(_delivery(row))
    webhooks = Webhook.objects.filter(partner=partner).defer("secret").order_by("address")
    return [{**_webhook(webhook, log), "deliveries": deliveries.get(webhook.pk, [])} for webhook in webhooks]


def _last_deliveries(partner: Partner) -> Any:
    place = Window(RowNumber(), partition_by=[F("webhook_id")], order_by=[F("pk").desc()])
    rows = Delivery.objects.filter(webhook__partner=partner).annotate(place=place)
    return rows.filter(place__lte=MOST_DELIVERIES).order_by("-pk")


def _webhook(webhook: Webhook, log: Log) -> dict[str, Any]:
    # Who follows another log is told all of this one.
    behind = log.sequence - (webhook.sequence if webhook.epoch == log.epoch else 0)
    return {
        "id": str(webhook.pk),
        "address": webhook.address,
        "is_on": webhook.switched_off_at is None,
        "why_off": webhook.why_off or None,
        "sent_up_to": webhook.sequence,
        "to_be_sent": behind,
        "failing_since": moment(webhook.failing_since) if webhook.failing_since else None,
        "next_at": moment(webhook.next_at),
    }


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "message": row.message_id,
        "change": row.sequence,
        "at": moment(row.at),
        "status": row.status,
        "error": row.error or None,
        "milliseconds": row.milliseconds,
    }
