"""Who else is in a record's form: said on the page, and kept up to date by the script of the desk."""

from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from policies.domain import presence


class PresenceMixin:
    """For the admin of a record."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.presence_view))
        return [path("<path:object_id>/presence/", view, name=f"{self.route}_presence"), *super().get_urls()]

    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What the script tells: the form is still open, or was left. The answer says who else is there."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        try:
            record = self.model._default_manager.get(pk=unquote(object_id))
        except (self.model.DoesNotExist, ValidationError) as error:
            raise Http404(_("There is no such record.")) from error
        if "left" in request.POST:
            presence.leave(record, request.user)
            return HttpResponse(status=204)
        presence.enter(record, request.user)
        return JsonResponse({"said": said(presence.others(record, request.user, presence.BEATING))})

    def response_change(self, request, obj):
        """Whoever has saved is out of the record, unless they go on: then the next page tells so."""
        presence.leave(obj, request.user)
        return super().response_change(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            presence.enter(obj, request.user)
            context["others"] = said(presence.others(obj, request.user, presence.OPENED))
            context["presence_address"] = reverse(f"admin:{self.route}_presence", args=[quote(obj.pk)])
        return super().render_change_form(request, context, add, change, form_url, obj)


def said(others: Any) -> str:
    """One sentence about everybody else who is in the record; nothing if nobody is."""
    named = [
        _("%(who)s (seen %(when)s)") % {"who": row.user.get_username(), "when": date_format(row.seen_at, "TIME_FORMAT")}
        for row in others
    ]
    sentence = ngettext("%s is in this record too.", "%s are in this record too.", len(named))
    return sentence % ", ".join(named) if named else ""
