"""What a source says about policy as a whole. Never mixed into measures."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, StatementKind
from policies.models.document import Document
from policies.models.natural import Natural
from policies.models.record import Record
from policies.models.source import Source


class Statement(Record):
    """Its text is the quote of its citation: it has no words of its own."""

    kind = Kind.STATEMENT

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="statements")
    statement_kind = models.CharField(_("kind"), max_length=20, choices=StatementKind)
    documents = models.ManyToManyField(
        Document,
        through="StatementDocument",
        verbose_name=_("documents it speaks of"),
        related_name="statements",
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering: ClassVar[list] = ["slug"]
        constraints: ClassVar[list] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(statement_kind__in=StatementKind.values),
                name="statement_kind_known",
                violation_error_message=_("Choose one of the listed kinds of statement."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class StatementDocument(Natural):
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="document_rows")
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="statement_rows"
    )

    NATURAL_KEY = ("statement_id", "document_id")

    class Meta:
        verbose_name = _("document it speaks of")
        verbose_name_plural = _("documents it speaks of")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["statement", "document"],
                name="statementdocument_once",
                violation_error_message=_("This document is there already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.document)
