"""The public's form to ask for a key."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from policies.forms.guarded import Guarded, ends_of_lines
from policies.models.key import KeyRequest


class KeyRequestForm(Guarded, forms.ModelForm):
    """Who asks, and what for."""

    class Meta:
        model = KeyRequest
        fields = ("name", "mail", "purpose")
        labels: ClassVar[dict] = {
            "name": gettext_lazy("Your institute, or you"),
            "mail": gettext_lazy("Your e-mail address"),
            "purpose": gettext_lazy("What will your program do?"),
        }
        help_texts: ClassVar[dict] = {
            "mail": gettext_lazy("Only administrators see it, to ask you back."),
            "purpose": gettext_lazy("A sentence or two: which data, how often."),
        }
        widgets: ClassVar[dict] = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "mail": forms.EmailInput(attrs={"autocomplete": "email"}),
            "purpose": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages: ClassVar[dict] = {
            "name": {"required": gettext_lazy("Say who asks.")},
            "mail": {"required": gettext_lazy("Give an address at which we can ask you back.")},
            "purpose": {"required": gettext_lazy("Say what for.")},
        }

    def clean_purpose(self) -> str:
        return ends_of_lines(self.cleaned_data["purpose"])
