"""The list of what the texts of sources cite: documents that are not here, and those that are."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.admin.citations import in_surroundings
from policies.domain import gaps
from policies.domain.gaps import Gap, Known, Place
from policies.templatetags.reference import language_of

AT_ONCE = 50
# Of one document; the others are counted.
MOST_PLACES = 5


class GapsMixin:
    """For the admin of snapshots: what is cited in their texts."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.gaps_view))
        return [path("gaps/", view, name="policies_snapshot_gaps"), *super().get_urls()]

    def gaps_view(self, request: HttpRequest) -> HttpResponse:
        """With `here`, the documents that are; else those that are not, each with the way to a form with its name."""
        if not (self.has_view_permission(request) and request.user.has_perm("policies.view_document")):
            raise PermissionDenied
        found, is_here = gaps.citations(), "here" in request.GET
        rows: list[Any] = found.known if is_here else found.gaps
        page = Paginator(rows, AT_ONCE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Documents that the texts cite"),
            "is_here": is_here,
            "missing": len(found.gaps),
            "known": len(found.known),
            "texts": found.texts,
            "page": page,
            "rows": [_known(row) if is_here else _gap(row) for row in page],
            "can_add": request.user.has_perm("policies.add_document"),
        }
        return TemplateResponse(request, "admin/policies/gaps.html", context)


def _gap(gap: Gap) -> dict[str, Any]:
    language = language_of(gap.title)
    title = {("title_en" if language == "en" else "title_zh"): gap.title} if gap.title else {}
    number = {"number": gap.number} if gap.number else {}
    first = gap.places[0]
    words = {"words": first.quote, "snapshot": str(first.snapshot.pk)}
    add = f"{reverse('admin:policies_document_add')}?{urlencode({**title, **number, **words})}"
    return {"gap": gap, "language": language, "add": add, **_told(gap.places)}


def _known(known: Known) -> dict[str, Any]:
    return {
        "known": known,
        "address": _address("document", known.document.pk),
        "unrelated": [{"record": row, "address": _address("document", row.pk)} for row in known.unrelated],
        **_told(known.places),
    }


def _told(places: list[Place]) -> dict[str, Any]:
    return {"places": list(_shown(places[:MOST_PLACES])), "more": len(places[MOST_PLACES:])}


def _shown(places: Iterable[Place]) -> Iterable[dict[str, Any]]:
    for place in places:
        yield {
            "place": place,
            "address": _address("snapshot", place.snapshot.pk),
            "words": in_surroundings(place.snapshot.text, place.start, place.end, [], around=60),
        }


def _address(model: str, pk: Any) -> str:
    return reverse(f"admin:policies_{model}_change", args=[pk])
