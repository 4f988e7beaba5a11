"""Two records beside each other, for whoever wants to merge them or say that they are two."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.admin.alike import AlikeMixin
from policies.choices import CitedValue, Kind, State
from policies.content.encoding import Content, own_hash
from policies.content.records import dump
from policies.domain import duplicates, merged, merging
from policies.domain.proposals import evidence_for
from policies.forms.merging import MergeForm, NotSameForm
from policies.templatetags.differences import said_unit, value_name
from policies.text.joining import short
from policies.text.uniting import PREFERRED, Choice, choices


class Line(NamedTuple):
    """A value on which the two differ: in words, with what is cited for it, and the side that is chosen."""

    name: str
    label: str
    kept: str
    lesser: str
    kept_evidence: list[Content]
    lesser_evidence: list[Content]
    side: str


class ComparingMixin(AlikeMixin):
    """For the admin of records that can be merged."""

    merge_actions: ClassVar[tuple[str, ...]] = ("merge_chosen",)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("merge/", wrap(self.merge_view), name=f"{self.route}_merge"),
            path("not-same/", wrap(self.not_same_view), name=f"{self.route}_not_same"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Merge …"), permissions=["change"])
    def merge_chosen(self, request, queryset):
        chosen = list(queryset.order_by("created_at", "pk")[:3])
        if len(chosen) != 2:
            self.message_user(request, _("Choose two records, and two only."), messages.ERROR)
            return None
        return HttpResponseRedirect(self.merge_address(*chosen))

    def merge_address(self, *two: Any) -> str:
        """Where the two are compared. What is public is kept, or else what was there first."""
        kept, lesser = sorted(two, key=lambda record: record.state != State.PUBLISHED)
        return self._pair_address("merge", kept, lesser)

    def _pair_address(self, page: str, kept: Any, lesser: Any) -> str:
        names = urlencode({"kept": kept.pk, "lesser": lesser.pk})
        return f"{reverse(f'admin:{self.route}_{page}')}?{names}"

    # The form of one record

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            context["duplicates"] = [
                {"other": pair.other(obj), "why": pair.why, "address": self.merge_address(pair.first, pair.second)}
                for pair in duplicates.of(obj)
            ]
            context["merge"] = merged.standing(obj) if obj.state == State.WITHDRAWN else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def buttons(self, request, record):
        """None to submit what is merged: it would be refused."""
        is_merged = record is not None and record.state == State.WITHDRAWN and merged.standing(record)
        return [] if is_merged else super().buttons(request, record)

    def response_add(self, request, obj, post_url_continue=None):
        """Whoever has added what may be there already is told at once."""
        for pair in duplicates.of(obj)[:3]:
            said = {"other": pair.other(obj), "why": "; ".join(pair.why)}
            self.message_user(request, _("This may be the same as “%(other)s”: %(why)s.") % said, messages.WARNING)
        return super().response_add(request, obj, post_url_continue)

    # Both beside each other

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Value by value, with what each rests on; what is chosen is proposed to a second person."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        kept, lesser = self._two(request)
        form = MergeForm(request.POST or None, initial={"seen": _seen(kept, lesser)})
        if request.method == "POST" and form.is_valid() and self._propose(request, form, kept, lesser):
            return HttpResponseRedirect(reverse(f"admin:{self.route}_changelist"))
        return TemplateResponse(
            request, "admin/policies/merge_compare.html", self._comparison(request, form, kept, lesser)
        )

    def _two(self, request: HttpRequest) -> tuple[Any, Any]:
        try:
            kept, lesser = (
                self.model._default_manager.get(pk=request.GET.get(name, "")) for name in ("kept", "lesser")
            )
        except (ObjectDoesNotExist, ValidationError) as error:
            raise Http404(_("There is no such record.")) from error
        if kept == lesser:
            raise Http404(_("A record cannot be merged with itself."))
        return kept, lesser

    def _comparison(self, request: HttpRequest, form: MergeForm, kept: Any, lesser: Any) -> dict[str, Any]:
        contents = dump(kept), dump(lesser)
        found = choices(*contents)
        outcome = merging.preview(kept, lesser, form.chosen(found))
        return {
            **self._frame(request, _("Two records side by side")),
            "kept": kept,
            "lesser": lesser,
            "lines": [_line(choice, form.side_of(choice), *contents) for choice in found],
            "outcome": outcome,
            "named": named(outcome.named_by),
            "form": form,
            "not_same_form": NotSameForm(),
            "swap": self._pair_address("merge", lesser, kept),
            "not_same": self._pair_address("not_same", kept, lesser),
            "problem": _problem(kept, lesser),
            "succession": f"{self.address(lesser)}#successions-group" if kept.kind == Kind.AGENCY else "",
        }

    def _propose(self, request: HttpRequest, form: MergeForm, kept: Any, lesser: Any) -> bool:
        try:
            _refuse_changed(form.cleaned_data["seen"], kept, lesser)
            paths = form.chosen(choices(dump(kept), dump(lesser)))
            made = merging.propose(kept, lesser, chosen=paths, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
            return False
        said = _("Proposed: “%(lesser)s” goes into “%(kept)s” once a second person agrees.")
        self.message_user(request, said % {"lesser": lesser, "kept": kept})
        self.log_change(request, kept, f"merge {made.pk}")
        return True

    def not_same_view(self, request: HttpRequest) -> HttpResponse:
        """Only sent from the page of both, or from the list: afterwards the two are not offered again."""
        if not self.has_change_permission(request) or request.method != "POST":
            raise PermissionDenied
        kept, lesser = self._two(request)
        form = NotSameForm(request.POST)
        try:
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            duplicates.not_same(kept, lesser, by=request.user, reason=reason)
            self.message_user(request, _("Noted: they are two. They are not shown as possible duplicates again."))
        except ValidationError as error:
            self.complain(request, error)
        return HttpResponseRedirect(reverse("admin:policies_merge_duplicates"))


def named(records: Iterable[Any]) -> list[dict[str, Any]]:
    """Records with their kinds and where they are worked on."""
    return [
        {
            "record": record,
            "kind": Kind(record.kind).label,
            "address": reverse(f"admin:policies_{record.kind}_change", args=[record.pk]),
        }
        for record in records
    ]


def _problem(kept: Any, lesser: Any) -> str:
    """Why the two cannot be merged as they are now, said before anybody has chosen anything."""
    try:
        merging.refuse_unfit(kept, lesser)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _seen(kept: Any, lesser: Any) -> str:
    return f"{own_hash(dump(kept))} {own_hash(dump(lesser))}"


def _refuse_changed(seen: str, kept: Any, lesser: Any) -> None:
    if seen != _seen(kept, lesser):
        raise ValidationError(_("One of the two was changed after you opened this page. Compare them again."))


def _line(choice: Choice, side: str, kept: Content, lesser: Content) -> Line:
    return Line(
        short(choice.path),
        label_of(choice.path),
        _words(choice.path, choice.kept),
        _words(choice.path, choice.lesser),
        _cited(choice, choice.kept, kept),
        _cited(choice, choice.lesser, lesser),
        side,
    )


def label_of(path: tuple[str, ...]) -> str:
    name = value_name(path)
    return _("%(value)s: which are preferred") % {"value": name} if path[1:] == (PREFERRED,) else name


def _words(path: tuple[str, ...], value: Any) -> str:
    if path[1:] == (PREFERRED,):
        return "; ".join(str(said_unit(row, path)) for row in value or ())
    return said_unit(value, path)


def _cited(choice: Choice, value: Any, content: Content) -> list[Content]:
    """What is cited for the value by itself, on the side that has it."""
    if value is None or choice.path[1:] == (PREFERRED,):
        return []
    return [entry for entry in evidence_for(choice.path, content) if entry["value"] != CitedValue.RECORD]
