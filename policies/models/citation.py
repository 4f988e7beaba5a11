"""The link from a value of a record to verbatim words in a snapshot."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from policies.choices import CitedValue, Stance
from policies.models.agency import Agency, AgencyName, Succession
from policies.models.coding import exactly_one
from policies.models.document import Document, DocumentDate, DocumentName, Issuer, Relation
from policies.models.measure import Measure
from policies.models.natural import Natural
from policies.models.source import Snapshot, Source
from policies.models.statement import Statement
from policies.text.anchors import check_spans

OWNERS = ("source", "agency", "document", "measure", "statement")
# The rows a citation can bear on: column, the record that has such rows, the value they belong to.
ROWS = (
    ("date", "document", CitedValue.DATE),
    ("issuer", "document", CitedValue.ISSUER),
    ("document_name", "document", CitedValue.NAME),
    ("relation", "document", CitedValue.RELATION),
    ("relation", "document", CitedValue.OBJECT),
    ("agency_name", "agency", CitedValue.NAME),
    ("succession", "agency", CitedValue.SUCCESSION),
)
ROW_COLUMNS = tuple(dict.fromkeys(row for row, _owner, _value in ROWS))


def rows_suit_value() -> Q:
    """A row is cited only by a citation of its own record and value, and one at a time."""
    condition = Q(**{f"{row}__isnull": True for row in ROW_COLUMNS})
    for row, owner, value in ROWS:
        others = {f"{other}__isnull": True for other in ROW_COLUMNS if other != row}
        condition |= Q(**{f"{row}__isnull": False, f"{owner}__isnull": False, "value": value}, **others)
    return condition


def once() -> list[models.UniqueConstraint]:
    """The same words are cited once for one value."""
    message = _("This value has a citation of exactly these words already.")
    no_row = {f"{row}__isnull": True for row in ROW_COLUMNS}
    per_owner = [
        models.UniqueConstraint(
            fields=[owner, "value", "snapshot", "start", "end"],
            condition=Q(**{f"{owner}__isnull": False}, **no_row),
            name=f"citation_once_per_{owner}",
            violation_error_message=message,
        )
        for owner in OWNERS
    ]
    per_row = [
        models.UniqueConstraint(
            fields=[row, "snapshot", "start", "end"],
            condition=Q(**{f"{row}__isnull": False}),
            name=f"citation_once_per_{row}",
            violation_error_message=message,
        )
        for row in ROW_COLUMNS
    ]
    return [*per_owner, *per_row]


class CitationQuerySet(models.QuerySet):
    def get_by_natural_key(self, *values: Any) -> "Citation":
        return self.get(**dict(zip(Citation.NATURAL_KEY, values, strict=True)))

    def with_sources(self):
        """With all that content says of each citation's source, in the order of the text."""
        return self.select_related("snapshot__source__trust").order_by("snapshot", "start", "end", "pk")


class Citation(Natural):
    """Offsets count characters of the snapshot's text from 0, the end excluded."""

    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    value = models.CharField(_("value"), max_length=20, choices=CitedValue, default=CitedValue.RECORD)
    date = models.ForeignKey(DocumentDate, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    issuer = models.ForeignKey(Issuer, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    document_name = models.ForeignKey(
        DocumentName, null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    relation = models.ForeignKey(Relation, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    agency_name = models.ForeignKey(
        AgencyName, null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    succession = models.ForeignKey(
        Succession, null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    snapshot = models.ForeignKey(
        Snapshot, verbose_name=_("snapshot"), on_delete=models.PROTECT, related_name="citations"
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"), help_text=_("The snapshot's own characters, to the letter."))
    spans = models.JSONField(
        _("key spans"),
        default=list,
        blank=True,
        help_text=_("Where the words stand apart: [[start, end], …] inside the quote. Empty for the whole quote."),
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance, default=Stance.SUPPORTS)
    stated = models.CharField(
        _("what the source states"), max_length=500, blank=True, help_text=_("The value in its words: early 2015.")
    )

    NATURAL_KEY = (
        *(f"{name}_id" for name in OWNERS),
        "value",
        *(f"{row}_id" for row in ROW_COLUMNS),
        "snapshot_id",
        "start",
        "end",
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering: ClassVar[list] = ["snapshot", "start", "end", "pk"]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=exactly_one(OWNERS),
                name="citation_of_one_record",
                violation_error_message=_("A citation belongs to exactly one record."),
            ),
            models.CheckConstraint(
                condition=rows_suit_value(),
                name="citation_row_suits_value",
                violation_error_message=_("A citation of a date, issuer, name or relation must name that value."),
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="citation_not_empty",
                violation_error_message=_("A citation must quote at least one character."),
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("quote"), F("end") - F("start"))),
                name="citation_quote_fills_its_place",
                violation_error_message=_("The quote is longer or shorter than the place it is said to stand at."),
            ),
            models.CheckConstraint(
                condition=Q(stance__in=Stance.values),
                name="citation_stance_known",
                violation_error_message=_("A source supports, is imprecise about, or contradicts a value."),
            ),
            *once(),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()}: “{self.quote[:60]}”"

    def clean(self) -> None:
        super().clean()
        text = self.snapshot.text if self.snapshot_id else ""
        if complaint := check_spans(len(text), self.start, self.end, self.spans):
            raise ValidationError({"spans": complaint})
        if text[self.start : self.end] != self.quote:
            raise ValidationError({"quote": _("The snapshot does not have these words at this place.")})
        self._refuse_rows_of_others()
        self._refuse_words_of_others()

    def _refuse_rows_of_others(self) -> None:
        for column, owner, _value in ROWS:
            row = getattr(self, column)
            of = "predecessor_id" if column == "succession" else f"{owner}_id"
            mine = getattr(self, f"{owner}_id")
            if row is not None and mine and getattr(row, of) != mine:
                raise ValidationError(_("“%(row)s” belongs to another record than the citation.") % {"row": row})

    def _refuse_words_of_others(self) -> None:
        """What pins the far end of a relation are the words of the document there, and no other's."""
        if self.value != CitedValue.OBJECT or self.relation is None:
            return
        if self.snapshot.source.document_id != self.relation.object_id:
            raise ValidationError(
                {
                    "snapshot": _(
                        "A passage of the other document is cited from its own text. "
                        "Choose a snapshot of a source that carries “%(document)s”."
                    )
                    % {"document": self.relation.object}
                }
            )

    @property
    def record(self) -> Any:
        """The one record it belongs to."""
        return next(getattr(self, name) for name in OWNERS if getattr(self, f"{name}_id"))
