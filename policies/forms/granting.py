"""The desk's forms for keys: what is granted, and until when."""

from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from policies.choices import KeyScope
from policies.domain import keys
from policies.models import Key, Partner


def in_a_year() -> date:
    return (timezone.now() + keys.VALID_FOR).date()


class UntilForm(forms.Form):
    """With a day as the last on which a key works; what is made of it is the moment at which that day ends, UTC."""

    last_day = forms.DateField(
        label=gettext_lazy("Works until"),
        initial=in_a_year,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day, three years from now at the most."),
    )

    def clean_last_day(self) -> datetime:
        end = datetime.combine(self.cleaned_data["last_day"] + timedelta(days=1), time(), UTC)
        keys.check_end(end)
        return end


class KeyForm(UntilForm, forms.ModelForm):
    """A key for a partner."""

    class Meta:
        model = Key
        fields = ("partner", "scope")


class DecisionForm(UntilForm):
    """What an administrator decides about a request for a key."""

    scope = forms.ChoiceField(label=gettext_lazy("Scope"), choices=KeyScope.choices, initial=KeyScope.READING)
    partner = forms.ModelChoiceField(
        label=gettext_lazy("Partner"),
        queryset=Partner.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("A new one, of this name"),
        help_text=gettext_lazy("Choose one that is here already only if you are sure that it is who asks."),
    )
    answer = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Needed to decline: whoever asked reads it."),
    )
    field_order: ClassVar[list] = ["partner", "scope", "last_day", "answer"]
