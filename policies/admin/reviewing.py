"""Submitting, approving, withdrawing: buttons and list actions that call the verbs of domain and say how it went."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.choices import State
from policies.domain import publishing, review


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField", "autofocus": True}),
        help_text=gettext_lazy("The public reads it in place of the record: “Issued twice, see the other document.”"),
    )


class ReviewMixin:
    """For the admin of a record: its buttons, its actions, and the page that asks why it is withdrawn."""

    actions = ("submit_for_review", "approve_and_publish", "return_to_draft", "withdraw")

    def has_publish_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("policies.publish_record")

    def has_withdraw_permission(self, request, obj=None) -> bool:
        """Whether a record may be taken from the public: by whoever edits such records and reviews them."""
        return self.has_change_permission(request) and self.has_publish_permission(request)

    def has_retract_permission(self, request, obj=None) -> bool:
        """Whether a record may be taken back from review: by whoever edits, or reviews."""
        return self.has_change_permission(request) or self.has_publish_permission(request)

    # List actions

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit_for_review(self, request, queryset):
        done = self._each(request, queryset, lambda record: review.submit(record, by=request.user))
        self._say(request, done, ngettext("%d record waits for review.", "%d records wait for review.", done))

    @admin.action(description=gettext_lazy("Approve and publish"), permissions=["publish"])
    def approve_and_publish(self, request, queryset):
        """All at once, because they may name each other; if that is refused, one at a time."""
        records = list(queryset)
        try:
            publishing.approve_and_publish(records, by=request.user)
            done = len(records)
        except ValidationError:
            done = self._each(
                request, records, lambda record: publishing.approve_and_publish([record], by=request.user)
            )
        self._say(
            request,
            done,
            ngettext("%d record was approved and is public.", "%d records were approved and are public.", done),
        )

    @admin.action(description=gettext_lazy("Return to draft"), permissions=["retract"])
    def return_to_draft(self, request, queryset):
        done = self._each(request, queryset, lambda record: review.take_back(record, by=request.user))
        self._say(request, done, ngettext("%d record is a draft again.", "%d records are drafts again.", done))

    @admin.action(description=gettext_lazy("Withdraw …"), permissions=["withdraw"])
    def withdraw(self, request, queryset):
        names = urlencode({"ids": ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))})
        return redirect(f"{reverse(f'admin:{self._route}_withdraw')}?{names}")

    def _each(self, request, records: Iterable[Any], act: Callable[[Any], Any]) -> int:
        """Act on each record by itself; say why of those refused, and return how many were not."""
        done = 0
        for record in records:
            try:
                act(record)
                done += 1
            except ValidationError as error:
                for sentence in error.messages:
                    self.message_user(request, sentence, messages.ERROR)
        return done

    def _say(self, request, done: int, sentence: str) -> None:
        if done:
            self.message_user(request, sentence % done, messages.SUCCESS)

    # Buttons of a record's page

    def buttons(self, request, record: Any) -> list[tuple[str, str]]:
        """Name and label of each button that this person would not be refused for want of a right."""
        is_popup = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
        if is_popup or not self.has_change_permission(request, record):
            return []
        if record is None or record.state in {State.DRAFT, State.WITHDRAWN}:
            return [("_submit", _("Save and submit for review"))]
        if record.state != State.IN_REVIEW:
            return []
        approve = [("_approve", _("Approve and publish"))] if self.has_publish_permission(request) else []
        return [*approve, ("_return", _("Return to draft"))]

    def press(self, request, record: Any) -> bool:
        """Do what the pressed button says; afterwards the person is told how it went. False: no such button."""
        acts = {
            "_submit": (self.has_change_permission, self.submit_for_review),
            "_approve": (self.has_publish_permission, self.approve_and_publish),
            "_return": (self.has_retract_permission, self.return_to_draft),
        }
        pressed = next((name for name in acts if name in request.POST), None)
        if pressed is None:
            return False
        allowed, act = acts[pressed]
        if not allowed(request, record):
            raise PermissionDenied
        act(request, self.model._default_manager.filter(pk=record.pk))
        return True

    def response_add(self, request, obj, post_url_continue=None):
        if self.press(request, obj):
            return HttpResponseRedirect(self._address(obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if self.press(request, obj):
            return HttpResponseRedirect(self._address(obj))
        return super().response_change(request, obj)

    # Withdrawing asks for the reason first

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("withdraw/", view, name=f"{self._route}_withdraw"), *super().get_urls()]

    def withdraw_view(self, request):
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        records = self._named(request.GET.get("ids", ""))
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._withdraw(request, records, form):
            return redirect(reverse(f"admin:{self._route}_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Withdraw from the public"),
            "records": records,
            "form": form,
        }
        return TemplateResponse(request, "admin/policies/withdraw.html", context)

    def _named(self, ids: str) -> list[Any]:
        try:
            return list(self.model._default_manager.filter(pk__in=ids.split(",")))
        except ValidationError as error:
            raise Http404 from error

    def _withdraw(self, request, records: list[Any], form: WithdrawForm) -> bool:
        try:
            publishing.withdraw(records, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
            return False
        done = len(records)
        self._say(request, done, ngettext("%d record was withdrawn.", "%d records were withdrawn.", done))
        return True

    @property
    def _route(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _address(self, record: Any) -> str:
        return reverse(f"admin:{self._route}_change", args=[record.pk])
