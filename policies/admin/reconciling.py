"""What was typed over somebody else's save: kept when it is refused, and settled on a page of its own."""

import copy
import json
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.forms.formsets import all_valid
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from policies.content.records import dump, load, public_id
from policies.domain import history, reconciling
from policies.forms.remapping import remapped, with_gone_rows_as_new
from policies.forms.snapshot import new_snapshots
from policies.models import Revision, SetAside, Snapshot
from policies.text.joining import MINE, THEIRS

# What may be wrong with words typed over an earlier state: a row is gone, a value no longer exists, rows do not fit.
NO_LONGER_FITS = (ValidationError, ObjectDoesNotExist, IntegrityError, KeyError, ValueError)


class ReconcilingMixin:
    """For the admin of a record: a save that comes too late is no dead end."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.reconcile_view)
        return [path("reconcile/<int:number>/", view, name=f"{self.route}_reconcile"), *super().get_urls()]

    # When a save is refused

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Refused only because somebody else saved: all that was typed is set aside, and its writer chooses."""
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST" or object_id is None or not _came_too_late(response):
            return response
        base = self._began_from(request, unquote(object_id))
        if base and (aside := self._set_aside(request, base)):
            return HttpResponseRedirect(reverse(f"admin:{self.route}_reconcile", args=[aside.pk]))
        if not isinstance(response, TemplateResponse):
            return response
        inlines = response.context_data["inline_admin_formsets"]
        data = with_gone_rows_as_new(request.POST, [inline.formset for inline in inlines])
        return super().changeform_view(_with(request, data), object_id, form_url, extra_context)

    def _began_from(self, request: HttpRequest, object_id: str) -> Revision | None:
        """The revision that the writer of the form had before them."""
        seen = request.POST.get("seen_revision", "")
        if not _is_number(seen):
            return None
        try:
            record = self.model._default_manager.filter(pk=object_id).first()
            record_id = public_id(record) if record else object_id
            return Revision.objects.of(self.model.kind, record_id).filter(number=seen).first()
        except ValidationError:
            return None

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        response = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        response.record_is_gone = True
        return response

    def _set_aside(self, request: HttpRequest, base: Revision) -> SetAside | None:
        """None where what was typed does not fit the state it was typed over: then the form itself holds it."""
        try:
            typed = self._typed(request, base)
        except NO_LONGER_FITS:
            return None
        reason = request.POST.get("reason", "").strip()
        return reconciling.set_aside(base, by=request.user, reason=reason, **typed)

    def _typed(self, request: HttpRequest, base: Revision) -> dict[str, Any]:
        """What the record would say, its note and new snapshots, if nobody had saved since. Nothing of this stays."""
        with transaction.atomic():
            try:
                record = load(json.loads(base.content))
                return self._saved_over(request, self.model._default_manager.get(pk=record.pk))
            finally:
                transaction.set_rollback(True)

    def _saved_over(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form_class = self.get_form(request, record, change=True, fields=fields)
        before, _inlines = self._create_formsets(_with(request, request.POST), record, change=True)
        data = remapped(request.POST, before)
        record.version = int(data.get("seen_version") or 0)
        form = form_class(data, request.FILES, instance=record)
        form.asks_why = False
        formsets, _inlines = self._create_formsets(_with(request, data), record, change=True)
        valid = form.is_valid()
        if not (all_valid(formsets) and valid):
            raise ValidationError(_("What was typed does not fit the state it was typed over."))
        form.save()
        # A snapshot is no part of what is chosen between: it is added after those that are there then.
        snapshots = [row for formset in formsets if formset.model is Snapshot for row in new_snapshots(formset)]
        for formset in formsets:
            if formset.model is not Snapshot:
                formset.save()
        saved = self.model._default_manager.get(pk=record.pk)
        return {"content": dump(saved), "note": saved.note, "snapshots": snapshots}

    # The page on which it is settled

    def reconcile_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Value by value: what it was, what stands now, what was typed. Nobody sees what somebody else typed."""
        aside = get_object_or_404(SetAside, pk=number, kind=self.model.kind, by=request.user)
        if not self.has_change_permission(request):
            raise PermissionDenied
        try:
            reconciling.refuse_settled(aside)
            if request.method == "POST":
                return self._settle(request, aside)
        except ValidationError as error:
            self.complain(request, error)
            aside.refresh_from_db()
        if aside.settled_at:
            return HttpResponseRedirect(reverse(f"admin:{self.route}_changelist"))
        return self._comparison_page(request, aside)

    def _settle(self, request: HttpRequest, aside: SetAside) -> HttpResponse:
        if "_all_theirs" in request.POST:
            reconciling.take_theirs(aside)
            self.message_user(request, _("What stands now was left as it is."))
            return HttpResponseRedirect(reverse(f"admin:{self.route}_changelist"))
        choices = _choices(request.POST)
        if "_all_mine" in request.POST:
            choices = reconciling.everything(reconciling.comparison(aside), MINE)
        seen = request.POST.get("seen_version", "")
        reason = request.POST.get("reason", "")
        number = int(seen) if _is_number(seen) else -1
        saved = reconciling.settle(aside, choices, seen=number, by=request.user, reason=reason)
        self.message_user(request, _("Saved: “%(record)s” says what you chose.") % {"record": saved})
        return HttpResponseRedirect(self.address(saved))

    def _comparison_page(self, request: HttpRequest, aside: SetAside) -> HttpResponse:
        now = reconciling.comparison(aside)
        choices = _choices(request.POST)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Your changes and those of somebody else"),
            "original": now.record,
            "now": now,
            "rows": [(row, choices.get(row.name) or row.taken) for row in now.differences],
            "note_choice": choices.get(reconciling.NOTE, ""),
            "reason": request.POST.get("reason", aside.reason),
            "asks_why": history.was_public(aside.record_id),
        }
        return TemplateResponse(request, "admin/policies/reconcile.html", context)


def _came_too_late(response: Any) -> bool:
    """Whether a form was refused because the record is no longer what its writer saw, or is no longer there."""
    page = (getattr(response, "context_data", None) or {}).get("adminform")
    if page is None:
        return getattr(response, "record_is_gone", False)
    return page.form.has_error(NON_FIELD_ERRORS, "changed_meanwhile")


def _is_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) < 10


def _choices(data: QueryDict) -> dict[str, str]:
    """The chosen side by the name of each value."""
    prefix = "choice-"
    chosen = {name.removeprefix(prefix): side for name, side in data.items() if name.startswith(prefix)}
    return {name: side for name, side in chosen.items() if side in {MINE, THEIRS}}


def _with(request: Any, data: Any) -> HttpRequest:
    """The same request with other words typed."""
    other = copy.copy(request)
    other.POST = data
    return other
