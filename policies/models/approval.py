"""A second person's yes to exactly one content of a record."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.choices import ApprovalBasis, Kind


class Approval(models.Model):
    """Bound to the hash of what was reviewed. Never changed and never deleted: the database refuses both."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    content_hash = models.CharField(_("content hash"), max_length=71)
    basis = models.CharField(_("basis"), max_length=20, choices=ApprovalBasis, default=ApprovalBasis.REVIEW)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="approvals"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering: ClassVar[list] = ["-at"]
        indexes: ClassVar[list] = [models.Index(fields=["record_id"], name="approval_by_record")]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=~Q(basis=ApprovalBasis.REVIEW) | Q(by__isnull=False), name="approval_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id} {self.content_hash[:18]}"
