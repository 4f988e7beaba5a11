"""A field that reads and writes rows of their own: the terms of a role, the agencies that act, the keywords."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet

from policies.choices import SCHEME_OF_ROLE, CodingRole
from policies.forms.widgets import AutocompleteMany
from policies.models import Coding, Term


class RowsField(forms.ModelMultipleChoiceField):
    """Each chosen target is one row of `rows`, whose other columns have the values in `fixed`."""

    def __init__(self, rows: type[Model], target: str, queryset: QuerySet, **options: Any):
        self.rows, self.target, self.fixed = rows, target, options.pop("fixed", {})
        column = self.column
        widget = AutocompleteMany(column, query=options.pop("query", None))
        names = {"to_field_name": column.target_field.name, "label": column.verbose_name}
        super().__init__(queryset, widget=widget, required=False, **{**names, **options})

    @property
    def column(self) -> Any:
        return self.rows._meta.get_field(self.target)

    def of(self, rows: Iterable[Any]) -> dict[str, Any]:
        """Those of the rows that are this field's, by the value of their target."""
        own = [row for row in rows if all(getattr(row, name) == value for name, value in self.fixed.items())]
        return {str(getattr(row, self.column.attname)): row for row in own}

    def write(self, record: Any, chosen: Iterable[Any]) -> None:
        """Afterwards the record has a row for each chosen target and no other; rows that stay are not touched."""
        kept = self.of(self.rows.objects.filter(**{record.kind: record}))
        wanted = {str(getattr(item, self.column.target_field.name)): item for item in chosen}
        for name in kept.keys() - wanted.keys():
            kept[name].delete()
        for name, item in wanted.items():
            if name not in kept:
                self.rows.objects.create(**{record.kind: record, self.target: item}, **self.fixed)


def coding_field(role: CodingRole, **options: Any) -> RowsField:
    """The terms given to a record in this role, chosen from the role's own vocabulary."""
    scheme = SCHEME_OF_ROLE[role]
    return RowsField(Coding, "term", Term.objects.of(scheme), query={"scheme": scheme}, fixed={"role": role}, **options)


class RowsMixin(forms.ModelForm):
    """A record's form with fields that are rows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self._read_rows()

    @property
    def rows_fields(self) -> dict[str, RowsField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, RowsField)}

    def _read_rows(self) -> None:
        by_model: dict[Any, dict[str, RowsField]] = defaultdict(dict)
        for name, field in self.rows_fields.items():
            by_model[field.rows, field.target][name] = field
        for (model, target), fields in by_model.items():
            rows = list(model.objects.filter(**{self.instance.kind: self.instance}).select_related(target))
            for name, field in fields.items():
                own = field.of(rows)
                self.initial[name] = list(own)
                _innermost(field.widget).known = {value: str(getattr(row, target)) for value, row in own.items()}

    def _save_m2m(self):
        super()._save_m2m()
        for name, field in self.rows_fields.items():
            field.write(self.instance, self.cleaned_data[name])


def _innermost(widget: Any) -> Any:
    return getattr(widget, "widget", widget)
