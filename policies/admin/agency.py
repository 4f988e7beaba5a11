"""Agencies, their names, and what became of them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from policies.admin.citations import CitationInline
from policies.admin.comparing import ComparingMixin
from policies.admin.counting import count_of
from policies.admin.filters import DeskFilter, DuplicatesFilter, EvidenceFilter, MineFilter, PublicFilter, ReviewFilter
from policies.admin.records import RecordAdmin, link_to_list
from policies.admin.rows import RowsInline
from policies.forms.records import RecordForm
from policies.models import Agency, AgencyName, Issuer, Succession


class AgencyNameInline(RowsInline):
    model = AgencyName
    fields = ("text", "language", "kind", "used_from", "used_until")


class SuccessionInline(RowsInline):
    model = Succession
    fk_name = "predecessor"
    fields = ("kind", "successor", "edtf", "wording")
    autocomplete_fields = ("successor",)
    related = ("predecessor", "successor")
    verbose_name_plural = gettext_lazy("what became of it")


@admin.register(Agency)
class AgencyAdmin(ComparingMixin, RecordAdmin):
    actions = (*RecordAdmin.actions, *ComparingMixin.merge_actions)
    form = RecordForm
    list_display = ("title_shown", "classification", "issued_shown", "citations_shown", "state_shown")
    list_filter = (DeskFilter, ReviewFilter, PublicFilter, EvidenceFilter, DuplicatesFilter, MineFilter)
    search_fields = ("name_en", "name_zh", "names__text", "slug", "citations__quote")
    search_help_text = gettext_lazy("Names in English or Chinese, and the words of quotes.")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("name_en",)}  # noqa: RUF012 - Django reads it, nothing writes it
    fieldsets = ((None, {"fields": (("name_en", "name_zh"), "slug", ("classification", "parent"), "note")}),)
    inlines = (AgencyNameInline, SuccessionInline, CitationInline)

    def get_annotations(self):
        return {**super().get_annotations(), "issued_count": count_of(Issuer, "agency")}

    @admin.display(description=gettext_lazy("issued"), ordering="issued_count")
    def issued_shown(self, agency):
        return link_to_list("document", agency.issued_count, f"issuers__agency={agency.pk}")
