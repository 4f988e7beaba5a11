"""A policy document, or an event that stands for one, and the rows it can have several of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.choices import DateKind, IssuerRole, Kind, Predicate, Scheme, Status
from policies.models.agency import Agency, Name
from policies.models.dating import Dating, OptionalDating, bounds_in_order
from policies.models.natural import Natural
from policies.models.record import Record, Titled
from policies.models.term import Term, of_scheme
from policies.text.numbers import find_numbers, normalise_number


class Document(Record, Titled):
    kind = Kind.DOCUMENT

    number = models.CharField(
        pgettext_lazy("document", "number"),
        max_length=100,
        blank=True,
        help_text=_("As given: 国办发〔2015〕78号. Brackets are put right."),
    )
    type = models.ForeignKey(
        Term,
        to_field="key",
        verbose_name=_("type"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.DOCUMENT_TYPE},
        help_text=_("“Not stated” is an answer."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UNKNOWN)
    unnamed_issuers = models.PositiveIntegerField(
        _("unnamed joint issuers"),
        default=0,
        help_text=_("How many issuers the source counts without naming them: “and 18 other departments” is 18."),
    )

    class Meta(Record.Meta, Titled.Meta):
        abstract = False
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar[list] = ["title_en", "title_zh"]
        constraints: ClassVar[list] = [
            *Record.Meta.constraints,
            *Titled.Meta.constraints,
            of_scheme("type", Scheme.DOCUMENT_TYPE, "document_type_of_its_scheme"),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="document_status_known",
                violation_error_message=_("Choose one of the listed statuses; “not known” is one of them."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="document_number_once",
                violation_error_message=_("Another document has this number already."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        # Whatever is no document number in the usual form is kept as it is given.
        self.number = normalise_number(self.number) if find_numbers(self.number) else self.number.strip()


class DocumentName(Name):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="names")

    NATURAL_KEY = ("document__slug", "language", "text")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["document", "language", "text"],
                name="documentname_once",
                violation_error_message=_("This document has this name already."),
            )
        ]


class Weighed(models.Model):
    """A row that sources may disagree about: which one we hold, and why."""

    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_("Where sources disagree: why this one is preferred, or is not. It is public."),
    )

    class Meta:
        abstract = True


class DocumentDate(Natural, Dating, Weighed):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField(_("kind of date"), max_length=20, choices=DateKind)
    preferred = models.BooleanField(
        _("preferred"), default=False, help_text=_("The date lists show and sort by. One of them is.")
    )

    NATURAL_KEY = ("document__slug", "kind", "edtf")

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["document", "kind", "edtf"],
                name="documentdate_once",
                violation_error_message=_("This document has this date already."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(preferred=True),
                name="documentdate_one_preferred",
                violation_error_message=_("Only one date of a document can be preferred. Untick the other first."),
            ),
            bounds_in_order("documentdate"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.wording}"


class Issuer(Natural, Weighed):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="issuers")
    agency = models.ForeignKey(Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="issued")
    role = models.CharField(_("role"), max_length=20, choices=IssuerRole)
    preferred = models.BooleanField(
        _("preferred"), default=True, help_text=_("We hold this to be so, whatever else a source says.")
    )

    NATURAL_KEY = ("document__slug", "agency__slug", "role")

    class Meta:
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["document", "agency", "role"],
                name="issuer_once",
                violation_error_message=_("This agency is an issuer in this role already."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(role=IssuerRole.SOLE, preferred=True),
                name="issuer_one_sole_preferred",
                violation_error_message=_("Two agencies cannot both be the sole issuer."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(role=IssuerRole.LEAD, preferred=True),
                name="issuer_one_lead_preferred",
                violation_error_message=_("Two agencies cannot both be the lead issuer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.get_role_display()})"


class Relation(Natural, OptionalDating):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="relations")
    predicate = models.CharField(_("relation"), max_length=20, choices=Predicate)
    object = models.ForeignKey(
        Document, verbose_name=_("other document"), on_delete=models.PROTECT, related_name="inverse_relations"
    )
    place = models.CharField(
        _("place in this document"), max_length=200, blank=True, help_text=_("Where it says so: Article 3.")
    )
    object_place = models.CharField(
        _("place in the other document"), max_length=200, blank=True, help_text=_("What it is about there: Article 5.")
    )

    NATURAL_KEY = ("document__slug", "predicate", "object__slug")

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["document", "predicate", "object"],
                name="relation_once",
                violation_error_message=_("This relation is there already."),
            ),
            models.CheckConstraint(
                condition=~Q(document=F("object")),
                name="relation_of_two_documents",
                violation_error_message=_("A document cannot stand in a relation to itself."),
            ),
            bounds_in_order("relation"),
        ]

    def __str__(self) -> str:
        return f"{self.get_predicate_display()} {self.object}"
