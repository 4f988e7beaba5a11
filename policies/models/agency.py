"""A body that issues or carries out policy, its names, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, Language, NameKind, SuccessionKind
from policies.models.dating import OptionalDating, bounds_in_order
from policies.models.natural import Natural
from policies.models.record import Record, refuse_cycle, shown


class Agency(Record):
    kind = Kind.AGENCY

    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)
    classification = models.CharField(
        _("kind of body"), max_length=100, blank=True, help_text=_("Only if a source says so: ministry, bureau.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("The body it is a part of."),
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering: ClassVar[list] = ["name_en", "name_zh"]
        constraints: ClassVar[list] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name_en="", name_zh=""),
                name="agency_has_a_name",
                violation_error_message=_("Give a name in English or in Chinese."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="agency_not_its_own_parent",
                violation_error_message=_("An agency cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return shown(self.name_en, self.name_zh)

    def clean(self) -> None:
        super().clean()
        refuse_cycle(self, "parent")


class Name(Natural):
    """A name something goes by, in a language, perhaps for a time only."""

    text = models.CharField(_("name"), max_length=500)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind, default=NameKind.OTHER)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class AgencyName(Name):
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    used_from = models.CharField(_("used from"), max_length=60, blank=True, help_text=_("EDTF, if known: 1993-12."))
    used_until = models.CharField(_("used until"), max_length=60, blank=True, help_text=_("EDTF, if known."))

    NATURAL_KEY = ("agency__slug", "language", "text")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["agency", "language", "text"],
                name="agencyname_once",
                violation_error_message=_("This agency has this name already."),
            )
        ]


class Succession(Natural, OptionalDating):
    """What became of an agency: a row of the one that came before."""

    predecessor = models.ForeignKey(
        Agency, verbose_name=_("predecessor"), on_delete=models.CASCADE, related_name="successions"
    )
    successor = models.ForeignKey(
        Agency, verbose_name=_("successor"), on_delete=models.PROTECT, related_name="precessions"
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=SuccessionKind)

    NATURAL_KEY = ("predecessor__slug", "successor__slug", "kind")

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "kind"],
                name="succession_once",
                violation_error_message=_("This succession is there already."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_two_agencies",
                violation_error_message=_("An agency cannot succeed itself."),
            ),
            bounds_in_order("succession"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"
