"""Measures: what a document does, for whom, by whom, how strongly worded."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from policies.admin.citations import CitationInline, FromWordsMixin
from policies.admin.comparing import ComparingMixin
from policies.admin.filters import (
    DeskFilter,
    DuplicatesFilter,
    EvidenceFilter,
    MineFilter,
    PublicFilter,
    ReviewFilter,
    SectorFilter,
    TargetFilter,
    TermFilter,
)
from policies.admin.records import RecordAdmin
from policies.admin.rows import inner
from policies.forms.records import MeasureForm
from policies.models import Measure
from policies.templatetags.reference import in_its_language

TICK_REST = gettext_lazy("Tick “not stated” wherever nothing is filled in above")


def _tick_rest() -> str:
    """A button that works with JavaScript only, and is seen only then: see admin.js."""
    return format_html('<button type="button" class="tick-rest" hidden>{}</button>', TICK_REST)


@admin.register(Measure)
class MeasureAdmin(FromWordsMixin, ComparingMixin, RecordAdmin):
    actions = (*RecordAdmin.actions, *ComparingMixin.merge_actions)
    form = MeasureForm
    list_display = (
        "title_shown",
        "document_shown",
        "instrument_shown",
        "verb",
        "citations_shown",
        "state_shown",
    )
    list_filter = (
        DeskFilter,
        ReviewFilter,
        PublicFilter,
        EvidenceFilter,
        DuplicatesFilter,
        ("instrument", TermFilter),
        ("strength", TermFilter),
        TargetFilter,
        SectorFilter,
        MineFilter,
    )
    list_select_related = ("document", "instrument")
    search_fields = ("title_en", "title_zh", "verb", "product", "slug", "citations__quote", "document__title_en")
    search_help_text = gettext_lazy("Titles, verbs, products, and the words of quotes; English or Chinese.")
    autocomplete_fields = ("document", "parent", "instrument", "strength")
    prepopulated_fields = {"slug": ("title_en",)}  # noqa: RUF012 - Django reads it, nothing writes it
    fieldsets = (
        (None, {"fields": (("document", "parent"), ("title_en", "title_zh"), "title_supplied", "slug")}),
        (
            gettext_lazy("What is done"),
            {"fields": (("instrument", "further_instruments"), ("strength", "verb"))},
        ),
        (
            gettext_lazy("For whom"),
            {"fields": (("targets", "focus", "places"), "targets_not_stated")},
        ),
        (gettext_lazy("By whom"), {"fields": (("actors", "agencies"), "actors_not_stated")}),
        (
            gettext_lazy("In what, and where"),
            {"fields": (("sectors", "product"), "sectors_not_stated", "levels", "levels_not_stated", "note")},
        ),
        (None, {"fields": (), "description": lazy(_tick_rest, str)()}),
    )
    inlines = (CitationInline,)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The parent is chosen among the measures of the same document, once that is known."""
        form = super().get_form(request, obj, change, **kwargs)
        document = obj.document_id if obj else request.GET.get("document")
        if document and "parent" in form.base_fields:
            inner(form.base_fields["parent"].widget).query = {"document": str(document)}
        return form

    @admin.display(description=gettext_lazy("document"), ordering="document__title_en")
    def document_shown(self, measure):
        return in_its_language(measure.document)

    @admin.display(description=gettext_lazy("instrument"), ordering="instrument__label_en")
    def instrument_shown(self, measure):
        return in_its_language(measure.instrument.label_shown)

    def response_add(self, request, obj, post_url_continue=None):
        """The next measure is most often of the same document, quoted from the same snapshot."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" not in request.POST:
            return response
        likely = {"document": obj.document_id, "snapshot": request.session.get("snapshot", "")}
        return redirect(f"{request.path}?{urlencode(likely)}")

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/") and (document := request.GET.get("document")):
            found = found.filter(document=document)
        return found, may_repeat
