"""Moving citations to a newer snapshot: what could move is listed on its page, one by one or all exact ones at once."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.admin.citations import in_surroundings
from policies.domain.reanchoring import Offer, moved_to, offers, reanchor
from policies.models import Citation, Snapshot

WORDS_SHOWN = 40


class ReanchoringMixin:
    """For the admin of snapshots: the list of citations of earlier ones, the action, and the page that asks first."""

    actions = ("reanchor",)

    def has_reanchor_permission(self, request) -> bool:
        return request.user.has_perm("policies.change_citation")

    @admin.action(
        description=gettext_lazy("Move citations here where the words are the same"), permissions=["reanchor"]
    )
    def reanchor(self, request, queryset):
        """All exact ones at once; what is not there beyond doubt stays where it is, and the page lists it."""
        for snapshot in queryset.order_by("source", "number"):
            self._move(request, snapshot, [offer.citation for offer in offers(snapshot) if offer.start is not None])

    def _move(self, request, snapshot: Snapshot, citations: Iterable[Citation]) -> None:
        """Afterwards all of them stand on the snapshot, or none does; the person is told which."""
        try:
            moved = reanchor(snapshot, citations, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            said = ngettext(
                "%(number)d citation moved to %(snapshot)s.", "%(number)d citations moved to %(snapshot)s.", moved
            )
            self.message_user(request, said % {"snapshot": snapshot, "number": moved}, messages.SUCCESS)

    # The list on the page of a snapshot

    @admin.display(description=gettext_lazy("citations of earlier snapshots"))
    def earlier_shown(self, snapshot):
        """What could move here word for word, each by itself, and what could not: the orphans."""
        return _listed(snapshot, offers(snapshot), can_move=True)

    @admin.display(description=gettext_lazy("citations of earlier snapshots"))
    def earlier_told(self, snapshot):
        """The same for somebody who may look, but not move."""
        return _listed(snapshot, offers(snapshot), can_move=False)

    # One citation

    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        return [
            path("<int:number>/move/<int:citation>/", view, name="policies_snapshot_move"),
            *super().get_urls(),
        ]

    def move_view(self, request, number: int, citation: int):
        """Shows the words where they stand and where they would; asked again with POST, they are moved."""
        if not self.has_reanchor_permission(request):
            raise PermissionDenied
        snapshot = get_object_or_404(Snapshot.objects.select_related("source"), pk=number)
        earlier = Citation.objects.filter(snapshot__source=snapshot.source_id, snapshot__number__lt=snapshot.number)
        moving = get_object_or_404(earlier.select_related("snapshot__source"), pk=citation)
        if request.method == "POST":
            self._move(request, snapshot, [moving])
            return HttpResponseRedirect(_page_of(snapshot))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Move a citation"),
            "snapshot": snapshot,
            "citation": moving,
            "record_address": record_address(moving),
            "back": _page_of(snapshot),
            "before": in_surroundings(moving.snapshot.text, moving.start, moving.end, moving.spans),
            "after": _after(moving, snapshot),
        }
        return TemplateResponse(request, "admin/policies/move_citation.html", context)


def _after(citation: Citation, snapshot: Snapshot) -> str:
    """The words where they would stand; nothing if they are not there beyond doubt."""
    start = moved_to(citation, snapshot.text)
    if start is None:
        return ""
    further = start - citation.start
    spans = [[first + further, last + further] for first, last in citation.spans]
    return in_surroundings(snapshot.text, start, citation.end + further, spans)


def _listed(snapshot: Snapshot, found: list[Offer], *, can_move: bool) -> str:
    exact = [offer.citation for offer in found if offer.start is not None]
    orphans = [offer.citation for offer in found if offer.start is None]
    if not found:
        return "–"
    said = ngettext("%d stands here word for word", "%d stand here word for word", len(exact)) % len(exact)
    if not exact:
        return format_html("<p>{}</p>{}", said, _orphans(orphans))
    items = _items(exact, snapshot if can_move else None)
    return format_html("<details><summary>{}</summary>{}</details>{}", said, items, _orphans(orphans))


def _orphans(citations: list[Citation]) -> str:
    if not citations:
        return ""
    number = len(citations)
    said = ngettext(
        "%d does not: cite its words anew, or leave it on the text it was made on.",
        "%d do not: cite their words anew, or leave them on the text they were made on.",
        number,
    )
    return format_html("<p>{}</p>{}", said % number, _items(citations))


def _items(citations: list[Citation], to: Snapshot | None = None) -> str:
    """Each with its record, its value and its words, and a way to move it if it can be moved to a snapshot."""
    rows = ((_item(citation), _way(citation, to)) for citation in citations)
    return format_html('<ul class="moves">{}</ul>', format_html_join("", "<li>{}{}</li>", rows))


def _item(citation: Citation) -> str:
    words = Truncator(citation.quote).words(WORDS_SHOWN)
    shown = (record_address(citation), str(citation.record), citation.get_value_display(), words)
    return format_html('<a href="{}">{}</a> <span class="quiet">{}</span> <q>{}</q>', *shown)


def _way(citation: Citation, to: Snapshot | None) -> str:
    if to is None:
        return ""
    name = {"record": citation.record, "quote": Truncator(citation.quote).words(6)}
    return format_html(
        ' <a class="move" href="{}" aria-label="{}">{}</a>',
        reverse("admin:policies_snapshot_move", args=[to.pk, citation.pk]),
        _("Move “%(quote)s” of %(record)s here") % name,
        _("Move it here …"),
    )


def _page_of(snapshot: Snapshot) -> str:
    return reverse("admin:policies_snapshot_change", args=[snapshot.pk])


def record_address(citation: Any) -> str:
    """The page of the record that a citation belongs to."""
    return reverse(f"admin:policies_{citation.record.kind}_change", args=[citation.record.pk])
