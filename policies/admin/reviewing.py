"""Submitting, taking back, approving: buttons and list actions that call the verbs of domain and say how it went."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.choices import State
from policies.domain import review


class ReviewMixin:
    """For the admin of a record: who may do what to its state, its buttons, and the actions of its list."""

    actions: ClassVar[tuple[str, ...]] = ("submit_for_review", "review_chosen", "take_back", "withdraw", "restore")

    def has_publish_permission(self, request, obj=None) -> bool:
        """Whether somebody may approve records of this kind: by the right to publish, and the one to see them."""
        return request.user.has_perm("policies.publish_record") and self.has_view_permission(request, obj)

    def has_withdraw_permission(self, request, obj=None) -> bool:
        """Whether a record may be taken from the public: by whoever edits such records and reviews them."""
        return self.has_change_permission(request) and self.has_publish_permission(request)

    def has_retract_permission(self, request, obj=None) -> bool:
        """Whether a record may be taken back from review: by whoever edits, or reviews."""
        return self.has_change_permission(request) or self.has_publish_permission(request)

    # List actions

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit_for_review(self, request, queryset):
        done = self.each(request, queryset, lambda record: review.submit(record, by=request.user))
        self.say(request, done, ngettext("%d record waits for review.", "%d records wait for review.", done))

    @admin.action(description=gettext_lazy("Read and approve …"), permissions=["publish"])
    def review_chosen(self, request, queryset):
        return self._page_for(queryset, "review_chosen")

    @admin.action(description=gettext_lazy("Take back to draft"), permissions=["retract"])
    def take_back(self, request, queryset):
        done = self.each(request, queryset, lambda record: review.take_back(record, by=request.user))
        self.say(request, done, ngettext("%d record is a draft again.", "%d records are drafts again.", done))

    @admin.action(description=gettext_lazy("Withdraw …"), permissions=["withdraw"])
    def withdraw(self, request, queryset):
        return self._page_for(queryset, "withdraw")

    @admin.action(description=gettext_lazy("Restore …"), permissions=["withdraw"])
    def restore(self, request, queryset):
        return self._page_for(queryset, "restore")

    def _page_for(self, queryset, name: str):
        names = urlencode({"ids": ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))})
        return redirect(f"{reverse(f'admin:{self.route}_{name}')}?{names}")

    def each(self, request, records: Iterable[Any], act: Callable[[Any], Any]) -> int:
        """Act on each record by itself; say why of those refused, and return how many were not."""
        done = 0
        for record in records:
            try:
                act(record)
                done += 1
            except ValidationError as error:
                self.complain(request, error)
        return done

    def complain(self, request, error: ValidationError) -> None:
        for sentence in error.messages:
            self.message_user(request, sentence, messages.ERROR)

    def say(self, request, done: int, sentence: str) -> None:
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
        return [("_take_back", _("Take back to draft"))] if record.state == State.IN_REVIEW else []

    def press(self, request, record: Any) -> bool:
        """Do what the pressed button says; afterwards the person is told how it went. False: no such button."""
        acts = {
            "_submit": (self.has_change_permission, self.submit_for_review),
            "_take_back": (self.has_retract_permission, self.take_back),
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
            return HttpResponseRedirect(self.address(obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if self.press(request, obj):
            return HttpResponseRedirect(self.address(obj))
        return super().response_change(request, obj)

    @property
    def route(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def address(self, record: Any, page: str = "change") -> str:
        return reverse(f"admin:{self.route}_{page}", args=[record.pk])
