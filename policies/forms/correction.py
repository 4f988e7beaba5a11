"""The public's form for what is wrong in a record, and the desk's for what is answered."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.forms.stamp import QUICKEST, Stamp
from policies.models.correction import MOST_ANSWER, Correction


class CorrectionForm(forms.ModelForm):
    """`homepage` is a trap: people do not see it. `stamp` is that of the page on which the form was filled in."""

    value = forms.ChoiceField(
        label=gettext_lazy("Which value?"), error_messages={"required": gettext_lazy("Choose which value is wrong.")}
    )
    homepage = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
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

    def __init__(self, *args: Any, values: list[tuple[str, str]], stamp: Stamp | None, fresh: Stamp, **more: Any):
        super().__init__(*args, use_required_attribute=False, **more)
        self.fields["value"].choices = [("", _("Choose …")), *values]
        self.stamp, self.fresh = stamp, fresh
        for field in self.fields.values():
            if field.required:
                field.widget.attrs["aria-required"] = "true"

    @property
    def is_trapped(self) -> bool:
        """Whether it was filled in by something that does not see what people see."""
        return bool(self.data.get("homepage", "").strip())

    @property
    def next_stamp(self) -> str:
        """For the form when it is shown again: whoever mends a field in a second is no robot."""
        return (self.stamp or self.fresh).signed

    def clean_text(self) -> str:
        return _ends_of_lines(self.cleaned_data["text"])

    def clean_source(self) -> str:
        return _ends_of_lines(self.cleaned_data["source"])

    def clean(self) -> dict[str, Any]:
        if self.stamp is None:
            raise forms.ValidationError(
                _("This page was open for more than a day. Nothing you typed is lost: look it over and send it again.")
            )
        if self.stamp.age < QUICKEST:
            raise forms.ValidationError(
                _("That was too quick for us to know you from a robot. Wait some seconds and send it again.")
            )
        return self.cleaned_data


def _ends_of_lines(text: str) -> str:
    """Browsers send two characters where people typed one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class AnswerForm(forms.Form):
    """What the public reads beside the state of a correction."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=MOST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Public, beside the state: what was changed, or why nothing was. Needed to decide."),
    )
