"""Deleting a record that was never public, with a reason, and the list of what was deleted."""

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.actions import delete_selected as ask_first
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.domain import history
from policies.models import Revision

SHOWN_AT_ONCE = 50


class DeletingMixin:
    """For the admin of a record: its last revision stays and can bring it back; what is refused is said."""

    actions: ClassVar[tuple[str, ...]] = ("delete_selected",)
    delete_confirmation_template = "admin/policies/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/policies/delete_selected_confirmation.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.deleted_view)
        return [path("deleted/", view, name=f"{self.route}_deleted"), *super().get_urls()]

    def delete_model(self, request, obj):
        history.delete(obj, by=request.user, reason=_reason(request))

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            self.complain(request, error)
        except self.model.DoesNotExist:
            self.complain(request, ValidationError(_("Somebody else deleted it meanwhile.")))
        return HttpResponseRedirect(reverse(f"admin:{self.route}_changelist"))

    @admin.action(description=gettext_lazy("Delete …"), permissions=["delete"])
    def delete_selected(self: Any, request, queryset):
        """Asks first, as Django does; then each by itself, and of each that is refused it is said why."""
        if not request.POST.get("post"):
            return ask_first(self, request, queryset)
        if self.get_deleted_objects(queryset, request)[2]:
            raise PermissionDenied
        done = self.each(request, queryset, lambda record: self._delete(request, record))
        self.say(request, done, ngettext("%d record was deleted.", "%d records were deleted.", done))
        return None

    @transaction.atomic
    def _delete(self, request: HttpRequest, record: Any) -> None:
        try:
            self.log_deletions(request, [record])
            self.delete_model(request, record)
        except self.model.DoesNotExist as error:
            raise ValidationError(_("Somebody else deleted it meanwhile.")) from error

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The records of this kind that were deleted, each with its history, from which it can be brought back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pages = Paginator(history.deleted(self.model.kind), SHOWN_AT_ONCE)
        page = pages.get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "page": page,
            "rows": [(revision, title_of(revision)) for revision in page],
        }
        return TemplateResponse(request, "admin/policies/deleted.html", context)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:300]


def title_of(revision: Revision) -> str:
    """What a record was called that is no longer there."""
    content = json.loads(revision.content)
    named = content.get("title") or content.get("name") or content.get("label") or {}
    return next(iter(named.values()), "") or content.get("slug") or content.get("code", "")
