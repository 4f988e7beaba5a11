"""What a reviewer says of a record: about a value or the whole, and when it may become public."""

from django import forms
from django.utils.translation import gettext_lazy

from policies.domain.thread import LONGEST_COMMENT
from policies.values import VALUES

WIDE = {"class": "vTextField"}


class ReviewForm(forms.Form):
    """`seen` is the hash of the content that was on the page; `remark-<value>` what is said about a value."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("Comment on the whole"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    due_at = forms.DateTimeField(
        label=gettext_lazy("Becomes public at"),
        required=False,
        help_text=gettext_lazy("UTC. Leave it empty to publish now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @property
    def remarks(self) -> dict[str, str]:
        """What was typed about single values, by value."""
        given = {value: self.data.get(f"remark-{value}", "").strip() for value in VALUES}
        return {value: text[:LONGEST_COMMENT] for value, text in given.items() if text}


class ReasonForm(forms.Form):
    """Why a record is taken from the public, or given back to it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField", "autofocus": True}),
        help_text=gettext_lazy("The public reads it in place of the record: “Issued twice, see the other document.”"),
    )


class WithdrawForm(ReasonForm):
    takedown = forms.BooleanField(
        label=gettext_lazy("Taken down for legal reasons"),
        required=False,
        help_text=gettext_lazy(
            "Its words are then gone from past days and earlier editions too, until it is restored."
        ),
    )
