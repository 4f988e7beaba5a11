"""What was said and decided about a record, in order: one thread for reviewers, curators and whoever comes later."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, ReviewAct


class ThreadQuerySet(models.QuerySet):
    def of(self, kind: str, record_id):
        """The thread of one record, the earliest first. It outlives the record."""
        return self.filter(kind=kind, record_id=record_id).order_by("pk")


class ThreadEntry(models.Model):
    """A comment or a decision. Never changed and never deleted: the database refuses both."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    act = models.CharField(_("what happened"), max_length=20, choices=ReviewAct)
    value = models.CharField(_("value it speaks of"), max_length=40, blank=True)
    text = models.TextField(_("text"), blank=True)
    # Of a submission: why a reviewer should look twice. See domain/risk.py.
    flags = models.JSONField(_("flags"), default=list, blank=True)
    content_hash = models.CharField(_("content hash"), max_length=71, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a thread")
        verbose_name_plural = _("threads")
        ordering: ClassVar[list] = ["pk"]
        indexes: ClassVar[list] = [models.Index(fields=["kind", "record_id", "id"], name="thread_of_record")]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(act__in=ReviewAct.values),
                name="thread_act_known",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=[ReviewAct.COMMENTED, ReviewAct.WITHDRAWN, ReviewAct.TAKEN_DOWN]) | ~Q(text=""),
                name="thread_comment_says_something",
                violation_error_message=_("Write what you want to say."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.text[:60]}"

    @property
    def value_path(self) -> tuple[str]:
        """The value as a path of a content, by which it is named."""
        return (self.value,)
