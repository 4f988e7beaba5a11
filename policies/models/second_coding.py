"""A measure coded a second time by somebody who has not seen how it was coded."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models.measure import Measure


class SecondCoding(models.Model):
    """What a second person made of the same words: by value the codes, sorted. Never shown before it is given."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), on_delete=models.CASCADE, related_name="second_codings"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    # {"instrument": ["PILOT"], "targets": [], …}: the first coder's codes at that moment, and the second's.
    first = models.JSONField(_("first coding"))
    second = models.JSONField(_("second coding"))
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("first coded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("second coding")
        verbose_name_plural = _("second codings")
        ordering: ClassVar[list] = ["-pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["measure", "by"],
                name="secondcoding_once",
                violation_error_message=_("You coded this measure already."),
            ),
            models.CheckConstraint(
                condition=models.Q(first_by__isnull=True) | ~models.Q(first_by=models.F("by")),
                name="secondcoding_by_another",
                violation_error_message=_("You coded this measure first. Somebody else has to code it blind."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.by})"
