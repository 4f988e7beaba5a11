"""What a key shows to whoever has it."""

from rest_framework import serializers

from policies.api.schema import parts
from policies.api.schema.parts import maybe_text, number, one_of, shape, text, yes_or_no
from policies.choices import KeyScope

KEY = shape(
    "Key",
    {
        "begins_with": text("The beginning of its words, to tell it from others."),
        "partner": text("Whose it is."),
        "scope": one_of(KeyScope, "What it opens."),
        "granted_at": parts.moment("Since when, UTC."),
        "expires_at": parts.moment("Until when, UTC."),
    },
)
RENEWAL = shape(
    "Renewal",
    {
        "key": KEY(),
        "renewed": KEY(allow_null=True, help_text="The key that takes its place; null if there is none yet."),
    },
)
RENEWED = shape(
    "RenewedKey",
    {
        "key": KEY(help_text="The new key."),
        "words": text("Its words, which are told this once: send them as `Authorization: Bearer …` from now on."),
        "former": KEY(help_text="The key that you sent. It works until its `expires_at`, a week at the most."),
    },
)
USE = shape(
    "Use",
    {
        "day": serializers.DateField(help_text="The day, UTC."),
        "addresses": text("The family of addresses: documents, changes, exports …."),
        "requests": number("How many were answered."),
        "refused": number("How many were refused because they were too many."),
    },
)
OWN_USE = shape(
    "OwnUse",
    {
        "key": KEY(),
        "limit": shape(
            "Limit",
            {
                "requests": number("How many a window has room for; null if there is no limit.", allow_null=True),
                "seconds": number("How long the window is."),
            },
        )(),
        "results": USE(many=True, help_text="The last 90 days, the latest first. The last seconds may be missing."),
    },
)
DELIVERY = shape(
    "Delivery",
    {
        "message": text("The header `webhook-id`, the same each time for the same change."),
        "change": number("The sequence of the change."),
        "at": parts.moment("When, UTC."),
        "status": number("What the address answered; null if it could not be asked.", allow_null=True),
        "error": maybe_text("Why it could not be asked."),
        "milliseconds": number("How long it took."),
    },
)
WEBHOOK = shape(
    "Webhook",
    {
        "id": text("Stays the same."),
        "address": text("Where changes are sent."),
        "is_on": yes_or_no("False if it was switched off."),
        "why_off": maybe_text("Why it was switched off."),
        "sent_up_to": number("The last change that the address took."),
        "to_be_sent": number("How many changes it has not taken yet."),
        "failing_since": parts.moment("Since when it has taken nothing, UTC.", allow_null=True),
        "next_at": parts.moment("When it may be tried next, UTC."),
        "deliveries": DELIVERY(many=True, help_text="The last 50 attempts, the latest first."),
    },
)
OWN_WEBHOOKS = shape("OwnWebhooks", {"count": number("How many there are."), "results": WEBHOOK(many=True)})
