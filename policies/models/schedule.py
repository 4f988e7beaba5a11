"""When an approved content becomes public."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, ScheduleState


class ScheduleQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ScheduleState.WAITING)

    def due(self, moment):
        """Those whose time has come, the earliest first."""
        return self.waiting().filter(due_at__lte=moment).order_by("due_at", "pk")


class Schedule(models.Model):
    """An approved content of a record and the moment at which it becomes its edition. Void once the record changes."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    record_id = models.UUIDField(_("record id"))
    approval = models.ForeignKey("Approval", verbose_name=_("approval"), on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("becomes public at"))
    state = models.CharField(_("state"), max_length=20, choices=ScheduleState, default=ScheduleState.WAITING)
    why = models.TextField(_("why"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")
        ordering: ClassVar[list] = ["due_at", "pk"]
        indexes: ClassVar[list] = [
            models.Index(fields=["due_at"], condition=Q(state=ScheduleState.WAITING), name="schedule_by_time")
        ]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["kind", "record_id"],
                condition=Q(state=ScheduleState.WAITING),
                name="schedule_one_waiting",
                violation_error_message=_("This record is on the schedule already. Take it off first."),
            ),
            models.CheckConstraint(condition=Q(state__in=ScheduleState.values), name="schedule_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}: {self.due_at:%Y-%m-%d %H:%M}"
