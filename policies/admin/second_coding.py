"""Coding measures blind, and how far the two coders agree."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.admin.catalogue import LookedAt
from policies.admin.citations import marked
from policies.domain import second_coding
from policies.forms.second_coding import LABELS, SecondCodingForm
from policies.models import SecondCoding, Term
from policies.models.record import shown


@admin.register(SecondCoding)
class SecondCodingAdmin(LookedAt):
    """A second coding is given on a page of its own, without a look at the first, and never changed."""

    list_display = ("measure", "by", "at", "agreement_shown")
    list_filter = (("by", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("measure", "by")
    search_fields = ("measure__title_en", "measure__title_zh", "measure__slug")
    fields = ("measure_shown", ("by", "at"), "first_by", "comparison_shown")
    change_list_template = "admin/policies/second_codings.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.code_view)
        return [path("code/", view, name="policies_secondcoding_code"), *super().get_urls()]

    def has_code_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("policies.add_secondcoding") and request.user.has_perm("policies.view_measure")

    def changelist_view(self, request, extra_context=None):
        figures = [(LABELS[figure.field], figure) for figure in second_coding.figures()]
        more = {"figures": figures, "can_code": self.has_code_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("measure", "by", "first_by")

    @admin.display(description=gettext_lazy("agreement"))
    def agreement_shown(self, row):
        compared = [value for value in second_coding.comparison(row) if value.is_comparable]
        alike = sum(value.is_equal for value in compared)
        return _("%(alike)d of %(all)d values alike") % {"alike": alike, "all": len(compared)}

    @admin.display(description=gettext_lazy("measure"))
    def measure_shown(self, row):
        """From here the record is opened, and changed in the usual way, if the second coder is right."""
        address = reverse("admin:policies_measure_change", args=[row.measure_id])
        return format_html('<a href="{}">{}</a>', address, row.measure)

    @admin.display(description=gettext_lazy("value by value"))
    def comparison_shown(self, row):
        compared = second_coding.comparison(row)
        labels = _labels(compared)
        lines = format_html_join(
            "",
            '<tr class="{}"><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>',
            (
                (
                    "alike" if value.is_equal else "changed",
                    LABELS[value.field],
                    _said(value.field, value.first, labels) if value.is_comparable else _("an agency is named"),
                    _said(value.field, value.second, labels),
                    _verdict(value),
                )
                for value in compared
            ),
        )
        heads = format_html_join(
            "", '<th scope="col">{}</th>', ((name,) for name in (_("Value"), _("First"), _("Second"), _("Alike")))
        )
        return format_html('<table class="changes"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', heads, lines)

    # Coding

    def code_view(self, request: HttpRequest) -> HttpResponse:
        """The next measure for this person: the words of its sources, and a form. Never its codes or our title."""
        if not self.has_code_permission(request):
            raise PermissionDenied
        form = SecondCodingForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and (made := self._give(request, form)):
            self.message_user(request, _("It was kept. Below is how the measure was coded first."))
            return redirect(reverse("admin:policies_secondcoding_change", args=[made.pk]))
        return self._page(request, form)

    def _give(self, request: HttpRequest, form: SecondCodingForm) -> SecondCoding | None:
        asked = form.cleaned_data
        try:
            return second_coding.give(
                asked["measure"], by=request.user, seen=asked["seen"], codes=form.codes, not_stated=form.not_stated
            )
        except ValidationError as error:
            form.add_error(None, error)
            return None

    def _page(self, request: HttpRequest, form: SecondCodingForm) -> HttpResponse:
        task = self._task(request, form)
        if task and not form.is_bound:
            form = SecondCodingForm(initial={"measure": task.measure_id, "seen": task.seen})
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Code a measure blind"),
            "task": task and _shown(task),
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/policies/code_blind.html", context)

    def _task(self, request: HttpRequest, form: SecondCodingForm) -> second_coding.Task | None:
        """The measure of a form that came back, if it still is one for this person; else the next one."""
        if form.is_bound and (measure := form.data.get("measure")):
            try:
                return second_coding.task(measure, request.user)
            except ValidationError:
                return None
        return second_coding.next_task(request.user)


def _shown(task: second_coding.Task) -> dict[str, Any]:
    title = task.document["title"]
    date = task.document["date"]
    return {
        "title": shown(title.get("en", ""), title.get("zh-Hans", "")),
        "date": date["wording"] if date else "",
        "passages": [
            {
                "before": entry["prefix"],
                "words": marked(entry["quote"], 0, len(entry["quote"]), _within(entry)),
                "after": entry["suffix"],
                "source": shown(entry["source"]["title"].get("en", ""), entry["source"]["title"].get("zh-Hans", "")),
            }
            for entry in task.passages
        ],
    }


def _within(entry: dict[str, Any]) -> list[tuple[int, int]]:
    return [(start - entry["start"], end - entry["start"]) for start, end in entry["spans"]]


def _labels(compared: list[second_coding.Compared]) -> dict[str, str]:
    keys = {_key(value.field, code) for value in compared for code in (*(value.first or ()), *value.second)}
    return {term.key: term.label_shown for term in Term.objects.filter(key__in=keys)}


def _key(field: str, code: str) -> str:
    return f"{second_coding.SCHEMES[field]}:{code}"


def _said(field: str, codes: list[str] | None, labels: dict[str, str]) -> str:
    return ", ".join(labels.get(_key(field, code), code) for code in codes or ()) or _("not stated")


def _verdict(value: second_coding.Compared) -> str:
    if not value.is_comparable:
        return "–"
    return _("yes") if value.is_equal else _("no")
