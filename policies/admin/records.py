"""The admin of a working record: what all of them do alike."""

from typing import Any

from django.contrib import admin, messages
from django.db import connection
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.admin.counting import count_of
from policies.admin.deleting import DeletingMixin
from policies.admin.presence import PresenceMixin
from policies.admin.reconciling import ReconcilingMixin
from policies.admin.review_pages import ReviewPagesMixin
from policies.admin.reviewing import ReviewMixin
from policies.admin.revisions import RevisionsMixin
from policies.admin.rows import AutocompleteMixin
from policies.choices import State
from policies.content.records import public_id
from policies.content.references import address
from policies.domain import history, locking, merged
from policies.models import Citation, Edition
from policies.models.edition import TOMBSTONES
from policies.templatetags.reference import in_its_language

# Shown last on the page, where one saves.
CHANGE = (
    gettext_lazy("This change"),
    {"fields": ("reason", "seen_version", "seen_revision"), "classes": ("this-change",)},
)


class RecordAdmin(
    ReconcilingMixin,
    PresenceMixin,
    RevisionsMixin,
    DeletingMixin,
    ReviewPagesMixin,
    ReviewMixin,
    AutocompleteMixin,
    admin.ModelAdmin,
):
    """A record's list, its form with all its rows, and its history."""

    actions = (*ReviewMixin.actions, *DeletingMixin.actions)
    show_full_result_count = False
    list_per_page = 50
    change_form_template = "admin/policies/record_change_form.html"
    change_list_template = "admin/policies/record_change_list.html"

    # Lists

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if _is_autocomplete(request):
            return merged.without_merged(queryset)
        return queryset.annotate(**self.get_annotations())

    def get_annotations(self) -> dict[str, Any]:
        """What list columns show, computed with the list and not for each row."""
        public = Edition.objects.current().filter(record_id=OuterRef("pk"))
        return {"is_public": Exists(public), "citations_count": count_of(Citation, self.model.kind)}

    @admin.display(description=gettext_lazy("title"))
    def title_shown(self, record):
        """The title, or name, and the Chinese one below it."""
        chinese = record.title_zh if hasattr(record, "title_zh") else record.name_zh
        title = str(record)
        below = "" if chinese in title else chinese
        return format_html('{} <span class="quiet" lang="zh-Hans">{}</span>', in_its_language(title), below)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, record):
        """The state, and whether the public sees an earlier one."""
        earlier = getattr(record, "is_public", False) and record.state != State.PUBLISHED
        return format_html(
            '<span class="state state-{}">{}</span> <span class="quiet">{}</span>',
            record.state,
            record.get_state_display(),
            _("an earlier state is public") if earlier else "",
        )

    @admin.display(description=gettext_lazy("citations"), ordering="citations_count")
    def citations_shown(self, record):
        return record.citations_count

    # Forms

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        allowed = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fieldsets, CHANGE] if allowed else fieldsets

    def get_object(self, request, object_id, from_field=None):
        """Whoever saves holds the record locked until the save is done, so that nobody else's is undone by it."""
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST" or not connection.in_atomic_block:
            return record
        return locking.locked(record)

    def _create_formsets(self, request, obj, change):
        """The form, which asks for the reason of a change, learns whether a row of the page is changed."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        if obj is not None:
            obj.rows_changed = lambda: any(formset.has_changed() for formset in formsets)
        return formsets, inlines

    def save_model(self, request, obj, form, change):
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if cited := [row.snapshot_id for row in formset.new_objects if isinstance(row, Citation)]:
            request.session["snapshot"] = cited[-1]
        for citation in getattr(formset, "unsettled", ()):
            sentence = _("“%(quote)s” is kept, but not yet for which %(value)s: choose it under “Evidence for”.")
            said = {"quote": citation.quote, "value": citation.get_value_display()}
            self.message_user(request, sentence % said, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        """The record and all its rows are one change, noted once."""
        # Asked before they are saved: a new row that may not be changed afterwards is no change any more then.
        rows_changed = any(formset.has_changed() for formset in formsets)
        super().save_related(request, form, formsets, change)
        record, noted = form.instance, None
        reason = form.cleaned_data.get("reason", "")
        # A note for curators is no content, but it can be lost like any other word. A reason alone is enough to answer
        # for what was changed past the desk.
        if not change or set(form.changed_data) - {"note"} or rows_changed or reason:
            noted = history.note_change(record, by=request.user, reason=reason)
        if noted is None and change and form.has_changed():
            self.model._default_manager.filter(pk=record.pk).update(version=F("version") + 1)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["state_buttons"] = self.buttons(request, obj)
        if obj is not None:
            context["edition"] = current_edition(obj)
            context["can_withdraw"] = context["edition"] and self.has_withdraw_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def view_on_site(self, record) -> str | None:
        edition = current_edition(record)
        return address(edition.kind, edition.slug) if edition else None

    # Deleting

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and latest_edition(obj))

    def get_deleted_objects(self, objs, request):
        """What was public once keeps its address for ever: it can be withdrawn, and not deleted."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = [_("%s has been public: withdraw it instead.") % record for record in objs if latest_edition(record)]
        # That nobody may delete those is for no want of a right, so it is not said to be.
        lacking = lacking - {self.opts.verbose_name} if kept else lacking
        return deleted, counts, lacking, [*protected, *kept]


def latest_edition(record: Any) -> Edition | None:
    """The record's last edition, be it a tombstone. Looked up once for each record in hand."""
    if not hasattr(record, "_latest_edition"):
        editions = Edition.objects.latest().filter(record_id=public_id(record))
        record._latest_edition = editions.defer("content", "search_text").first()
    return record._latest_edition


def current_edition(record: Any) -> Edition | None:
    """What the public sees of the record now."""
    edition = latest_edition(record)
    return edition if edition and edition.action not in TOMBSTONES else None


def _is_autocomplete(request) -> bool:
    return request.path == reverse("admin:autocomplete")


def link_to_list(model: str, count: int, query: str) -> str:
    """A count that leads to the list of what it counts."""
    return format_html('<a href="{}?{}">{}</a>', reverse(f"admin:policies_{model}_changelist"), query, count)
