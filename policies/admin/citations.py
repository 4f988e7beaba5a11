"""Evidence on a record's page: each quote in its surroundings, and the form to cite by pasting words."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy

from policies.admin.rows import AutocompleteMixin, KnowingFormSet
from policies.choices import Kind
from policies.forms.citation import CitationForm, CitationFormSet
from policies.models import Citation, Snapshot
from policies.templatetags.reference import in_its_language, language_of
from policies.text.anchors import context

SURROUNDINGS = 160  # characters of the snapshot shown on each side of a quote


def marked(text: str, start: int, end: int, spans: list) -> str:
    """The quote with its key words marked, escaped."""
    return format_html_join("", "{}", ((part,) for part in _parts(text, start, end, spans)))


def _parts(text: str, start: int, end: int, spans: list) -> Iterator[str]:
    at = start
    for first, last in spans:
        yield text[at:first]
        yield format_html("<mark>{}</mark>", text[first:last])
        at = last
    yield text[at:end]


def in_surroundings(text: str, start: int, end: int, spans: list, around: int = SURROUNDINGS) -> str:
    """A passage between the words before and after it, as a quotation."""
    prefix, suffix = context(text, start, end, around)
    beside = '<span class="around">{}</span>'
    return format_html(
        f'<blockquote class="passage" lang="{{}}">{beside}<q>{{}}</q>{beside}</blockquote>',
        language_of(text[start:end]),
        prefix.lstrip(),
        marked(text, start, end, spans),
        suffix.rstrip(),
    )


class ShownCitationForm(CitationForm):
    """Shows the quote as it is stored, whatever is being typed over it."""

    def passage(self) -> str:
        snapshot, start, end = self.stored_snapshot, self.was_at.start, self.was_at.end
        return format_html(
            '{}<p class="whence"><a href="{}">{}</a>, {}–{}</p>',
            in_surroundings(snapshot.text, start, end, self.stored_spans),
            reverse("admin:policies_snapshot_change", args=[snapshot.pk]),
            in_its_language(snapshot),
            start,
            end,
        )


class KnowingCitationFormSet(CitationFormSet, KnowingFormSet):
    """The citations of a record, whose snapshots are read once each."""


class CitationInline(AutocompleteMixin, admin.StackedInline):
    model = Citation
    form = ShownCitationForm
    formset = KnowingCitationFormSet
    template = "admin/policies/citations.html"
    extra = 1
    autocomplete_fields = ("snapshot",)
    verbose_name = gettext_lazy("quote")
    verbose_name_plural = gettext_lazy("Evidence")
    fieldsets = (
        (None, {"fields": (("bears_on", "snapshot"), "words", "begins_at", "key_words", ("stance", "stated"))}),
    )

    def get_formset(self, request, obj=None, **kwargs):
        """A new quote begins with the snapshot that is most likely the one: where the record was quoted from last."""
        formset = super().get_formset(request, obj, **kwargs)
        if "snapshot" in formset.form.base_fields:
            field = formset.form.base_fields["snapshot"]
            field.initial = likely_snapshot(request, obj)
            field.queryset = Snapshot.objects.select_related("source")
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("snapshot__source")


class FromWordsMixin:
    """For the admin of a record that is begun from a sentence of a snapshot: its first quote has the words."""

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        # Only while it is shown: what comes back with the form is new, though it be what was filled in.
        if request.method == "GET" and isinstance(inline, CitationInline) and (words := request.GET.get("words")):
            kwargs["initial"] = [{"words": words}]
        return kwargs


def likely_snapshot(request, record: Any) -> Any:
    """The snapshot asked for in the address; else the one last cited for the record, or for its document or source."""
    if request.GET.get("snapshot", "").isdecimal():
        return int(request.GET["snapshot"])
    if record is None:
        return request.session.get("snapshot")
    cited = record.citations.aggregate(last=Max("snapshot"))["last"]
    if cited is None and record.kind == Kind.MEASURE:
        cited = Citation.objects.filter(document=record.document_id).aggregate(last=Max("snapshot"))["last"]
    if cited is None and record.kind in {Kind.STATEMENT, Kind.SOURCE}:
        source = record if record.kind == Kind.SOURCE else record.source
        cited = source.snapshots.aggregate(last=Max("pk"))["last"]
    return cited or request.session.get("snapshot")
