"""What somebody outside says is wrong in a published record.

The public writes these rows and reads how far each has come: this module imports no other model.
"""

import re
import unicodedata
import uuid
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.choices import CorrectionState, Kind

MOST_CHARACTERS = 4000
MOST_ANSWER = 2000
MOST_LINKS = 2
LINK = re.compile(r"https?://(?:www\.)?|\bwww\.", re.IGNORECASE)
# What a correction speaks of that is no single value of the record.
SOMETHING_ELSE = "other"
DECIDED = (CorrectionState.ACCEPTED, CorrectionState.DECLINED)
UNREADABLE = _("It contains control characters, which cannot be read. Take them out.")
TOO_MANY_LINKS = _("It contains %(found)d links; %(most)d are taken. Say in words what the others show.")


def has_control_characters(text: str) -> bool:
    """Whether there are any besides tabs and the ends of lines."""
    return any(unicodedata.category(character) in {"Cc", "Cs"} for character in text if character not in "\t\r\n")


class CorrectionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=[CorrectionState.RECEIVED, CorrectionState.IN_WORK])

    def shown(self):
        """Those whose state the public may see."""
        return self.exclude(state=CorrectionState.DISCARDED)

    def of(self, kind: str, record_id):
        """Those of one record, the latest first."""
        return self.filter(kind=kind, record_id=record_id).order_by("-sent_at")


class Correction(models.Model):
    """The words of the sender are for curators only; the public sees the value, the state and the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    # The edition that its sender read.
    edition = models.PositiveIntegerField(_("edition"))
    value = models.CharField(_("which value"), max_length=40)
    text = models.TextField(_("what is wrong"), validators=[MaxLengthValidator(MOST_CHARACTERS)])
    source = models.TextField(_("where it can be checked"), blank=True, validators=[MaxLengthValidator(1000)])
    contact = models.EmailField(_("e-mail address"), blank=True)
    # A keyed hash of the sender's address of that day: it tells a flood, and nobody's address.
    sender = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=CorrectionState, default=CorrectionState.RECEIVED)
    answer = models.TextField(_("answer"), blank=True, help_text=_("Public, beside the state."))
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering: ClassVar[list] = ["-sent_at"]
        indexes: ClassVar[list] = [
            models.Index(fields=["sender", "sent_at"], name="correction_by_sender"),
            models.Index(fields=["kind", "record_id"], name="correction_of_record"),
        ]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="correction_says_something",
                violation_error_message=_("Say what is wrong."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CorrectionState.ACCEPTED, CorrectionState.DECLINED]) | ~Q(answer=""),
                name="correction_decided_with_an_answer",
                violation_error_message=_("Write an answer: the public reads why."),
            ),
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="correction_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}, {self.value}: {self.get_state_display()}"

    def clean(self):
        """Refuses what only robots write: many links, and characters that no keyboard has."""
        super().clean()
        complaints = {name: UNREADABLE for name in ("text", "source") if has_control_characters(getattr(self, name))}
        if (found := len(LINK.findall(self.text))) > MOST_LINKS and "text" not in complaints:
            complaints["text"] = TOO_MANY_LINKS % {"found": found, "most": MOST_LINKS}
        if complaints:
            raise ValidationError(complaints)

    @property
    def is_open(self) -> bool:
        return self.state in {CorrectionState.RECEIVED, CorrectionState.IN_WORK}

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED
