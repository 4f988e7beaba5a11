"""A date that may be uncertain: EDTF, its first and last possible day, and the words of the source."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.text import edtf


class Dating(models.Model):
    edtf = models.CharField(
        _("date"),
        max_length=60,
        help_text=_("EDTF: 2015-11-09, 2015-11, 2015, or one day of a range: [2015-11-01..2015-11-10]."),
    )
    earliest = models.DateField(_("earliest day"), editable=False)
    latest = models.DateField(_("latest day"), editable=False)
    wording = models.CharField(
        _("words of the source"), max_length=200, help_text=_("As the source has it: early November 2015.")
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.set_bounds()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.set_bounds()

    def set_bounds(self) -> None:
        """Afterwards earliest and latest are the bounds of the EDTF value; a value that is none is refused."""
        if not self.edtf:
            self.earliest = self.latest = None
            return
        try:
            when = edtf.parse(self.edtf)
        except ValueError as error:
            raise ValidationError({"edtf": str(error)}) from error
        self.edtf, self.earliest, self.latest = when.edtf, when.earliest, when.latest


class OptionalDating(Dating):
    """A date that need not be known: empty, without bounds, until it is."""

    edtf = models.CharField(
        _("date"), max_length=60, blank=True, help_text=_("EDTF, as far as known: 2018-03-19, 2018-03, 2018.")
    )
    earliest = models.DateField(_("earliest day"), null=True, editable=False)
    latest = models.DateField(_("latest day"), null=True, editable=False)
    wording = models.CharField(_("words of the source"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.wording and not self.edtf:
            raise ValidationError({"edtf": _("Give the date of these words as well: without it they are not shown.")})


def bounds_in_order(prefix: str) -> models.CheckConstraint:
    """No date ends before it begins."""
    return models.CheckConstraint(
        condition=Q(earliest__isnull=True, latest__isnull=True) | Q(earliest__lte=F("latest")),
        name=f"{prefix}_bounds_in_order",
        violation_error_message=_("The latest day of a date cannot be before its earliest day."),
    )
