"""The history of a record at the desk: what each change did, any two states compared, any state brought back."""

import json
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policies.admin.deleting import title_of
from policies.admin.journal import address_for
from policies.content.records import public_id
from policies.domain import history, journal
from policies.models import Revision
from policies.templatetags import comparing
from policies.text.comparing import Comparison
from policies.text.differences import changes

SHOWN_AT_ONCE = 50


class RevisionsMixin:
    """For the admin of a record. A record that was deleted still has its history."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        back = wrap(require_POST(self.bring_back_view))
        return [
            path("<path:object_id>/history/compare/", wrap(self.compare_view), name=f"{self.route}_compare"),
            path("<path:object_id>/history/<int:number>/bring-back/", back, name=f"{self.route}_bring_back"),
            *super().get_urls(),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every revision with what it changed against the one before; two of them can be compared."""
        record, revisions = self._past(request, object_id)
        page = Paginator(revisions, SHOWN_AT_ONCE).get_page(request.GET.get("p"))
        context = {
            **self._frame_of(request, object_id, record, revisions),
            **(extra_context or {}),
            "page": page,
            "rows": _with_changes(page),
        }
        return TemplateResponse(request, "admin/policies/record_history.html", context)

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What two revisions do not share, value by value; the earlier one stands first, whichever was chosen first."""
        record, revisions = self._past(request, object_id)
        numbers = sorted(_number(request.GET.get(name, "")) for name in ("one", "other"))
        before, after = (get_object_or_404(revisions, number=number) for number in numbers)
        context = {
            **self._frame_of(request, object_id, record, revisions),
            "before": before,
            "after": after,
            "rows": comparing.rows(_comparison(json.loads(before.content), json.loads(after.content))),
        }
        return TemplateResponse(request, "admin/policies/compare.html", context)

    def bring_back_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Afterwards the record says what it said then, as a new change; or it is said why not."""
        _record, revisions = self._past(request, object_id)
        if not self.has_change_permission(request):
            raise PermissionDenied
        revision = get_object_or_404(revisions, number=number)
        try:
            record = history.bring_back(revision, by=request.user, reason=_why(request))
        except ValidationError as error:
            self.complain(request, error)
            return HttpResponseRedirect(reverse(f"admin:{self.route}_history", args=[object_id]))
        self.message_user(request, _("“%(record)s” says again what it said then.") % {"record": record})
        return HttpResponseRedirect(reverse(f"admin:{self.route}_change", args=[quote(record.pk)]))

    def _past(self, request: HttpRequest, object_id: str) -> tuple[Any, Any]:
        """The record, or None where it was deleted, and its revisions, for those who may see such records."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            record = self.model._default_manager.filter(pk=unquote(object_id)).first()
            revisions = Revision.objects.of(self.model.kind, public_id(record) if record else unquote(object_id))
            if record is None and not revisions.exists():
                raise Http404(_("There is no such record."))
        except ValidationError as error:
            raise Http404(_("There is no such record.")) from error
        return record, revisions.select_related("by")

    def _frame_of(self, request: HttpRequest, object_id: str, record: Any, revisions: Any) -> dict[str, Any]:
        last = None if record else revisions[0]
        name = title_of(last) if last else str(record)
        key = journal.key_on_the_desk(last) if last else record.pk
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("History: %(record)s") % {"record": name},
            "original": record,
            "object_id": object_id,
            "name": name,
            "may_bring_back": self.has_change_permission(request, record),
            "journal": address_for(request, key) if key else "",
        }


def _why(request: HttpRequest) -> str:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise ValidationError(_("Say why this state is brought back."))
    return reason


def _comparison(before: Any, after: Any) -> Comparison:
    """Of the record's own values; what other records are called is theirs."""
    return Comparison(changes(before, after), [])


def _with_changes(page: Any) -> list[tuple[Revision, str]]:
    """Each revision with what it changed, in few words; the first of all with none: everything in it is new."""
    shown = list(page)
    end = page.end_index()
    earlier = list(page.paginator.object_list[end : end + 1]) if page.has_next() else []
    contents = [json.loads(revision.content) for revision in [*shown, *earlier]]
    pairs = zip(contents[1:], contents[:-1], strict=True)
    changed = [comparing.in_few_words(_comparison(before, after)) for before, after in pairs]
    return list(zip(shown, [*changed, ""], strict=False))


def _number(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 9:
        raise Http404(_("There is no such revision."))
    return int(typed)
