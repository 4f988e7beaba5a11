"""A term given to a record in a role: whom a measure is for, where, by whom, in which sector."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext_lazy as _

from policies.choices import SCHEME_OF_ROLE, CodingRole
from policies.models.document import Document
from policies.models.measure import Measure
from policies.models.natural import Natural
from policies.models.statement import Statement
from policies.models.term import Term

OWNERS = ("document", "measure", "statement")


def exactly_one(names: tuple[str, ...]) -> Q:
    """True for a row in which one of the columns is filled and the others are empty."""
    condition = Q()
    for filled in names:
        condition |= Q(**{f"{name}__isnull": name != filled for name in names})
    return condition


def term_suits_role() -> Q:
    condition = Q()
    for role, scheme in SCHEME_OF_ROLE.items():
        condition |= Q(role=role) & Q(StartsWith(Cast("term", models.CharField()), Value(f"{scheme}:")))
    return condition


class CodingQuerySet(models.QuerySet):
    def get_by_natural_key(self, *values) -> "Coding":
        return self.get(**dict(zip(Coding.NATURAL_KEY, values, strict=True)))

    def in_role(self, *roles: str):
        return self.filter(role__in=roles)


class Coding(Natural):
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.CASCADE, related_name="codings")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="codings")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="codings")
    role = models.CharField(_("role"), max_length=20, choices=CodingRole)
    term = models.ForeignKey(
        Term, to_field="key", verbose_name=_("term"), on_delete=models.PROTECT, related_name="codings"
    )

    NATURAL_KEY = ("document_id", "measure_id", "statement_id", "role", "term_id")

    objects = CodingQuerySet.as_manager()

    class Meta:
        verbose_name = _("coding")
        verbose_name_plural = _("codings")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=exactly_one(OWNERS),
                name="coding_of_one_record",
                violation_error_message=_("A term is given to exactly one record."),
            ),
            models.CheckConstraint(
                condition=term_suits_role(),
                name="coding_term_suits_role",
                violation_error_message=_("This term is of another vocabulary than its role asks for."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "role", "term"],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"coding_once_per_{owner}",
                    violation_error_message=_("This term is given to the record in this role already."),
                )
                for owner in OWNERS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.term}"
