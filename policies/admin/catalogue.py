"""What happened: editions, revisions and approvals. They are looked at; nobody adds, changes or deletes one here."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from policies.content.references import address
from policies.models import Approval, Edition, Revision
from policies.models.edition import TOMBSTONES


class LookedAt(admin.ModelAdmin):
    """A log of what happened."""

    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("by"))
    def by_shown(self, row):
        """Without a link: most who read this may not see the accounts of others."""
        return row.by

    @admin.display(description=gettext_lazy("content"))
    def content_shown(self, row):
        content = json.dumps(json.loads(row.content), ensure_ascii=False, indent=2) if row.content else ""
        return format_html('<pre class="content">{}</pre>', content)


class CurrentFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("standing"), "standing"

    def lookups(self, request, model_admin):
        return [("current", gettext_lazy("Current")), ("superseded", gettext_lazy("Superseded"))]

    def queryset(self, request, queryset):
        if self.value() == "superseded":
            return queryset.exclude(superseded_at=None)
        return queryset if self.value() is None else queryset.current()


@admin.register(Edition)
class EditionAdmin(LookedAt):
    list_display = ("sequence", "slug", "kind", "number", "action", "published_at", "superseded_at")
    list_filter = ("kind", "action", CurrentFilter)
    search_fields = ("slug", "search_text", "reason")
    ordering = ("-sequence",)
    fields = (
        ("kind", "slug", "number"),
        ("action", "published_at", "superseded_at"),
        ("reason", "approval"),
        ("content_hash", "own_hash"),
        "content_shown",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search_text", "content")

    def view_on_site(self, edition):
        if edition.superseded_at or edition.action in TOMBSTONES:
            return None
        return address(edition.kind, edition.slug)


@admin.register(Revision)
class RevisionAdmin(LookedAt):
    list_display = ("at", "by", "kind", "number", "reason", "record_id")
    list_filter = ("kind", "at", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("reason", "content")
    ordering = ("-at", "-pk")
    fields = (("kind", "record_id", "number"), ("at", "by_shown"), "reason", "content_hash", "content_shown")


@admin.register(Approval)
class ApprovalAdmin(LookedAt):
    list_display = ("at", "by", "basis", "kind", "record_id", "content_hash")
    list_filter = ("basis", "kind", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("content_hash", "by__username")
    ordering = ("-at", "-pk")
    fields = (("kind", "record_id"), ("at", "by_shown"), "basis", "content_hash")
