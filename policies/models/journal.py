"""What the database itself wrote down of every change of a row of the desk, whoever made it and by whatever way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.choices import JournalAct


class JournalEntry(models.Model):
    """Written by triggers alone (see journaling.py). Never changed and never deleted: the database refuses both."""

    table = models.CharField(_("table"), max_length=63, db_column="table_name")
    row_id = models.CharField(_("row"), max_length=40)
    # The record of which the row is a part, or which it is itself: its key on the desk.
    record_id = models.UUIDField(_("record id"), null=True)
    act = models.CharField(_("what happened"), max_length=20, choices=JournalAct)
    at = models.DateTimeField(_("at"))
    # Rows as the database has them, as JSON; empty where there was none.
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering: ClassVar[list] = ["pk"]
        indexes: ClassVar[list] = [models.Index(fields=["record_id", "table", "id"], name="journal_of_record")]
        constraints: ClassVar[list] = [
            models.CheckConstraint(condition=Q(act__in=JournalAct.values), name="journalentry_act_known"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}: {self.act}"
