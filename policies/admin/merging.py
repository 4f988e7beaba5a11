"""Merges: what is proposed, decided, and undone; and the list of what may be double."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from policies.admin.catalogue import LookedAt
from policies.admin.comparing import named
from policies.choices import Kind, MergeState, State
from policies.content.records import MODELS
from policies.domain import duplicates, merging, review, unmerging
from policies.forms.merging import DecisionForm
from policies.models import Merge, NotSame
from policies.models.merging import MERGED_KINDS

SHOWN_AT_ONCE = 50
# What a state looks like: those of records have their looks already.
LOOKS: dict[str, str] = {MergeState.PROPOSED: "in_review", MergeState.DONE: "published"}
SAID = {
    "decide": gettext_lazy("Done: the two are one."),
    "decline": gettext_lazy("Declined. Nothing was changed."),
    "undo": gettext_lazy("Undone: both records say what they said before."),
}


def works_on_merges(request: HttpRequest) -> bool:
    """Whether somebody edits or publishes records that can be merged."""
    rights = ("policies.publish_record", *(f"policies.change_{kind}" for kind in MERGED_KINDS))
    return any(request.user.has_perm(right) for right in rights)


class OfMerges(LookedAt):
    """Who edits or publishes such records sees what is known of pairs of them."""

    def has_view_permission(self, request, obj=None):
        return works_on_merges(request)

    def has_module_permission(self, request):
        return works_on_merges(request)

    def get_changelist_instance(self, request):
        """The names of all records of the page at once, one query for each kind."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        _name(changelist.result_list, self.two_of)
        return changelist

    def two_of(self, row: Any) -> tuple[Any, Any]:
        raise NotImplementedError


@admin.register(Merge)
class MergeAdmin(OfMerges):
    list_display = ("two_shown", "kind", "state_shown", "reason", "proposed_by", "proposed_at", "decided_by")
    list_filter = ("state", "kind", ("proposed_by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("proposed_by", "decided_by")
    list_per_page = 50
    search_fields = ("reason",)
    ordering = ("-pk",)

    def two_of(self, row):
        return row.lesser_id, row.kept_id

    @admin.display(description=gettext_lazy("what goes into what"))
    def two_shown(self, merge):
        return format_html("{} → {}", *merge.names)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, merge):
        look = LOOKS.get(merge.state, "withdrawn")
        return format_html('<span class="state state-{}">{}</span>', look, merge.get_state_display())

    def get_urls(self):
        view = self.admin_site.admin_view(self.duplicates_view)
        back = self.admin_site.admin_view(require_POST(self.take_back_view))
        return [
            path("duplicates/", view, name="policies_merge_duplicates"),
            path("duplicates/<int:number>/take-back/", back, name="policies_merge_take_back"),
            *super().get_urls(),
        ]

    # One merge

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("proposed_by", "decided_by", "undone_by")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What would be done, or was; and the buttons that this person would not be refused."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        merge = self.get_object(request, object_id)
        if merge is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = DecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._act(request, merge, form):
            return HttpResponseRedirect(reverse("admin:policies_merge_change", args=[merge.pk]))
        return TemplateResponse(request, "admin/policies/merge.html", self._page(request, merge, form))

    def _page(self, request: HttpRequest, merge: Merge, form: DecisionForm) -> dict[str, Any]:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "merge": merge, "form": form}
        try:
            kept, lesser = merging.records_of(merge)
        except ValidationError as error:
            return {**context, "title": _("Merge"), "problems": error.messages, "may": {"decline": True}}
        outcome = None
        if merge.state == MergeState.PROPOSED:
            outcome = merging.preview(kept, lesser, merging.chosen_paths(merge))
        return {
            **context,
            "title": _("%(lesser)s into %(kept)s") % {"lesser": lesser, "kept": kept},
            "kept": kept,
            "lesser": lesser,
            "kept_address": _address(kept),
            "lesser_address": _address(lesser),
            "outcome": outcome,
            "named": named(outcome.named_by) if outcome else [],
            "touched": _by_kind(merge),
            "look": LOOKS.get(merge.state, "withdrawn"),
            "may": self.rights(request, merge, kept, lesser),
        }

    def rights(self, request: HttpRequest, merge: Merge, kept: Any, lesser: Any) -> dict[str, bool]:
        publishes = request.user.has_perm("policies.publish_record")
        waits = merge.state == MergeState.PROPOSED
        own = request.user.pk == merge.proposed_by_id
        wrote = own or any(request.user.pk in review.contributors(record) for record in (kept, lesser))
        return {
            "decide": waits and publishes and not wrote,
            "wrote": waits and publishes and wrote,
            "decline": waits and (publishes or own),
            "undo": merge.state == MergeState.DONE and publishes,
        }

    def _act(self, request: HttpRequest, merge: Merge, form: DecisionForm) -> bool:
        pressed = next((name for name in SAID if f"_{name}" in request.POST), "")
        publishes = request.user.has_perm("policies.publish_record")
        if not (publishes or (pressed == "decline" and request.user.pk == merge.proposed_by_id)):
            raise PermissionDenied
        text = form.cleaned_data["text"]
        acts = {
            "decide": lambda: merging.decide(merge, by=request.user),
            "decline": lambda: merging.decline(merge, by=request.user, text=text),
            "undo": lambda: unmerging.undo(merge, by=request.user, reason=text),
        }
        try:
            done = acts[pressed]()
        except (KeyError, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else _("Press one of the buttons."))
            return False
        self.message_user(request, SAID[pressed])
        if pressed == "undo" and done.waiting:
            waiting = ", ".join(map(str, done.waiting))
            sentence = _(
                "Changed since the merge, and public with the rest once a second person approves: %(records)s."
            )
            self.message_user(request, sentence % {"records": waiting}, messages.WARNING)
        return True

    # What may be double

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """Every two records that may be one, of the kinds that this person edits."""
        kinds = [kind for kind in MERGED_KINDS if request.user.has_perm(f"policies.change_{kind}")]
        if not kinds:
            raise PermissionDenied
        found = [pair for kind in kinds for pair in duplicates.pairs(kind)]
        two = NotSame.objects.standing().filter(kind__in=kinds).select_related("by")
        known = list(two[: SHOWN_AT_ONCE + 1])
        _name(known, two_of_not_same)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Possible duplicates"),
            "pairs": [{"pair": pair, "kind": Kind(pair.kind).label, **_addresses(pair)} for pair in found],
            "known": known[:SHOWN_AT_ONCE],
            "more": len(known) > SHOWN_AT_ONCE,
        }
        return TemplateResponse(request, "admin/policies/duplicates.html", context)

    def take_back_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Afterwards the two are shown as possible duplicates again, if they still look like that."""
        pair = get_object_or_404(NotSame, pk=number)
        if not request.user.has_perm(f"policies.change_{pair.kind}"):
            raise PermissionDenied
        try:
            duplicates.take_back(pair, by=request.user)
            self.message_user(request, _("Taken back: they may be one, and are shown if they look alike."))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:policies_merge_duplicates"))


def two_of_not_same(row: NotSame) -> tuple[Any, Any]:
    return row.first_id, row.second_id


def _name(rows: Iterable[Any], two_of: Callable[[Any], tuple[Any, Any]]) -> None:
    """Afterwards each row has the names of its two records; one query for each kind."""
    rows = list(rows)
    for kind in {row.kind for row in rows}:
        of_kind = [row for row in rows if row.kind == kind]
        found = MODELS[kind].objects.in_bulk({pk for row in of_kind for pk in two_of(row)})
        for row in of_kind:
            row.names = [str(found.get(pk, pk)) for pk in two_of(row)]


def _address(record: Any) -> str:
    return reverse(f"admin:policies_{record.kind}_change", args=[record.pk])


def _addresses(pair: duplicates.Pair) -> dict[str, str]:
    kept, lesser = sorted((pair.first, pair.second), key=lambda record: record.state != State.PUBLISHED)
    route, query = f"admin:policies_{pair.kind}", f"?kept={kept.pk}&lesser={lesser.pk}"
    return {
        "first": _address(pair.first),
        "second": _address(pair.second),
        "merge": reverse(f"{route}_merge") + query,
        "not_same": reverse(f"{route}_not_same") + query,
    }


def _by_kind(merge: Merge) -> list[tuple[str, int]]:
    """How many records of each kind a merge changed, besides the two."""
    both = {str(merge.kept_id), str(merge.lesser_id)}
    kinds = [row["kind"] for row in merge.touched if row["id"] not in both]
    return [(Kind(kind).label, kinds.count(kind)) for kind in dict.fromkeys(kinds)]


@admin.register(NotSame)
class NotSameAdmin(OfMerges):
    list_display = ("two_shown", "kind", "reason", "by", "at", "taken_back_by", "taken_back_at")
    list_filter = ("kind", ("taken_back_at", admin.EmptyFieldListFilter))
    list_select_related = ("by", "taken_back_by")
    search_fields = ("reason",)
    ordering = ("-pk",)
    list_display_links = None

    def two_of(self, row):
        return two_of_not_same(row)

    @admin.display(description=gettext_lazy("the two"))
    def two_shown(self, row):
        return format_html("{} ≠ {}", *row.names)
