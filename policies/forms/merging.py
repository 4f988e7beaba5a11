"""What is chosen and said of two records that may be one."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy

from policies.text.differences import Path
from policies.text.joining import short
from policies.text.uniting import Choice

KEPT, LESSER = "kept", "lesser"
WIDE = {"class": "vTextField"}


class MergeForm(forms.Form):
    """`choice-<name of a value>` says from which of the two it is taken; `seen` binds it to what stood on the page."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why the two are one"),
        max_length=300,
        widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy("The public reads it: “The same opinions, entered twice.”"),
    )

    def side_of(self, choice: Choice) -> str:
        """The chosen side of a value; where nothing was chosen, the one that would be taken."""
        typed = self.data.get(f"choice-{short(choice.path)}") if self.is_bound else ""
        return typed if typed in {KEPT, LESSER} else LESSER if choice.is_taken else KEPT

    def chosen(self, choices: Iterable[Choice]) -> list[Path]:
        """The paths of the values that are taken of the lesser record."""
        return [choice.path for choice in choices if self.side_of(choice) == LESSER]


class NotSameForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why they are two"), max_length=300, required=False)


class DecisionForm(forms.Form):
    """What is said when a merge is declined or undone."""

    text = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=300, widget=forms.TextInput(attrs=WIDE)
    )
