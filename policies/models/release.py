"""Releases: the whole catalogue as files, numbered and kept. Public code reads this; it knows of no other model."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """The catalogue as it was at a moment, which is that of its last edition then."""

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    # Where the log stood, so that a partner can go on from here with the change feed.
    epoch = models.CharField(max_length=16)
    sequence = models.BigIntegerField(_("sequence"))
    moment = models.DateTimeField(_("moment"))
    # The address of the site as its files have it.
    base = models.CharField(max_length=300, blank=True)
    # Each with its name, its size in bytes, its SHA-256 and, for a table, its number of rows.
    files = models.JSONField(_("files"))
    # The number of rows of each table.
    counts = models.JSONField(_("counts"))
    # The sequences of the editions that were taken down when the files were written: their words are not in them.
    hidden = models.JSONField(default=list)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar[list] = ["-number"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["epoch", "sequence"], name="release_once_per_state"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="release_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def cursor(self) -> str:
        """From where the change feed tells what came after."""
        return f"{self.epoch}:{self.sequence}"

    @property
    def address(self) -> str:
        return f"/data/releases/{self.number}/"

    def file(self, name: str) -> dict | None:
        """What is known of that file; nothing where the release has none of that name."""
        return next((row for row in self.files if row["name"] == name), None)
