"""A snapshot's text comes as a file, kept to the byte, or is pasted; afterwards nothing changes it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.domain.locking import locked
from policies.forms.words import check_constraints
from policies.models import Snapshot

LARGEST = 20 * 1024 * 1024  # bytes


class SnapshotForm(forms.ModelForm):
    text = forms.CharField(
        label=gettext_lazy("Text"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"}),
        help_text=gettext_lazy("To the character. It cannot be changed afterwards; another text is another snapshot."),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        help_text=gettext_lazy("Plain text in UTF-8, kept to the byte, line ends included."),
    )

    class Meta:
        model = Snapshot
        fields = ("source", "taken_on", "is_excerpt", "text")

    def clean_text(self):
        # Browsers send every line end of a text area as two characters.
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > LARGEST:
            raise ValidationError(_("%(name)s is larger than 20 MB. Is it plain text?") % {"name": file.name})
        # A form that comes too late is read once more, over what its writer saw.
        file.seek(0)
        try:
            return file.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValidationError(
                _("%(name)s is not UTF-8: byte %(byte)d is wrong. Save it as UTF-8 and choose it again.")
                % {"name": file.name, "byte": error.start}
            ) from error

    def clean(self):
        cleaned = super().clean()
        text, file = cleaned.get("text"), cleaned.get("file")
        if text and file:
            raise ValidationError({"file": _("There is a pasted text as well. Keep the file or the text, not both.")})
        if not (text or file or self.errors):
            raise ValidationError({"text": _("Paste the text of the source, or choose a file that holds it.")})
        cleaned["text"] = text or file or ""
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        check_constraints(self, {"number"})

    def save(self, commit=True):
        """The number is the next one at the moment of saving: several snapshots can be added at once."""
        if self.instance._state.adding:
            # Whoever adds another snapshot of this source waits, and takes the number after.
            locked(self.instance.source)
            last = Snapshot.objects.filter(source=self.instance.source).order_by("-number").first()
            self.instance.number = last.number + 1 if last else 1
        return super().save(commit)


class SnapshotFormSet(BaseInlineFormSet):
    """New snapshots of one source."""

    def clean(self):
        super().clean()
        texts = [form.cleaned_data.get("text") for form in self.extra_forms if form.has_changed() and not form.errors]
        if len(set(texts)) < len(texts):
            raise ValidationError(_("Two of the new snapshots have the same text. Leave one out."))


def new_snapshots(formset: BaseInlineFormSet) -> list[dict[str, Any]]:
    """What somebody filled in, as it is kept until it can be saved."""
    filled = [form.cleaned_data for form in formset.extra_forms if form.has_changed()]
    return [
        {"taken_on": row["taken_on"].isoformat(), "is_excerpt": row["is_excerpt"], "text": row["text"]}
        for row in filled
    ]
