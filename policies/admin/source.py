"""Sources, the snapshots of their texts, and how far those are covered by records."""

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.admin.citations import CitationInline
from policies.admin.counting import count_of
from policies.admin.filters import (
    DeskFilter,
    LostWordsFilter,
    MineFilter,
    PublicFilter,
    ReviewFilter,
    TermFilter,
    UncoveredFilter,
)
from policies.admin.gaps import GapsMixin
from policies.admin.reanchoring import ReanchoringMixin
from policies.admin.records import RecordAdmin, link_to_list
from policies.admin.rows import AutocompleteMixin, RowsInline
from policies.admin.starting import from_sentences, from_snapshot
from policies.domain import history, locking, review
from policies.domain.coverage import coverage
from policies.forms.records import SourceForm
from policies.forms.snapshot import SnapshotForm, SnapshotFormSet
from policies.forms.words import ExcuseForm
from policies.models import Citation, Excuse, Snapshot, Source
from policies.templatetags.reference import in_its_language


class SnapshotInline(admin.StackedInline):
    """What was taken is shown; only a new snapshot can be written."""

    model = Snapshot
    form = SnapshotForm
    formset = SnapshotFormSet
    extra = 0
    fields = (("taken_on", "is_excerpt"), "text", "file")
    template = "admin/policies/snapshots.html"

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(citations_count=count_of(Citation, "snapshot"))


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    list_display = (
        "title_shown",
        "date_shown",
        "trust_shown",
        "snapshots_shown",
        "quoted_shown",
        "state_shown",
    )
    list_filter = (
        DeskFilter,
        ReviewFilter,
        PublicFilter,
        UncoveredFilter,
        ("trust", TermFilter),
        "language",
        MineFilter,
    )
    list_select_related = ("trust",)
    search_fields = ("title_en", "title_zh", "publisher", "section", "address", "slug", "citations__quote")
    search_help_text = gettext_lazy("Titles, publisher, section, address, and the words of quotes; English or Chinese.")
    autocomplete_fields = ("trust", "document")
    prepopulated_fields = {"slug": ("title_en",)}  # noqa: RUF012 - Django reads it, nothing writes it
    fieldsets = (
        (None, {"fields": (("title_en", "title_zh"), "title_supplied", "slug")}),
        (
            gettext_lazy("Where it was published"),
            {"fields": (("publisher", "section"), "address", ("wording", "edtf"), ("language", "trust"))},
        ),
        (gettext_lazy("What it carries"), {"fields": (("document", "keyword_terms"), "licence", "note")}),
    )
    inlines = (SnapshotInline, CitationInline)
    actions: ClassVar[tuple[str, ...]] = (*RecordAdmin.actions, "submit_brought")

    @admin.action(description=gettext_lazy("Submit for review, with all they brought"), permissions=["change"])
    def submit_brought(self, request, queryset):
        """Every draft that cites these sources; of those that are refused it is said why."""
        number = 0
        for source in queryset:
            done, refusals = review.submit_brought(source, by=request.user)
            number += done
            for sentence in refusals:
                self.message_user(request, sentence, messages.ERROR)
        self.say(request, number, ngettext("%d record waits for review.", "%d records wait for review.", number))

    def get_annotations(self):
        return {
            **super().get_annotations(),
            "snapshots_count": count_of(Snapshot, "source"),
            "quoted_count": count_of(Citation, "snapshot__source"),
        }

    @admin.display(description=gettext_lazy("date"), ordering="earliest")
    def date_shown(self, source):
        return source.wording and in_its_language(source.wording)

    @admin.display(description=gettext_lazy("trust"), ordering="trust__position")
    def trust_shown(self, source):
        return source.trust.label_shown

    @admin.display(description=gettext_lazy("snapshots"), ordering="snapshots_count")
    def snapshots_shown(self, source):
        return link_to_list("snapshot", source.snapshots_count, f"source__id__exact={source.pk}")

    @admin.display(description=gettext_lazy("times quoted"), ordering="quoted_count")
    def quoted_shown(self, source):
        return source.quoted_count


class ExcuseInline(RowsInline):
    model = Excuse
    form = ExcuseForm
    fields = ("words", "begins_at", "reason")
    related = ("snapshot",)


@admin.register(Snapshot)
class SnapshotAdmin(ReanchoringMixin, GapsMixin, AutocompleteMixin, admin.ModelAdmin):
    """A snapshot is written once. Its page shows what of it no record cites yet."""

    form = SnapshotForm
    show_full_result_count = False
    list_display = ("__str__", "taken_on", "is_excerpt", "cited_shown")
    list_filter = (UncoveredFilter, LostWordsFilter, "is_excerpt", ("source__trust", TermFilter))
    list_select_related = ("source",)
    search_fields = ("source__title_en", "source__title_zh", "source__slug", "text")
    search_help_text = gettext_lazy("Titles of sources, and the words of the text.")
    autocomplete_fields = ("source",)
    shown = (("source", "number"), ("taken_on", "is_excerpt"), ("length_shown", "sha256"), "uncovered_shown")
    inlines = (ExcuseInline,)

    def get_queryset(self, request):
        queryset = super().get_queryset(request).select_related("source")
        return queryset.annotate(citations_count=count_of(Citation, "snapshot")).defer("text")

    def get_form(self, request, obj=None, change=False, **kwargs):
        """What was taken is shown, and only a new snapshot is filled in."""
        form = forms.ModelForm if obj else self.form
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fields(self, request, obj=None):
        earlier = "earlier_shown" if self.has_reanchor_permission(request) else "earlier_told"
        return (*self.shown, earlier, "text_shown") if obj else ("source", ("taken_on", "is_excerpt"), "text", "file")

    def get_readonly_fields(self, request, obj=None):
        return flatten(self.get_fields(request, obj)) if obj else ()

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_related(self, request, form, formsets, change):
        """A snapshot and what needs no record in it are part of what its source says."""
        snapshot = form.instance
        source = locking.locked(snapshot.source)
        super().save_related(request, form, formsets, change)
        history.note_change(source, by=request.user, reason=_("Snapshot %d") % snapshot.number)

    @admin.display(description=gettext_lazy("citations"), ordering="citations_count")
    def cited_shown(self, snapshot):
        return snapshot.citations_count

    @admin.display(description=gettext_lazy("length"))
    def length_shown(self, snapshot):
        count = len(snapshot.text)
        return ngettext("%d character", "%d characters", count) % count

    @admin.display(description=gettext_lazy("sentences nothing cites"))
    def uncovered_shown(self, snapshot):
        found = coverage(snapshot)
        head = _("%(bare)d of %(all)d sentences are neither cited nor excused.") % {
            "bare": len(found.bare),
            "all": len(found.sentences),
        }
        return format_html("<p>{}</p>{}", head, from_sentences(snapshot, found.bare))

    @admin.display(description=gettext_lazy("text"))
    def text_shown(self, snapshot):
        """The whole text, its uncovered sentences marked."""
        parts, at = [], 0
        for start, end in coverage(snapshot).bare:
            parts.append(format_html("{}", snapshot.text[at:start]))
            parts.append(format_html('<mark id="at-{}">{}</mark>', start, snapshot.text[start:end]))
            at = end
        parts.append(format_html("{}", snapshot.text[at:]))
        joined = format_html_join("", "{}", ((part,) for part in parts))
        return format_html('{}<div class="snapshot-text">{}</div>', from_snapshot(snapshot), joined)
