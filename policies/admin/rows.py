"""Inlines: the rows of a record, each with a label for every input and no query of its own."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import Textarea
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from policies.forms.widgets import Autocomplete, Knowing


def inner(widget: Any) -> Any:
    """The widget itself, without the wrapper that adds links to it."""
    return getattr(widget, "widget", widget)


class KnowingFormSet(BaseInlineFormSet):
    """Tells the autocompletes of all rows at once what is chosen in them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.form.base_fields.items():
            if isinstance(widget := inner(field.widget), Knowing):
                widget.known.update(self._labels(name))

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if tick := form.fields.get(DELETION_FIELD_NAME):
            tick.widget.attrs["aria-label"] = _("Delete")

    def _labels(self, name: str) -> dict[str, str]:
        column = self.model._meta.get_field(name)
        rows = [row for row in self.get_queryset() if getattr(row, column.attname)]
        return {str(getattr(row, column.attname)): str(getattr(row, name)) for row in rows}


class AutocompleteMixin:
    """Relations in `autocomplete_fields` are found by typing, and know what is chosen."""

    formfield_overrides: ClassVar[dict] = {
        models.TextField: {"widget": Textarea(attrs={"rows": 3, "class": "vLargeTextField"})},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            # Another record is looked at and added from here, and changed or deleted on its own page only.
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RowsInline(AutocompleteMixin, admin.TabularInline):
    """Rows as a table. A table's inputs have no labels of their own, so each is given one."""

    extra = 0
    formset = KnowingFormSet
    related: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            label = str(capfirst(db_field.verbose_name))
            field.widget.attrs["aria-label"] = label
            inner(field.widget).attrs["aria-label"] = label
        return field
