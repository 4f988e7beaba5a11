"""Who keeps a copy of the catalogue, and where we tell them what changed."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 500


class Partner(models.Model):
    """An institute or a person whose program reads the catalogue."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    mail = models.EmailField(_("e-mail address"), help_text=_("Who is told when a webhook is switched off."))
    note = models.TextField(_("note"), blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    # When it was forgotten who it is; its keys and their use stay, and are nobody's.
    forgotten_at = models.DateTimeField(_("forgotten at"), null=True, editable=False)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering: ClassVar[list] = ["name"]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(mail="", note=""), name="partner_forgotten_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WebhookQuerySet(models.QuerySet):
    def on(self):
        return self.filter(switched_off_at__isnull=True)

    def due(self, moment):
        """Those that may be sent to now, who waits longest first; whether there is anything to send is not asked."""
        return self.on().filter(next_at__lte=moment).order_by("next_at", "pk")


class Webhook(models.Model):
    """An address to which every change is sent once it is public, in the order of the log.

    The log itself is the queue: `sequence` is the last change that the address took. What it did not take is sent
    again, so nothing is missed; a change has the same id each time, so nothing need be done twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="webhooks")
    address = models.CharField(
        _("address"), max_length=LONGEST_ADDRESS, help_text=_("https, and of a public host. No redirects are followed.")
    )
    # Both sides need it as it is: we to sign, they to check.
    secret = models.CharField(_("secret"), max_length=100, editable=False)
    epoch = models.CharField(_("log"), max_length=16, editable=False)
    sequence = models.BigIntegerField(_("sent up to"), editable=False)
    # Of the change that is next: how often it was tried, since when in vain, and when it is tried again.
    tried = models.PositiveIntegerField(_("tried"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    next_at = models.DateTimeField(_("next at"), editable=False)
    # Until then one process has it to itself. One that died keeps it no longer than that.
    leased_until = models.DateTimeField(null=True, editable=False)
    switched_off_at = models.DateTimeField(_("switched off at"), null=True, editable=False)
    why_off = models.CharField(_("why switched off"), max_length=300, blank=True, editable=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = WebhookQuerySet.as_manager()
    # Only of what `domain.webhooks.with_behind` gives.
    behind: int

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar[list] = ["partner", "address"]
        indexes: ClassVar[list] = [
            models.Index(fields=["next_at"], condition=Q(switched_off_at__isnull=True), name="webhook_by_time")
        ]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["partner", "address"],
                name="webhook_once",
                violation_error_message=_("This partner has a webhook with this address already."),
            ),
            models.CheckConstraint(
                condition=Q(switched_off_at__isnull=True) | ~Q(why_off=""), name="webhook_off_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.address


class Delivery(models.Model):
    """One attempt to send a change: what the address answered, or why it could not be asked."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(_("message"), max_length=60)
    sequence = models.BigIntegerField(_("change"))
    at = models.DateTimeField(_("at"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"))

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar[list] = ["-pk"]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(status__isnull=False, error="") | (Q(status__isnull=True) & ~Q(error="")),
                name="delivery_answered_or_not",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.status or self.error}"

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300
