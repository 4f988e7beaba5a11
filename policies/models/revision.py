"""One saved change of a working record: who, when, why, and the whole content afterwards."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, RevisionAct


class RevisionQuerySet(models.QuerySet):
    def of(self, kind: str, record_id):
        """The revisions of one record, the latest first. They outlive the record."""
        return self.filter(kind=kind, record_id=record_id).order_by("-number")


class Revision(models.Model):
    """Never changed and never deleted: the database refuses both."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    number = models.PositiveIntegerField(_("number"))
    act = models.CharField(_("what happened"), max_length=20, choices=RevisionAct, default=RevisionAct.CHANGED)
    content = models.TextField(_("content"))
    content_hash = models.CharField(_("content hash"), max_length=71)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="revisions"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering: ClassVar[list] = ["kind", "record_id", "number"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["kind", "record_id", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id} r{self.number}"
