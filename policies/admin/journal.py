"""The journal: what was done to every row of the desk, by whatever way, for administrators to look at."""

import uuid
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.admin.catalogue import LookedAt
from policies.content.records import MODELS
from policies.domain import journal
from policies.models import JournalEntry

LONGEST = 60


def address_for(request: HttpRequest, record_id: Any) -> str:
    """Where the journal of one record is read; nothing for who may not."""
    if not request.user.has_perm("policies.view_journalentry"):
        return ""
    return f"{reverse('admin:policies_journalentry_changelist')}?{urlencode({'record': record_id})}"


class OfRecordFilter(admin.SimpleListFilter):
    """Led to from the history of a record, and shown only then."""

    title, parameter_name = gettext_lazy("record"), "record"

    def lookups(self, request, model_admin):
        return [(self.value(), self._name())] if self.value() else []

    def _name(self) -> str:
        found = (model.objects.filter(pk=self._id()).first() for model in MODELS.values())
        return next((str(record) for record in found if record), _("a record that is not there"))

    def _id(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.value())
        except ValueError:
            return None

    def queryset(self, request, queryset):
        return queryset.filter(record_id=self._id()) if self._id() else queryset.none()


@admin.register(JournalEntry)
class JournalAdmin(LookedAt):
    list_display = ("at", "row_shown", "act", "changed_shown")
    list_filter = (OfRecordFilter, "act", "at")
    list_per_page = 50
    search_fields = ("=row_id", "=table")
    search_help_text = gettext_lazy("The number of a row, or the name of a table, as a whole.")
    ordering = ("-pk",)
    fields = (("act", "at"), ("table", "row_id", "record_id"), "columns_shown")
    readonly_fields = ("row_shown", "columns_shown")

    @admin.display(description=gettext_lazy("row"), ordering="table")
    def row_shown(self, entry: JournalEntry) -> str:
        return journal.thing(entry)

    @admin.display(description=gettext_lazy("what changed"))
    def changed_shown(self, entry: JournalEntry) -> str:
        """Column by column; of a row that came or went it was all."""
        if not (entry.before and entry.after):
            return "–"
        changed = journal.changed_columns(entry)
        rows = ((name, _short(was), _short(now)) for name, was, now in journal.columns(entry) if name in changed)
        return format_html_join("; ", "{}: {} → {}", rows)

    @admin.display(description=gettext_lazy("columns"))
    def columns_shown(self, entry: JournalEntry) -> str:
        changed = journal.changed_columns(entry)
        rows = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td data-label="{}">{}</td><td data-label="{}">{}</td></tr>',
            (
                (
                    name,
                    _("Before"),
                    _marked("del", was, name in changed),
                    _("After"),
                    _marked("ins", now, name in changed),
                )
                for name, was, now in journal.columns(entry)
            ),
        )
        head = format_html_join("", '<th scope="col">{}</th>', [(_("Column"),), (_("Before"),), (_("After"),)])
        return format_html('<table class="sides"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, rows)


def _short(value: Any) -> str:
    return Truncator(_worded(value)).chars(LONGEST)


def _worded(value: Any) -> str:
    return "–" if value in (None, "") else str(value)


def _marked(tag: str, value: Any, is_changed: bool) -> str:
    words = _worded(value)
    return format_html("<{0}>{1}</{0}>", tag, words) if is_changed and words != "–" else words
