"""Statements: what a source says about policy as a whole."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from policies.admin.citations import CitationInline, FromWordsMixin
from policies.admin.filters import (
    ChoiceFilter,
    DeskFilter,
    EvidenceFilter,
    MineFilter,
    PublicFilter,
    ReviewFilter,
    ThemeFilter,
)
from policies.admin.records import RecordAdmin
from policies.choices import CitedValue
from policies.forms.records import StatementForm
from policies.models import Citation, Statement
from policies.templatetags.reference import in_its_language


@admin.register(Statement)
class StatementAdmin(FromWordsMixin, RecordAdmin):
    form = StatementForm
    list_display = ("quote_shown", "statement_kind", "source_shown", "citations_shown", "state_shown")
    list_filter = (
        DeskFilter,
        ReviewFilter,
        PublicFilter,
        EvidenceFilter,
        ("statement_kind", ChoiceFilter),
        ThemeFilter,
        MineFilter,
    )
    list_select_related = ("source",)
    search_fields = ("citations__quote", "slug", "source__title_en", "source__title_zh")
    search_help_text = gettext_lazy("The words of the statement, its address, the title of its source.")
    autocomplete_fields = ("source",)
    fieldsets = (
        (None, {"fields": (("source", "statement_kind"), "slug")}),
        (gettext_lazy("What it speaks of"), {"fields": ("about_documents", ("themes", "targets", "sectors"), "note")}),
    )
    inlines = (CitationInline,)

    def get_annotations(self):
        quotes = Citation.objects.filter(statement=OuterRef("pk"), value=CitedValue.RECORD).order_by("start")
        return {**super().get_annotations(), "quote": Subquery(quotes.values("quote")[:1])}

    @admin.display(description=gettext_lazy("source"), ordering="source__title_en")
    def source_shown(self, statement):
        return in_its_language(statement.source)

    @admin.display(description=gettext_lazy("statement"))
    def quote_shown(self, statement):
        return in_its_language(Truncator(statement.quote or statement.slug).chars(160))
