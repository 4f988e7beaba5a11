"""Documents and the rows they can have several of: names, dates, issuers, relations."""

from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy

from policies.admin.citations import CitationInline, FromWordsMixin
from policies.admin.comparing import ComparingMixin
from policies.admin.counting import count_of
from policies.admin.filters import (
    ChoiceFilter,
    DatesFilter,
    DeskFilter,
    DuplicatesFilter,
    EvidenceFilter,
    MineFilter,
    PublicFilter,
    ReviewFilter,
    TermFilter,
    ThemeFilter,
)
from policies.admin.records import RecordAdmin, link_to_list
from policies.admin.rows import KnowingFormSet, RowsInline
from policies.forms.preferred import DateFormSet, IssuerFormSet, PreferredForm
from policies.forms.records import DocumentForm
from policies.models import Document, DocumentDate, DocumentName, Issuer, Measure, Relation
from policies.templatetags.reference import in_its_language
from policies.text.numbers import normalise_number


class KnowingDateFormSet(DateFormSet, KnowingFormSet):
    """Dates, of which one at most is preferred."""


class KnowingIssuerFormSet(IssuerFormSet, KnowingFormSet):
    """Issuers, of which one sole and one lead at most are preferred."""


class DateInline(RowsInline):
    model = DocumentDate
    form = PreferredForm
    formset = KnowingDateFormSet
    fields = ("kind", "wording", "edtf", "preferred", "reason")


class IssuerInline(RowsInline):
    model = Issuer
    form = PreferredForm
    formset = KnowingIssuerFormSet
    fields = ("agency", "role", "preferred", "reason")
    autocomplete_fields = ("agency",)
    related = ("agency",)


class NameInline(RowsInline):
    model = DocumentName
    fields = ("text", "language", "kind")


class RelationInline(RowsInline):
    model = Relation
    fk_name = "document"
    fields = ("predicate", "object", "place", "object_place", "edtf", "wording")
    autocomplete_fields = ("object",)
    related = ("object",)


@admin.register(Document)
class DocumentAdmin(FromWordsMixin, ComparingMixin, RecordAdmin):
    actions = (*RecordAdmin.actions, *ComparingMixin.merge_actions)
    form = DocumentForm
    list_display = (
        "title_shown",
        "number",
        "date_shown",
        "type_shown",
        "measures_shown",
        "citations_shown",
        "state_shown",
    )
    list_filter = (
        DeskFilter,
        ReviewFilter,
        PublicFilter,
        EvidenceFilter,
        DuplicatesFilter,
        DatesFilter,
        ("type", TermFilter),
        ThemeFilter,
        ("status", ChoiceFilter),
        MineFilter,
    )
    list_select_related = ("type",)
    search_fields = ("title_en", "title_zh", "number", "names__text", "slug", "citations__quote")
    search_help_text = gettext_lazy("Titles, names, numbers in any brackets, words of quotes; English or Chinese.")
    autocomplete_fields = ("type",)
    prepopulated_fields = {"slug": ("title_en",)}  # noqa: RUF012 - Django reads it, nothing writes it
    fieldsets = (
        (None, {"fields": (("title_en", "title_zh"), "title_supplied", "slug")}),
        (gettext_lazy("What it is"), {"fields": (("type", "number"), ("status", "unnamed_issuers"), "themes", "note")}),
    )
    inlines = (DateInline, IssuerInline, NameInline, RelationInline, CitationInline)

    def get_annotations(self):
        preferred = DocumentDate.objects.filter(document=OuterRef("pk"), preferred=True)
        return {
            **super().get_annotations(),
            "measures_count": count_of(Measure, "document"),
            "date_wording": Subquery(preferred.values("wording")[:1]),
            "date_earliest": Subquery(preferred.values("earliest")[:1]),
        }

    def lookup_allowed(self, lookup, value, request):
        """By its issuer, too: the list of agencies leads to what each of them issued."""
        return lookup == "issuers__agency" or super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        """A number is found however its brackets and spaces were typed."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        number = normalise_number(search_term) if search_term else ""
        if not number:
            return found, may_repeat
        same = Q(pk__in=queryset.filter(number__icontains=number).order_by().values("pk"))
        return queryset.filter(same | Q(pk__in=found.order_by().values("pk"))), False

    @admin.display(description=gettext_lazy("type"), ordering="type__label_en")
    def type_shown(self, document):
        return document.type.label_shown

    @admin.display(description=gettext_lazy("date"), ordering="date_earliest")
    def date_shown(self, document):
        return document.date_wording and in_its_language(document.date_wording)

    @admin.display(description=gettext_lazy("measures"), ordering="measures_count")
    def measures_shown(self, document):
        return link_to_list("measure", document.measures_count, f"document__id__exact={document.pk}")
