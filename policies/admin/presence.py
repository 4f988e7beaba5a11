"""Who else is in a record's form: said on the page, and kept up to date by the script of the desk."""

from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
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
        presence.stay(record, request.user)
        return JsonResponse({"said": said(presence.others(record, request.user, presence.BEATING))})

    def response_change(self, request, obj):
        """Whoever has saved is out of the record, unless they go on: then the next page tells so."""
        presence.leave(obj, request.user)
        return super().response_change(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            # A form that comes back with errors was open all the while.
            (presence.stay if request.method == "POST" else presence.enter)(obj, request.user)
            context["others"] = said(presence.others(obj, request.user, presence.OPENED))
            context["presence_address"] = reverse(f"admin:{self.route}_presence", args=[quote(obj.pk)])
        return super().render_change_form(request, context, add, change, form_url, obj)


def said(others: Any) -> str:
    """A sentence about each one else who is in the record; nothing if nobody is."""
    return " ".join(
        _("%(who)s has had this open since %(opened)s, last seen %(seen)s.")
        % {"who": row.user.get_username(), "opened": _clock(row.opened_at), "seen": _ago(row.seen_at)}
        for row in others
    )


def _clock(moment: datetime) -> str:
    moment = localtime(moment)
    return date_format(moment, "TIME_FORMAT" if moment.date() == localdate() else "DATETIME_FORMAT")


def _ago(moment: datetime) -> str:
    minutes = int((now() - moment).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    return ngettext("a minute ago", "%(number)d minutes ago", minutes) % {"number": minutes}
