"""The forms of the records. Each refuses to be saved over a version its writer has not seen."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.choices import CodingRole, Scheme
from policies.content.records import public_id
from policies.domain import history
from policies.forms.rows import RowsField, RowsMixin, coding_field
from policies.models import ActingAgency, Agency, Document, SourceKeyword, StatementDocument, Term

# They say how a change was made, and are none themselves.
ABOUT_THE_CHANGE = {"reason", "seen_version", "seen_revision"}


class RecordForm(forms.ModelForm):
    """`asks_why`: a record that was ever public is changed with a reason only."""

    asks_why = True
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason for this change"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Kept in the history: “Date corrected after the official text.”"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version
        if not self.is_bound and not self.instance._state.adding:
            self.initial["seen_revision"] = history.latest_number(self.instance)

    @cached_property
    def changed_data(self):
        return [name for name in super().changed_data if name not in ABOUT_THE_CHANGE]

    def clean(self):
        cleaned = super().clean()
        self._ask_why()
        if not self.instance._state.adding and self.cleaned_data.get("seen_version") != self.instance.version:
            raise ValidationError(self._changed_meanwhile(), code="changed_meanwhile")
        return cleaned

    def _ask_why(self) -> None:
        if not self.asks_why or self.instance._state.adding or self.cleaned_data.get("reason"):
            return
        # The rows of the page are known to the admin only, which tells the record of them.
        rows_changed = getattr(self.instance, "rows_changed", bool)
        # A note is never published: nobody has to say why they wrote it.
        changed = set(self.changed_data) - {"note"} or rows_changed()
        if changed and "reason" not in self.errors and history.was_public(public_id(self.instance)):
            self.add_error("reason", history.say_why())

    def _changed_meanwhile(self) -> str:
        last = history.latest(self.instance)
        who = last.by.get_username() if last and last.by else _("somebody")
        when = date_format(last.at, "DATETIME_FORMAT") if last else _("meanwhile")
        return _(
            "Not saved: %(who)s saved this record (%(when)s) after you opened it, and your save would undo that. "
            "All you typed is still here. Open the record in another tab, see what changed, and carry your words over."
        ) % {"who": who, "when": when}


class SourceForm(RowsMixin, RecordForm):
    keyword_terms = RowsField(
        SourceKeyword,
        "term",
        Term.objects.of(Scheme.KEYWORD),
        query={"scheme": Scheme.KEYWORD},
        label=gettext_lazy("Keywords"),
        help_text=gettext_lazy("Exactly as the source gives them."),
    )


class DocumentForm(RowsMixin, RecordForm):
    themes = coding_field(CodingRole.THEME, label=gettext_lazy("Themes"))


class MeasureForm(RowsMixin, RecordForm):
    further_instruments = coding_field(
        CodingRole.INSTRUMENT,
        label=gettext_lazy("Further instruments"),
        help_text=gettext_lazy("Only if the same words name more than one."),
    )
    targets = coding_field(
        CodingRole.BENEFICIARY,
        label=gettext_lazy("Beneficiaries"),
        help_text=gettext_lazy("Whom this source says it is for. Nothing is taken over from a neighbour."),
    )
    focus = coding_field(CodingRole.FOCUS, label=gettext_lazy("Focus"))
    places = coding_field(CodingRole.PLACE, label=gettext_lazy("Places it is aimed at"))
    actors = coding_field(
        CodingRole.ACTOR,
        label=gettext_lazy("Actors, by kind"),
        help_text=gettext_lazy("Who is to act, where the source names a kind: e-commerce companies."),
    )
    agencies = RowsField(
        ActingAgency,
        "agency",
        Agency.objects.all(),
        label=gettext_lazy("Actors, by name"),
        help_text=gettext_lazy("Agencies named as carrying it out."),
    )
    sectors = coding_field(CodingRole.SECTOR, label=gettext_lazy("Sectors"))
    levels = coding_field(CodingRole.LEVEL, label=gettext_lazy("Levels"))


class StatementForm(RowsMixin, RecordForm):
    about_documents = RowsField(
        StatementDocument, "document", Document.objects.all(), label=gettext_lazy("Documents it speaks of")
    )
    themes = coding_field(CodingRole.THEME, label=gettext_lazy("Themes"))
    targets = coding_field(CodingRole.BENEFICIARY, label=gettext_lazy("Target groups"))
    sectors = coding_field(CodingRole.SECTOR, label=gettext_lazy("Sectors"))
