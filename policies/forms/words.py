"""Pasted words become a place in a snapshot. Not found, or found twice: a sentence says so, and nothing is lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.domain import citing
from policies.models import Snapshot
from policies.text.anchors import Anchor, context


class WordsField(forms.CharField):
    """Text as it was pasted: white space stays, line ends are those of the snapshot and not the browser's."""

    widget = forms.Textarea

    def __init__(self, **options: Any):
        super().__init__(strip=False, **options)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial, data):
        return super().has_changed(initial, (data or "").replace("\r\n", "\n"))


class WordsForm(forms.ModelForm):
    """A row that stands at a place in a snapshot, given by the words there."""

    words = WordsField(
        label=gettext_lazy("Words of the source"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField words"}),
        help_text=gettext_lazy("Copy them from the snapshot and paste them here. Their place is found for you."),
    )
    begins_at = forms.IntegerField(label=gettext_lazy("Which of them"), required=False, widget=forms.HiddenInput)

    anchor: Anchor | None = None

    @property
    def was_at(self) -> Anchor | None:
        """Where the row stood when the form was opened."""
        return None if self.instance.pk is None else Anchor(self.initial_start, self.initial_end)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial_start, self.initial_end = self.instance.start, self.instance.end

    def find(self, snapshot: Snapshot | None) -> None:
        """Afterwards `anchor` is where the words stand, or the form has an error that says why it is nowhere."""
        words = self.cleaned_data.get("words")
        if snapshot is None or not words:
            return
        if self.was_at and not {"words", "snapshot", "begins_at"} & set(self.changed_data):
            self.anchor = self.was_at
            return
        try:
            self.anchor = citing.locate(snapshot, words, near=self.cleaned_data.get("begins_at"))
        except ValidationError as error:
            if error.code == "found_often":
                self._offer(snapshot.text, error.params["anchors"])
            else:
                self.add_error("words", ValidationError(error.messages, code=error.code))

    def _offer(self, text: str, anchors: list[Anchor]) -> None:
        """The places are choices of a select, so the sentence need not list them."""
        sentence = _("The snapshot has these words %d times. Choose below which you mean, or paste more of them.")
        self.add_error("words", ValidationError(sentence % len(anchors), code="found_often"))
        places = [(anchor.start, self._place(text, anchor)) for anchor in anchors]
        self.fields["begins_at"].widget = forms.Select(choices=[("", _("Choose where the words begin")), *places])

    def _place(self, text: str, anchor: Anchor) -> str:
        prefix, suffix = context(text, anchor.start, anchor.end)
        quote = text[anchor.start : anchor.end]
        return f"{anchor.start}: …{prefix}[{quote if len(quote) <= 60 else quote[:57] + '…'}]{suffix}…"

    def _post_clean(self):
        """Without a place there is an error already, and nothing for the model to look at."""
        if self.anchor:
            super()._post_clean()
            check_constraints(self, self.not_yet())

    def not_yet(self) -> set[str]:
        """Columns that are filled only when the row is saved."""
        return set()


def check_constraints(form: forms.ModelForm, exclude: set[str] | None = None) -> None:
    """Columns that are no fields of the form are left out by Django; what is wrong with them is said here."""
    if form.errors:
        return
    try:
        form.instance.validate_constraints(exclude=exclude)
    except ValidationError as error:
        form.add_error(None, error)


class ExcuseForm(WordsForm):
    """A passage of this snapshot that needs no record."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.was_at:
            self.initial["words"] = self.instance.snapshot.text[self.initial_start : self.initial_end]

    def clean(self):
        cleaned = super().clean()
        self.find(self.instance.snapshot)
        if self.anchor:
            self.instance.start, self.instance.end = self.anchor.start, self.anchor.end
        return cleaned
