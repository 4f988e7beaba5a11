"""A form that was filled in over an earlier state of a record, made to fit rows that were made anew or are gone."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from policies.forms.citation import NAMES, ROWS_OF


def remapped(data: MultiValueDict, formsets: Iterable[BaseInlineFormSet]) -> MultiValueDict:
    """The same words for the rows that stand where the rows of the form stood, whatever those are called now.

    Raises ValidationError where the rows of the form are not those of the record.
    """
    found = data.copy()
    renamed: dict[tuple[str, str], str] = {}
    for formset in formsets:
        name = formset.fk.remote_field.get_accessor_name() if formset.fk else ""
        for key, old, new in _rows(data, formset):
            found[key] = new
            renamed[name, old] = new
    _rename_citations(found, renamed)
    return found


def _rows(data: MultiValueDict, formset: BaseInlineFormSet) -> list[tuple[str, str, str]]:
    """The name of the hidden field of each row, what it says, and what it should say."""
    pk = formset.model._meta.pk.name
    fields = [f"{formset.prefix}-{number}-{pk}" for number in range(formset.initial_form_count())]
    typed = [(field, data[field]) for field in fields if data.get(field)]
    present = [str(row.pk) for row in formset.get_queryset()]
    if {value for _field, value in typed} <= set(present):
        return []
    if len(typed) != len(present):
        raise ValidationError(_("The rows of the form are not those of the record."))
    return [(field, value, new) for (field, value), new in zip(typed, present, strict=True)]


def _rename_citations(data: Any, renamed: dict[tuple[str, str], str]) -> None:
    """A citation names the row it bears on as `date/12`."""
    for key in [key for key in data if key.endswith("-bears_on")]:
        name, _slash, pk = data[key].partition("/")
        column = NAMES[name][0] if name in NAMES else ""
        rows = ROWS_OF.get(column, ("",))[0]
        if new := renamed.get((rows, pk)):
            data[key] = f"{name}/{new}"


def with_gone_rows_as_new(data: MultiValueDict, formsets: Iterable[BaseInlineFormSet]) -> MultiValueDict:
    """The same words, those typed into rows that are gone by now as new rows: else Django would not show them."""
    found = data.copy()
    for formset in formsets:
        number, total = formset.initial_form_count(), formset.total_form_count()
        gone = _gone(data, formset)
        kept = [row for row in range(number) if row not in gone]
        if gone:
            _renumber(found, str(formset.prefix), [*kept, *gone, *range(number, total)])
            found[f"{formset.prefix}-INITIAL_FORMS"] = str(len(kept))
            for row in range(len(kept), number):
                found[f"{formset.prefix}-{row}-{formset.model._meta.pk.name}"] = ""
    return found


def _gone(data: MultiValueDict, formset: BaseInlineFormSet) -> list[int]:
    present = {str(row.pk) for row in formset.get_queryset()}
    pk = formset.model._meta.pk.name
    typed = {row: data.get(f"{formset.prefix}-{row}-{pk}") for row in range(formset.initial_form_count())}
    return [row for row, value in typed.items() if value and value not in present]


def _renumber(data: MultiValueDict, prefix: str, order: list[int]) -> None:
    """Afterwards the rows of the form stand in this order."""
    for key in [key for key in data if key.startswith(f"{prefix}-")]:
        row, _dash, field = key.removeprefix(f"{prefix}-").partition("-")
        if field and row.isdecimal() and int(row) in order:
            data.setlist(f"moved {order.index(int(row))}-{field}", data.pop(key))
    for key in [key for key in data if key.startswith("moved ")]:
        data.setlist(f"{prefix}-{key.removeprefix('moved ')}", data.pop(key))
