"""What is published elsewhere and tells us about policies, and its text as taken on a day."""

import hashlib
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from policies.choices import Kind, Language, Scheme
from policies.models.dating import OptionalDating, bounds_in_order
from policies.models.natural import Natural
from policies.models.record import Record, Titled, web_address
from policies.models.term import Term, of_scheme
from policies.text.normalise import refuse_unstorable


class Source(Record, Titled, OptionalDating):
    kind = Kind.SOURCE

    section = models.CharField(
        _("section"), max_length=200, blank=True, help_text=_("The part of the site or paper: Policy Reference.")
    )
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    address = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    keywords = models.ManyToManyField(
        Term,
        through="SourceKeyword",
        verbose_name=_("keywords"),
        related_name="+",
        limit_choices_to={"scheme": Scheme.KEYWORD},
        help_text=_("Exactly as the source gives them."),
    )
    trust = models.ForeignKey(
        Term,
        to_field="key",
        verbose_name=_("trust"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.TRUST},
        help_text=_("How far it is to be trusted: official text, news agency, summary …"),
    )
    licence = models.CharField(_("licence"), max_length=300, blank=True, help_text=_("What others may do with it."))
    document = models.ForeignKey(
        "Document",
        verbose_name=_("document it carries"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sources",
        help_text=_("If this source is the text of a document itself."),
    )

    class Meta(Record.Meta, Titled.Meta):
        abstract = False
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering: ClassVar[list] = ["title_en", "title_zh"]
        constraints: ClassVar[list] = [
            *Record.Meta.constraints,
            *Titled.Meta.constraints,
            bounds_in_order("source"),
            of_scheme("trust", Scheme.TRUST, "source_trust_of_its_scheme"),
            web_address("address", "source_address_of_a_page"),
        ]


class SourceKeyword(Natural):
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="keyword_rows")
    term = models.ForeignKey(
        Term,
        to_field="key",
        verbose_name=_("keyword"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.KEYWORD},
    )

    NATURAL_KEY = ("source_id", "term_id")

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        ordering: ClassVar[list] = ["pk"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["source", "term"],
                name="sourcekeyword_once",
                violation_error_message=_("This source has this keyword already."),
            ),
            of_scheme("term", Scheme.KEYWORD, "sourcekeyword_of_its_scheme"),
        ]

    def __str__(self) -> str:
        return str(self.term)


class SnapshotQuerySet(models.QuerySet):
    def get_by_natural_key(self, source: str, number: int) -> "Snapshot":
        return self.get(source__slug=source, number=number)


class Snapshot(models.Model):
    """The text of a source as it was taken on a day. The database refuses any change of the text."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(_("number"), default=1)
    text = models.TextField(_("text"), help_text=_("To the character as taken. It cannot be changed afterwards."))
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    taken_on = models.DateField(_("taken on"))
    is_excerpt = models.BooleanField(
        _("excerpt"), default=False, help_text=_("Only some passages of the source, not its whole text.")
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering: ClassVar[list] = ["source", "number"]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["source", "number"],
                name="snapshot_number_once",
                violation_error_message=_("This source has a snapshot of this number already."),
            ),
            models.UniqueConstraint(
                fields=["source", "sha256"],
                name="snapshot_text_once",
                violation_error_message=_("This source has a snapshot of exactly this text already."),
            ),
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("text"), 0)),
                name="snapshot_has_text",
                violation_error_message=_("A snapshot without text proves nothing. Paste the text of the source."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="snapshot_number_from_one",
                violation_error_message=_("Snapshots are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} #{self.number}"

    def save(self, *args, **kwargs) -> None:
        self.sha256 = self.sha256 or digest(self.text)
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[Any, ...]:
        return (self.source.slug, self.number)

    natural_key.dependencies = ("policies.source",)

    def clean(self) -> None:
        super().clean()
        if complaint := refuse_unstorable(self.text, strict=False):
            raise ValidationError({"text": complaint})
        self.sha256 = digest(self.text)


class Excuse(Natural):
    """A passage of a snapshot that needs no record, and why."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="excuses")
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    reason = models.CharField(_("reason"), max_length=300)

    NATURAL_KEY = ("snapshot_id", "start", "end")

    class Meta:
        verbose_name = _("passage that needs no record")
        verbose_name_plural = _("passages that need no record")
        ordering: ClassVar[list] = ["snapshot", "start"]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="excuse_not_empty",
                violation_error_message=_("The passage must hold at least one character."),
            ),
            models.UniqueConstraint(
                fields=["snapshot", "start", "end"],
                name="excuse_once",
                violation_error_message=_("This passage is excused already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="excuse_has_reason",
                violation_error_message=_("Say why the passage needs no record."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}: {self.reason}"


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
