"""The public's form for what is wrong in a record, and the desk's for what is answered."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.forms.guarded import Guarded, ends_of_lines
from policies.models.correction import MOST_ANSWER, Correction


class CorrectionForm(Guarded, forms.ModelForm):
    """Of the values that the record has, one is chosen."""

    value = forms.ChoiceField(
        label=gettext_lazy("Which value?"), error_messages={"required": gettext_lazy("Choose which value is wrong.")}
    )

    class Meta:
        model = Correction
        fields = ("value", "text", "source", "contact")
        labels: ClassVar[dict] = {
            "text": gettext_lazy("What is wrong with it?"),
            "source": gettext_lazy("Where can it be checked?"),
            "contact": gettext_lazy("Your e-mail address"),
        }
        help_texts: ClassVar[dict] = {
            "text": gettext_lazy("What it should say, and why. Two links at most."),
            "source": gettext_lazy(
                "Not needed, but it helps: a web address, or the title and page of what is printed."
            ),
            "contact": gettext_lazy("Not needed. Only the curators see it, to ask you back."),
        }
        widgets: ClassVar[dict] = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "source": forms.Textarea(attrs={"rows": 2}),
            "contact": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages: ClassVar[dict] = {"text": {"required": gettext_lazy("Say what is wrong.")}}

    def __init__(self, *args: Any, values: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["value"].choices = [("", _("Choose …")), *values]

    def clean_text(self) -> str:
        return ends_of_lines(self.cleaned_data["text"])

    def clean_source(self) -> str:
        return ends_of_lines(self.cleaned_data["source"])


class AnswerForm(forms.Form):
    """What the public reads beside the state of a correction."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=MOST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Public, beside the state: what was changed, or why nothing was. Needed to decide."),
    )
