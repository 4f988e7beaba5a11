"""Who is in which record's form, and what somebody typed that could not be saved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind


class Presence(models.Model):
    """Somebody has the form of a record open. A row says since when, and when that was last known; it is no lock."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["kind", "record_id", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind} {self.record_id}"


class SetAside(models.Model):
    """A save that was refused because somebody else had saved: all that was typed, until its writer has settled it."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    # The number of the revision that its writer had before them.
    base = models.PositiveIntegerField(_("revision it began from"))
    content = models.TextField(_("content"))
    note = models.TextField(_("note for curators"), blank=True)
    # New snapshots of a source: [{"taken_on", "is_excerpt", "text"}], the text to the character.
    snapshots = models.JSONField(_("snapshots"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)

    class Meta:
        verbose_name = _("changes set aside")
        verbose_name_plural = _("changes set aside")
        ordering: ClassVar[list] = ["-pk"]
        indexes: ClassVar[list] = [models.Index(fields=["by", "settled_at"], name="setaside_of_person")]

    def __str__(self) -> str:
        return f"{self.by} {self.kind} {self.record_id}"
