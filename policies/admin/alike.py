"""Records that may be the one that somebody is writing, shown before it is saved for the first time."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from policies.domain import duplicates

NAMES = ("title_en", "title_zh", "name_en", "name_zh")
MOST = 5


class AlikeMixin:
    """For the admin of a record. The script of the desk asks when a title or number is left; without, saving tells."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.alike_view))
        return [path("alike/", view, name=f"{self.route}_alike"), *super().get_urls()]

    def alike_view(self, request: HttpRequest) -> HttpResponse:
        """A part of a page: what is there already under these names, or this number; nothing if nothing is."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        # PostgreSQL refuses to look for a character that is none.
        typed = {name: text.replace("\x00", "") for name, text in request.GET.items()}
        names = [typed[name] for name in NAMES if name in typed]
        found = duplicates.like(self.model.kind, names, typed.get("number", ""))[:MOST]
        rows = [{"other": record, "why": why, "address": self.address(record)} for record, why in found]
        return TemplateResponse(request, "admin/policies/_alike.html", {"rows": rows})

    def render_change_form(self, request, context: dict[str, Any], add=False, change=False, form_url="", obj=None):
        if add and duplicates.is_told_by_names(self.model.kind):
            context["alike_address"] = reverse(f"admin:{self.route}_alike")
        return super().render_change_form(request, context, add, change, form_url, obj)
