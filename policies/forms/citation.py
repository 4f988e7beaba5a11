"""Citing in the admin: the value, the snapshot, the pasted words, and how the source stands to the value."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.choices import CitedValue, Kind
from policies.domain import citing
from policies.forms.words import WordsField, WordsForm
from policies.models import Citation, Snapshot
from policies.models.citation import OWNERS, ROW_COLUMNS, ROWS
from policies.text.anchors import Anchor

# What of each kind of record a citation can bear on, besides its rows.
VALUES = {
    Kind.DOCUMENT: (CitedValue.RECORD, CitedValue.TITLE, CitedValue.TYPE, CitedValue.NUMBER, CitedValue.STATUS),
    Kind.MEASURE: (
        CitedValue.RECORD,
        CitedValue.INSTRUMENT,
        CitedValue.TARGET,
        CitedValue.ACTOR,
        CitedValue.SECTOR,
        CitedValue.LEVEL,
    ),
    Kind.AGENCY: (CitedValue.RECORD, CitedValue.NAME),
    Kind.SOURCE: (
        CitedValue.RECORD,
        CitedValue.TITLE,
        CitedValue.SECTION,
        CitedValue.DATE,
        CitedValue.KEYWORD,
    ),
    Kind.STATEMENT: (CitedValue.RECORD, CitedValue.TARGET, CitedValue.SECTOR),
}
# Where a record keeps the rows of each column, and what their names are made of.
ROWS_OF = {
    "date": ("dates", ()),
    "issuer": ("issuers", ("agency",)),
    "document_name": ("names", ()),
    "relation": ("relations", ("object",)),
    "agency_name": ("names", ()),
    "succession": ("successions", ("predecessor", "successor")),
}


# What a choice of a select begins with, for each column and value of ROWS: of one column there may be two.
NAMES = {value if value == CitedValue.OBJECT else column: (column, value) for column, _owner, value in ROWS}


def row_of(citation: Citation) -> tuple[str, int] | None:
    """The column and id of the row that a citation bears on, if it bears on one."""
    columns = ((column, getattr(citation, f"{column}_id")) for column in ROW_COLUMNS)
    return next(((column, pk) for column, pk in columns if pk), None)


def bearing(citation: Citation) -> str:
    """What a citation bears on, as one choice of a select: `type`, or `date/12`."""
    row = row_of(citation)
    return f"{_name_of(row[0], citation.value)}/{row[1]}" if row else citation.value


def _name_of(column: str, value: str) -> str:
    return next(name for name, of in NAMES.items() if of == (column, value))


def _cited(column: str, value: str) -> QuerySet:
    """The rows of that column that are cited for the value, by their keys."""
    rows = Citation.objects.filter(**{f"{column}__isnull": False}, value=value)
    return rows.order_by().values(f"{column}_id")


class CitationForm(WordsForm):
    bears_on = forms.ChoiceField(label=gettext_lazy("Evidence for"))
    key_words = WordsField(
        label=gettext_lazy("Key words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where the words stand apart: one part a line, in their order in the quote."),
    )

    class Meta:
        model = Citation
        fields = ("bears_on", "snapshot", "words", "begins_at", "key_words", "stance", "stated")

    def __init__(self, *args, bearings: list, suggested: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bears_on"].choices = self._with_present(bearings)
        self.initial.setdefault("bears_on", suggested)
        if self.was_at:
            self.stored_snapshot, self.stored_spans = self.instance.snapshot, list(self.instance.spans)
            self.initial["bears_on"] = bearing(self.instance)
            self.initial["words"] = self.instance.quote
            self.initial["key_words"] = "\n".join(self._parts_before())

    def has_changed(self):
        """A new quote is one as soon as something is written; what was suggested for it does not count."""
        written = set(self.changed_data) - (set() if self.was_at else {"bears_on", "snapshot"})
        return bool(written)

    def _with_present(self, bearings: list) -> list:
        """A value we no longer offer stays what it is until somebody chooses another."""
        present = bearing(self.instance) if self.instance.pk else None
        offered = {name for _group, options in bearings for name, _label in options}
        extra = [] if present is None or present in offered else [(present, self.instance.get_value_display())]
        return [*bearings, *extra]

    def _parts_before(self) -> list[str]:
        at = self.initial_start
        return [self.instance.quote[start - at : end - at] for start, end in self.instance.spans]

    def clean(self):
        cleaned = super().clean()
        self.find(cleaned.get("snapshot"))
        if self.anchor:
            self._mark(cleaned["snapshot"], self.anchor)
        return cleaned

    def _mark(self, snapshot: Snapshot, anchor: Anchor) -> None:
        """Afterwards the citation stands at the place, with its key words found there."""
        self.instance.start, self.instance.end = anchor.start, anchor.end
        self.instance.quote = snapshot.text[anchor.start : anchor.end]
        if anchor == self.was_at and "key_words" not in self.changed_data:
            return
        parts = [part for part in self.cleaned_data.get("key_words", "").split("\n") if part.strip()]
        self.instance.spans = []
        try:
            self.instance.spans = citing.key_spans(snapshot, anchor, parts)
        except ValidationError as error:
            self.add_error("key_words", error)

    @property
    def place(self) -> tuple | None:
        """What is cited for what, once the words are found: no two citations of a record may share it."""
        if self.anchor is None:
            return None
        return self.cleaned_data.get("bears_on"), self.instance.snapshot_id, self.anchor.start, self.anchor.end

    def _post_clean(self):
        if chosen := self.cleaned_data.get("bears_on"):
            self._set_bearing(chosen)
        super()._post_clean()

    def not_yet(self):
        """A record that is being added has no id for its citations to name."""
        owned = any(getattr(self.instance, f"{name}_id") for name in OWNERS)
        return set() if owned else set(OWNERS)

    def _set_bearing(self, chosen: str) -> None:
        name, _slash, pk = chosen.partition("/")
        chosen_column, value = NAMES[name] if pk else ("", name)
        for column in ROW_COLUMNS:
            setattr(self.instance, f"{column}_id", int(pk) if column == chosen_column else None)
        self.instance.value = value


class CitationFormSet(BaseInlineFormSet):
    """The citations of one record. `unsettled` are those saved without the row they should bear on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.unsettled: list[Citation] = []

    @cached_property
    def rows(self) -> dict[str, list[Any]]:
        """The rows of the record that can be cited, by column."""
        if self.instance._state.adding:
            return {}
        return {
            column: list(getattr(self.instance, ROWS_OF[column][0]).select_related(*ROWS_OF[column][1]))
            for column in dict.fromkeys(column for column, owner, _value in ROWS if owner == self.instance.kind)
        }

    @cached_property
    def bearings(self) -> list[tuple[str, list[tuple[str, str]]]]:
        values = [(value, capfirst(value.label)) for value in VALUES[self.instance.kind]]
        groups: dict[str, list] = defaultdict(list)
        for column, owner, value in ROWS:
            if owner == self.instance.kind:
                groups[capfirst(value.label)] += self._choices(column, value)
        return [(_("The record"), values), *groups.items()]

    def _choices(self, column: str, value: CitedValue) -> list[tuple[str, str]]:
        name = _name_of(column, value)
        present = [(f"{name}/{row.pk}", str(row)) for row in self.rows.get(column, ())]
        added = _("%(value)s: the one added with this save") % {"value": capfirst(value.label)}
        return present if value in VALUES[self.instance.kind] else [*present, (value, added)]

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "bearings": self.bearings, "suggested": self.suggested}

    @cached_property
    def suggested(self) -> str:
        """What still lacks evidence first: the record as a whole, or one of its rows."""
        cited = {bearing(citation) for citation in self.get_queryset()}
        wanted = [CitedValue.RECORD, *(f"{column}/{row.pk}" for column, rows in self.rows.items() for row in rows)]
        return next((name for name in wanted if name not in cited), CitedValue.RECORD)

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if form.errors or (place := form.place) is None or self._should_delete_form(form):
                continue
            if place in seen:
                form.add_error("words", _("Another citation of this value has exactly these words. Delete one."))
            seen.add(place)

    def save_new(self, form, commit=True):
        return self._settled(super().save_new(form, commit))

    def save_existing(self, form, obj, commit=True):
        return self._settled(super().save_existing(form, obj, commit))

    def _settled(self, citation: Citation) -> Citation:
        """A citation of a row added with it now has that row, if it is the only one without such evidence."""
        column = self._column_of(citation)
        if column and not row_of(citation):
            bare = list(self._bare(column, citation)[:2])
            if len(bare) == 1:
                setattr(citation, column, bare[0])
                citation.save(update_fields=[column])
            else:
                self.unsettled.append(citation)
        return citation

    def _bare(self, column: str, citation: Citation) -> QuerySet:
        """The rows without such evidence; for the far end of relations, those to the document whose text is cited."""
        rows = getattr(self.instance, ROWS_OF[column][0])
        if citation.value == CitedValue.OBJECT:
            rows = rows.filter(object=citation.snapshot.source.document_id)
        return rows.exclude(pk__in=_cited(column, citation.value))

    def _column_of(self, citation: Citation) -> str | None:
        """The column of the rows this value should be one of. An agency's own name is no row."""
        kind, value = self.instance.kind, citation.value
        if value in VALUES[kind]:
            return None
        return next((column for column, owner, of in ROWS if (owner, of) == (kind, value)), None)
