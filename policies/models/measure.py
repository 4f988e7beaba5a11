"""The smallest separable thing a document does or supports."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, Scheme
from policies.models.agency import Agency
from policies.models.document import Document
from policies.models.natural import Natural
from policies.models.record import Record, Titled, refuse_cycle
from policies.models.term import Term, of_scheme

NOT_STATED = _("Tick only when you have looked and the source does not say.")


class Measure(Record, Titled):
    kind = Kind.MEASURE

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="measures"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent measure"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("The measure of the same document that this one is a part of."),
    )
    instrument = models.ForeignKey(
        Term,
        to_field="key",
        verbose_name=_("instrument"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.INSTRUMENT},
    )
    strength = models.ForeignKey(
        Term,
        to_field="key",
        verbose_name=_("strength of wording"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.STRENGTH},
    )
    verb = models.CharField(_("verb"), max_length=200, help_text=_("The words of the source: encouraged and guided."))
    product = models.CharField(
        _("sector or product, as stated"),
        max_length=300,
        blank=True,
        help_text=_("The words of the source: special agricultural products."),
    )
    acting_agencies = models.ManyToManyField(
        Agency,
        through="ActingAgency",
        verbose_name=_("agencies that carry it out"),
        related_name="carries_out",
    )
    actors_not_stated = models.BooleanField(_("actors not stated"), default=False, help_text=NOT_STATED)
    targets_not_stated = models.BooleanField(_("targets not stated"), default=False, help_text=NOT_STATED)
    sectors_not_stated = models.BooleanField(_("sectors not stated"), default=False, help_text=NOT_STATED)
    levels_not_stated = models.BooleanField(_("levels not stated"), default=False, help_text=NOT_STATED)

    class Meta(Record.Meta, Titled.Meta):
        abstract = False
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering: ClassVar[list] = ["title_en", "title_zh"]
        constraints: ClassVar[list] = [
            *Record.Meta.constraints,
            *Titled.Meta.constraints,
            of_scheme("instrument", Scheme.INSTRUMENT, "measure_instrument_of_its_scheme"),
            of_scheme("strength", Scheme.STRENGTH, "measure_strength_of_its_scheme"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="measure_not_its_own_parent",
                violation_error_message=_("A measure cannot be a part of itself."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.parent and self.parent.document_id != self.document_id:
            raise ValidationError({"parent": _("The parent measure must be of the same document.")})
        if part := self.children.exclude(document=self.document_id).first():
            raise ValidationError(
                {"document": _("“%(part)s” is a part of this measure and of another document.") % {"part": part}}
            )
        refuse_cycle(self, "parent")


class ActingAgency(Natural):
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="acting_agency_rows")
    agency = models.ForeignKey(Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="acting_rows")

    NATURAL_KEY = ("measure_id", "agency_id")

    class Meta:
        verbose_name = _("agency that carries it out")
        verbose_name_plural = _("agencies that carry it out")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["measure", "agency"],
                name="actingagency_once",
                violation_error_message=_("This agency is there already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.agency)
