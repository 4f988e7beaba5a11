"""An entry of a controlled vocabulary (SKOS). Terms are retired, never deleted."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat, Upper
from django.db.models.lookups import Exact, StartsWith
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, Language, MatchKind, Scheme
from policies.models.natural import Natural
from policies.models.record import Desk, refuse_cycle, shown, texts, web_address

CODE = RegexValidator(
    r"\A[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z",
    _("A code has letters, digits and single hyphens only, because it is part of an address: SUBSIDY-EQUIPMENT."),
)


class TermQuerySet(models.QuerySet):
    def get_by_natural_key(self, key: str) -> "Term":
        return self.get(key=key)

    def of(self, scheme: str):
        return self.filter(scheme=scheme)

    def in_use(self):
        """Terms that a record may be given: those not retired."""
        return self.filter(is_retired=False)


class Term(Desk):
    kind = Kind.TERM

    key = models.CharField(max_length=80, unique=True, editable=False)
    scheme = models.CharField(_("vocabulary"), max_length=20, choices=Scheme)
    code = models.CharField(
        _("code"),
        max_length=58,
        validators=[CODE],
        help_text=_("Stays for ever and is part of the address: SUBSIDY-EQUIPMENT."),
    )
    label_en = models.CharField(_("label in English"), max_length=200)
    label_zh = models.CharField(_("label in Chinese"), max_length=200, blank=True)
    label_zh_is_ours = models.BooleanField(
        _("Chinese label is ours"), default=False, help_text=_("No source gives a Chinese label; we made this one.")
    )
    definition_en = models.TextField(_("definition in English"), blank=True)
    definition_zh = models.TextField(_("definition in Chinese"), blank=True)
    broader = models.ForeignKey(
        "self",
        verbose_name=_("broader term"),
        to_field="key",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="narrower",
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    is_retired = models.BooleanField(
        _("retired"), default=False, help_text=_("Kept for the records that carry it; no longer offered.")
    )

    objects = TermQuerySet.as_manager()

    class Meta(Desk.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering: ClassVar[list] = ["scheme", "position", "code"]
        constraints: ClassVar[list] = [
            *Desk.Meta.constraints,
            models.UniqueConstraint(
                "scheme",
                Upper("code"),
                name="term_code_once",
                violation_error_message=_("This vocabulary has a term with this code already, in whatever case."),
            ),
            models.CheckConstraint(
                condition=Exact(F("key"), Concat(F("scheme"), Value(":"), F("code"))),
                name="term_key_is_scheme_and_code",
            ),
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=F("key")),
                name="term_not_its_own_broader",
                violation_error_message=_("A term cannot be broader than itself."),
            ),
            models.CheckConstraint(
                condition=Q(broader__isnull=True)
                | Q(StartsWith(Cast("broader", models.CharField()), Concat(F("scheme"), Value(":")))),
                name="term_broader_of_same_scheme",
                violation_error_message=_("The broader term must be of the same vocabulary."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label_shown} ({self.code})"

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    @property
    def slug(self) -> str:
        return f"{self.scheme}/{self.code}"

    @property
    def label_shown(self) -> str:
        return shown(self.label_en, self.label_zh)

    @property
    def label(self) -> dict[str, str]:
        return texts(self.label_en, self.label_zh)

    def clean(self) -> None:
        super().clean()
        self.key = f"{self.scheme}:{self.code}"
        refuse_cycle(self, "broader")

    def save(self, *args, **kwargs) -> None:
        self.key = f"{self.scheme}:{self.code}"
        super().save(*args, **kwargs)


class TermLabel(Natural):
    """Another word for a term, for finding it: a synonym, a spelling, a traditional form."""

    term = models.ForeignKey(Term, to_field="key", on_delete=models.CASCADE, related_name="other_labels")
    language = models.CharField(_("language"), max_length=10, choices=Language)
    text = models.CharField(_("label"), max_length=200)

    NATURAL_KEY = ("term_id", "language", "text")

    class Meta:
        verbose_name = _("other label")
        verbose_name_plural = _("other labels")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["term", "language", "text"],
                name="termlabel_once",
                violation_error_message=_("This term has this label already."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class TermMapping(Natural):
    """How a term stands to one of an outside scheme."""

    term = models.ForeignKey(Term, to_field="key", on_delete=models.CASCADE, related_name="mappings")
    match = models.CharField(_("match"), max_length=10, choices=MatchKind)
    scheme_name = models.CharField(_("outside scheme"), max_length=200)
    text = models.CharField(_("its term"), max_length=200)
    address = models.URLField(_("address"), blank=True, max_length=500)

    NATURAL_KEY = ("term_id", "match", "scheme_name", "text")

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["term", "match", "scheme_name", "text"],
                name="termmapping_once",
                violation_error_message=_("This mapping is there already."),
            ),
            web_address("address", "termmapping_address_of_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_name}: {self.text}"


def of_scheme(field: str, scheme: str, name: str) -> models.CheckConstraint:
    """The database itself refuses a term of the wrong vocabulary in this column."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(StartsWith(Cast(field, models.CharField()), Value(f"{scheme}:"))),
        name=name,
        violation_error_message=_("This term is of another vocabulary than the value it is chosen for."),
    )
