"""The form of somebody who codes a measure blind: the values of a measure, and for each group that none is stated."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from policies.domain.second_coding import GROUPS, SCHEMES, SETS, SINGLE
from policies.forms.widgets import Autocomplete, AutocompleteMany
from policies.models import Coding, Measure, Term

LABELS = {
    "instrument": gettext_lazy("Instrument"),
    "strength": gettext_lazy("Strength of wording"),
    "beneficiary": gettext_lazy("Beneficiaries"),
    "focus": gettext_lazy("Focus"),
    "place": gettext_lazy("Places it is aimed at"),
    "actor": gettext_lazy("Actors, by kind"),
    "sector": gettext_lazy("Sectors"),
    "level": gettext_lazy("Levels"),
}
NOT_STATED = {
    "targets": gettext_lazy("The words name no target group"),
    "actors": gettext_lazy("The words name no actor"),
    "sectors": gettext_lazy("The words name no sector"),
    "levels": gettext_lazy("The words name no level"),
}


def _one(name: str) -> forms.ModelChoiceField:
    terms = Term.objects.of(SINGLE[name]).in_use()
    widget = Autocomplete(getattr(Measure, name).field, query={"scheme": SINGLE[name]})
    return forms.ModelChoiceField(terms, label=LABELS[name], to_field_name="key", widget=widget)


def _many(name: str) -> forms.ModelMultipleChoiceField:
    terms = Term.objects.of(SETS[name]).in_use()
    widget = AutocompleteMany(Coding.term.field, query={"scheme": SETS[name]})
    return forms.ModelMultipleChoiceField(terms, label=LABELS[name], to_field_name="key", required=False, widget=widget)


class SecondCodingForm(forms.Form):
    """`measure` and `seen` say which words were on the page."""

    measure = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SINGLE:
            self.fields[name] = _one(name)
        for group, names in GROUPS.items():
            self.fields |= {name: _many(name) for name in names}
            self.fields[f"no_{group}"] = forms.BooleanField(label=NOT_STATED[group], required=False)

    @property
    def codes(self) -> dict[str, list[str]]:
        """What was chosen, as codes by value."""
        one = {name: [self.cleaned_data[name].code] for name in SINGLE}
        return one | {name: [term.code for term in self.cleaned_data[name]] for name in SCHEMES if name not in SINGLE}

    @property
    def not_stated(self) -> list[str]:
        return [group for group in GROUPS if self.cleaned_data[f"no_{group}"]]
