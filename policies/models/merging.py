"""Two records that are one, and two that are not."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, MergeState

MERGED_KINDS = (Kind.AGENCY, Kind.DOCUMENT, Kind.MEASURE)


class Merge(models.Model):
    """The lesser record goes into the kept one. What both, and all that named the lesser, said before is kept here."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    lesser_id = models.UUIDField(_("lesser record"))
    kept_id = models.UUIDField(_("kept record"))
    state = models.CharField(_("state"), max_length=20, choices=MergeState, default=MergeState.PROPOSED)
    reason = models.CharField(_("reason"), max_length=300)
    # The paths of the values that are taken from the lesser record (see text/differences.py).
    chosen = models.JSONField(_("values of the lesser record"), default=list, blank=True)
    # Hashes of what the two said when it was proposed: a later change of either voids the proposal.
    lesser_hash = models.CharField(max_length=71)
    kept_hash = models.CharField(max_length=71)
    # Of every record that was changed, on the desk or in public: [{"kind", "id", "before", "after", "state", "edition",
    # "renewed", "scheduled"}], the numbers of its revisions and the places in the log of its editions before and after,
    # and by which number it was on the schedule before.
    touched = models.JSONField(default=list, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering: ClassVar[list] = ["-pk"]
        constraints: ClassVar[list] = [
            models.CheckConstraint(condition=Q(kind__in=MERGED_KINDS), name="merge_of_a_kind_that_merges"),
            models.CheckConstraint(
                condition=~Q(lesser_id=F("kept_id")),
                name="merge_of_two_records",
                violation_error_message=_("A record cannot be merged with itself."),
            ),
            models.UniqueConstraint(
                fields=["kind", "lesser_id"],
                condition=Q(state__in=[MergeState.PROPOSED, MergeState.DONE]),
                name="merge_once",
                violation_error_message=_("This record is merged, or proposed to be merged, already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MergeState.DONE) | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="merge_decided_by_another",
                violation_error_message=_("You proposed this merge. Somebody else has to decide on it."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="merge_for_a_reason",
                violation_error_message=_("Say why the two are one. The reason is public."),
            ),
            models.CheckConstraint(condition=Q(state__in=MergeState.values), name="merge_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.lesser_id} → {self.kept_id}"


class NotSameQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody has taken back."""
        return self.filter(taken_back_at=None)


class NotSame(models.Model):
    """Two records that somebody looked at and found to be two. They are not offered as duplicates again.

    Somebody can take it back: then they are, and it stays known who said what.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    first_id = models.UUIDField(_("first record"))
    second_id = models.UUIDField(_("second record"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = NotSameQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair that is not the same")
        verbose_name_plural = _("pairs that are not the same")
        ordering: ClassVar[list] = ["-pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["kind", "first_id", "second_id"],
                condition=Q(taken_back_at=None),
                name="notsame_once",
                violation_error_message=_("It is known already that these two are not the same."),
            ),
            # In one order only, so that a pair is found whichever of the two one has in hand.
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="notsame_in_order"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="notsame_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id} ≠ {self.second_id}"
