"""Keys of partners: who asked for one, what it opens and until when, how much it was used.

The public asks for them and is counted here: this module imports no other model but that of partners.
"""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.choices import KeyRequestState, KeyScope
from policies.models.correction import UNREADABLE, has_control_characters
from policies.models.partner import Partner
from policies.text.keys import SHOWN

MOST_PURPOSE = 2000
# So long a request is kept of which no key came, from when it was sent or declined.
REQUEST_KEPT = timedelta(days=180)


class KeyQuerySet(models.QuerySet["Key"]):
    def locked(self, partner: int, names: Q) -> "dict[uuid.UUID, Key]":
        """Those of the partner's keys, by id, which nobody else changes until the transaction ends.

        The partner is locked first: which key follows which stays as it is meanwhile. Keys are locked in the order in
        which those lock them who write down the use of many.
        """
        list(Partner.objects.select_for_update().filter(pk=partner))
        return {row.pk: row for row in self.select_for_update().filter(names, partner=partner).order_by("pk")}


class Key(models.Model):
    """What lets a partner's program ask more often. Its words are shown once, on a page of its own; until then it has
    none, and afterwards nobody here knows them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="keys")
    scope = models.CharField(_("scope"), max_length=20, choices=KeyScope, default=KeyScope.READING)
    prefix = models.CharField(_("begins with"), max_length=SHOWN, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)
    shown_at = models.DateTimeField(_("shown at"), null=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    why_revoked = models.CharField(_("why revoked"), max_length=300, blank=True, editable=False)
    # The key that ends once this one was shown.
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("takes the place of"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="replaced_by",
    )
    # To the hour: who asks when is nobody's affair.
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering: ClassVar[list] = ["-granted_at"]
        indexes: ClassVar[list] = [models.Index(fields=["prefix"], name="key_by_prefix")]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="key_digest_once"),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True, prefix="", digest="")
                | (Q(shown_at__isnull=False) & ~Q(prefix="") & ~Q(digest="")),
                name="key_has_words_once_shown",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(why_revoked=""), name="key_revoked_for_a_reason"
            ),
            models.CheckConstraint(condition=Q(scope__in=KeyScope.values), name="key_scope_known"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}…" if self.prefix else str(_("not shown yet"))

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_waiting(self) -> bool:
        """Whether its words are still to be shown."""
        return self.shown_at is None and self.revoked_at is None and not self.is_expired

    @property
    def is_void(self) -> bool:
        """Whether its words were shown and never used: nobody may have them, as where an answer was lost."""
        return self.shown_at is not None and self.revoked_at is None and self.last_used_at is None

    def renewed(self, until: datetime) -> "Key":
        """Afterwards a key of the same partner and scope waits to be shown in place of this one, which must be locked.

        Asked again before that one was used, it is the same, or another instead. Once it was used this key renews
        nothing more, whoever has it; and no key is renewed that does not work itself.
        """
        self._check_renewable()
        if following := Key.objects.filter(replaces=self).first():
            if following.is_waiting:
                return following
            if not following.is_void:
                raise ValidationError(_("The key %(key)s was renewed already, and ends by itself.") % {"key": self})
            following.delete()
        new = Key(partner=self.partner, scope=self.scope, replaces=self, expires_at=until)
        new.save(force_insert=True)
        return new

    def _check_renewable(self) -> None:
        if self.revoked_at or self.is_expired:
            sentence = _("The key %(key)s does not work any more: give its partner another.")
            raise ValidationError(sentence % {"key": self})
        if self.is_waiting:
            raise ValidationError(_("This key was not shown yet: there is nothing to renew."))


class KeyRequest(models.Model):
    """Somebody asks for a key, and reads at an address of their own what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    mail = models.EmailField(_("e-mail address"))
    purpose = models.TextField(_("purpose"), validators=[MaxLengthValidator(MOST_PURPOSE)])
    # A keyed hash of the sender's address of that day, as of corrections.
    sender = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=KeyRequestState, default=KeyRequestState.ASKED, editable=False
    )
    answer = models.TextField(_("answer"), blank=True, editable=False)
    key = models.OneToOneField(
        Key, verbose_name=_("key"), null=True, editable=False, on_delete=models.CASCADE, related_name="request"
    )
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    handled_at = models.DateTimeField(_("handled at"), null=True, editable=False)
    # When it was forgotten who asked, and what for.
    forgotten_at = models.DateTimeField(_("forgotten at"), null=True, editable=False)

    class Meta:
        verbose_name = _("request for a key")
        verbose_name_plural = _("requests for keys")
        ordering: ClassVar[list] = ["-sent_at"]
        indexes: ClassVar[list] = [models.Index(fields=["sender", "sent_at"], name="key_request_by_sender")]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(state=KeyRequestState.GRANTED, key__isnull=False)
                | (Q(state__in=[KeyRequestState.ASKED, KeyRequestState.DECLINED], key__isnull=True)),
                name="key_request_granted_with_a_key",
            ),
            models.CheckConstraint(
                condition=~Q(state=KeyRequestState.DECLINED) | ~Q(answer=""),
                name="key_request_declined_with_a_reason",
                violation_error_message=_("Write why: whoever asked reads it."),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", mail="", purpose="", sender=""),
                name="key_request_forgotten_whole",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | ~Q(state=KeyRequestState.ASKED),
                name="key_request_forgotten_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return str(_("forgotten")) if self.forgotten_at else self.name

    def clean(self):
        super().clean()
        if complaints := {
            name: UNREADABLE for name in ("name", "purpose") if has_control_characters(getattr(self, name) or "")
        }:
            raise ValidationError(complaints)


class Use(models.Model):
    """How often a key asked for addresses of a family on one day, and how often it was refused for too much."""

    key = models.ForeignKey(Key, verbose_name=_("key"), on_delete=models.CASCADE, related_name="uses")
    day = models.DateField(_("day"))
    family = models.CharField(_("addresses"), max_length=20)
    requests = models.BigIntegerField(_("requests"), default=0)
    refused = models.BigIntegerField(_("refused"), default=0)

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        ordering: ClassVar[list] = ["-day", "key", "family"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["key", "day", "family"], name="use_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.family}: {self.requests}"


class Tally(models.Model):
    """How much of its limit somebody used in a window of time, as all processes have said so far.

    `who` is a key, or a keyed hash of a network address. Rows of windows gone by are removed.
    """

    who = models.CharField(max_length=80)
    span = models.BigIntegerField()
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list] = [models.UniqueConstraint(fields=["who", "span"], name="tally_once")]
        indexes: ClassVar[list] = [models.Index(fields=["span"], name="tally_by_span")]

    def __str__(self) -> str:
        return f"{self.who}: {self.used}"
