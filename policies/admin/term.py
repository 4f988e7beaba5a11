"""Terms of the vocabularies. Administrators look after them; a term is retired, never deleted."""

from django.contrib import admin
from django.db.models import Value
from django.utils.translation import gettext_lazy

from policies.admin.counting import count_of
from policies.admin.filters import ChoiceFilter, OutOfUseFilter
from policies.admin.records import RecordAdmin
from policies.admin.rows import RowsInline
from policies.domain.desk import USES_OF_TERMS
from policies.forms.records import RecordForm
from policies.models import Term, TermLabel, TermMapping


class TermLabelInline(RowsInline):
    model = TermLabel
    fields = ("text", "language")


class TermMappingInline(RowsInline):
    model = TermMapping
    fields = ("match", "scheme_name", "text", "address")


@admin.register(Term)
class TermAdmin(RecordAdmin):
    form = RecordForm
    list_display = ("__str__", "label_zh", "scheme", "broader", "uses_shown", "is_retired", "state_shown")
    list_filter = (("scheme", ChoiceFilter), "state", "is_retired", OutOfUseFilter, "label_zh_is_ours")
    list_select_related = ("broader",)
    search_fields = ("label_en", "label_zh", "code", "other_labels__text")
    search_help_text = gettext_lazy("Labels in English or Chinese, other labels, codes.")
    autocomplete_fields = ("broader",)
    fieldsets = (
        (None, {"fields": (("scheme", "code"), ("label_en", "label_zh"), "label_zh_is_ours")}),
        (
            gettext_lazy("Meaning"),
            {"fields": ("definition_en", "definition_zh", ("broader", "position"), "is_retired", "note")},
        ),
    )
    inlines = (TermLabelInline, TermMappingInline)

    def get_annotations(self):
        uses = (count_of(model, column, outer="key") for model, column in USES_OF_TERMS)
        return {"uses_count": sum(uses, start=Value(0))}

    def get_readonly_fields(self, request, obj=None):
        """Vocabulary and code stay for ever: they are the term's address."""
        return ("scheme", "code") if obj else ()

    def get_search_results(self, request, queryset, search_term):
        """Where a term is being chosen, only those in use are offered, and of the vocabulary asked for."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            found = found.in_use()
            if scheme := request.GET.get("scheme"):
                found = found.of(scheme)
        return found, may_repeat

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("uses"), ordering="uses_count")
    def uses_shown(self, term):
        return term.uses_count
