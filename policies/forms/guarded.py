"""What every form has at which the public may write: a trap for robots, and the stamp of the page it was read on."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.forms.stamp import QUICKEST, Stamp


class Guarded(forms.Form):
    """`homepage` is the trap: people do not see it. `stamp` is that of the page on which the form was filled in."""

    homepage = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, stamp: Stamp | None, fresh: Stamp, **more: Any):
        super().__init__(*args, use_required_attribute=False, **more)
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


def ends_of_lines(text: str) -> str:
    """Browsers send two characters where people typed one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
