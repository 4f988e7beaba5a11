"""The pages on which records are read before they become public, are taken from it, or given back to it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.choices import RiskFlag, State
from policies.content.records import public_id
from policies.domain import publishing, review, schedule, thread
from policies.domain.proposals import last_flags, proposals
from policies.forms.review import ReasonForm, ReviewForm, WithdrawForm
from policies.models import ThreadEntry

MOST_AT_ONCE = 100


class ReviewPagesMixin:
    """For the admin of a record, beside ReviewMixin, which says who may."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("review/", wrap(self.review_chosen_view), name=f"{self.route}_review_chosen"),
            path("withdraw/", wrap(self.withdraw_view), name=f"{self.route}_withdraw"),
            path("restore/", wrap(self.restore_view), name=f"{self.route}_restore"),
            path("<path:object_id>/review/", wrap(self.review_view), name=f"{self.route}_review"),
            *super().get_urls(),
        ]

    # One record

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What changed, the evidence of each new value, the thread; and what a reviewer can do about it."""
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404(_("There is no such record."))
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        form = ReviewForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._act(request, record, form):
            return HttpResponseRedirect(self.address(self._fresh(record), "review"))
        return self._review_page(request, self._fresh(record), form)

    def _fresh(self, record: Any) -> Any:
        return self.model._default_manager.get(pk=record.pk)

    def _review_page(self, request: HttpRequest, record: Any, form: ReviewForm) -> HttpResponse:
        [proposal] = proposals([record])
        context = {
            **self._frame(request, _("Review")),
            "original": record,
            "proposal": proposal,
            "flags": [RiskFlag(flag).label for flag in last_flags(record)] if record.state == State.IN_REVIEW else [],
            "thread": ThreadEntry.objects.of(record.kind, public_id(record)).select_related("by"),
            "waiting": schedule.waiting(record),
            "form": form,
            "remarks": form.remarks if form.is_bound else {},
            "may": self.rights(request, record),
        }
        return TemplateResponse(request, "admin/policies/review.html", context)

    def rights(self, request: HttpRequest, record: Any) -> dict[str, bool]:
        """What this person would not be refused: only those buttons are there."""
        in_review = record.state == State.IN_REVIEW
        publishes = self.has_publish_permission(request, record)
        wrote = request.user.pk in review.contributors(record)
        return {
            "approve": in_review and publishes and not wrote,
            "wrote": in_review and publishes and wrote,
            "ask": in_review and publishes,
            "take_back": in_review and self.has_change_permission(request, record),
            "comment": self.has_change_permission(request, record) or publishes,
            "submit": record.state == State.DRAFT and self.has_change_permission(request, record),
        }

    def _act(self, request: HttpRequest, record: Any, form: ReviewForm) -> bool:
        """Do what the pressed button says. What is refused is said above the form, which keeps all that was typed."""
        acts = {
            "_approve": ("approve", self._approve),
            "_return": ("ask", self._ask),
            "_comment": ("comment", self._comment),
            "_take_off": ("approve", self._take_off),
            "_take_back": ("take_back", self._take_back),
            "_submit": ("submit", self._submit),
        }
        pressed = next((name for name in acts if name in request.POST), "_comment")
        right, act = acts[pressed]
        may = self.rights(request, record)
        if not (may[right] or (may["wrote"] and pressed == "_approve")):
            raise PermissionDenied
        try:
            # Whole or not at all: a comment does not stay behind from what was refused.
            with transaction.atomic():
                said = act(request, record, form)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        self.message_user(request, said)
        return True

    def _approve(self, request: HttpRequest, record: Any, form: ReviewForm) -> str:
        seen, due_at = form.cleaned_data["seen"], form.cleaned_data["due_at"]
        if due_at:
            publishing.approve_for(record, due_at, by=request.user, seen_hash=seen)
            said = _("Approved. It becomes public at %(moment)s UTC.") % {
                "moment": date_format(due_at, "DATETIME_FORMAT")
            }
        else:
            publishing.approve_and_publish([record], by=request.user, seen={public_id(record): seen})
            said = _("It was approved and is public.")
        self._say(request, record, form)
        return said

    def _ask(self, request: HttpRequest, record: Any, form: ReviewForm) -> str:
        review.ask_for_changes(record, by=request.user, text=form.cleaned_data["text"], remarks=form.remarks)
        return _("It was sent back, with what you wrote.")

    def _comment(self, request: HttpRequest, record: Any, form: ReviewForm) -> str:
        if not self._say(request, record, form):
            raise ValidationError(_("Write what you want to say."))
        return _("Your comment stands in the thread.")

    def _say(self, request: HttpRequest, record: Any, form: ReviewForm) -> int:
        """Put what was typed into the thread; how many comments that were."""
        said = [(value, text) for value, text in form.remarks.items()]
        if text := form.cleaned_data["text"].strip():
            said.append(("", text))
        for value, text in said:
            thread.comment(record, text, by=request.user, value=value)
        return len(said)

    def _take_off(self, request: HttpRequest, record: Any, form: ReviewForm) -> str:
        schedule.take_off(record, by=request.user)
        return _("It was taken off the schedule.")

    def _take_back(self, request: HttpRequest, record: Any, form: ReviewForm) -> str:
        review.take_back(record, by=request.user)
        return _("It is a draft again.")

    def _submit(self, request: HttpRequest, record: Any, form: ReviewForm) -> str:
        review.submit(record, by=request.user, text=form.cleaned_data["text"])
        return _("It waits for review.")

    # Several records

    def review_chosen_view(self, request: HttpRequest) -> HttpResponse:
        """What changed in each of the chosen records. What is approved is what stood on this page, and nothing else."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        records = self._named(request.GET.get("ids", ""))[:MOST_AT_ONCE]
        if request.method == "POST":
            self._publish(request, records)
            return redirect(reverse(f"admin:{self.route}_changelist"))
        context = {**self._frame(request, _("Read and approve")), "proposals": proposals(records)}
        return TemplateResponse(request, "admin/policies/review_chosen.html", context)

    def _publish(self, request: HttpRequest, records: list[Any]) -> None:
        """All at once, because they may name each other; if that is refused, one at a time."""
        seen = {public_id(record): request.POST.get(f"seen-{record.pk}", "") for record in records}
        try:
            publishing.approve_and_publish(records, by=request.user, seen=seen)
            done = len(records)
        except ValidationError:
            done = self.each(
                request,
                records,
                lambda record: publishing.approve_and_publish([record], by=request.user, seen=seen),
            )
        said = ngettext("%d record was approved and is public.", "%d records were approved and are public.", done)
        self.say(request, done, said)

    # Taking from the public, and giving back

    def withdraw_view(self, request: HttpRequest) -> HttpResponse:
        form = WithdrawForm(request.POST or None)
        explanation = _("From now on a notice with the reason stands at the public address of:")
        return self._with_reason(request, form, _("Withdraw from the public"), explanation, self._withdraw)

    def _withdraw(self, request: HttpRequest, records: list[Any], form: WithdrawForm) -> str:
        asked = form.cleaned_data
        publishing.withdraw(records, by=request.user, reason=asked["reason"], takedown=asked["takedown"])
        return ngettext("%d record was withdrawn.", "%d records were withdrawn.", len(records))

    def restore_view(self, request: HttpRequest) -> HttpResponse:
        form = ReasonForm(request.POST or None)
        form.fields["reason"].help_text = _("It stands in the thread: “Withdrawn by mistake.”")
        explanation = _("They become public again in the very words they had. One that was changed since is refused:")
        return self._with_reason(request, form, _("Give back to the public"), explanation, self._restore)

    def _restore(self, request: HttpRequest, records: list[Any], form: ReasonForm) -> str:
        publishing.restore(records, by=request.user, reason=form.cleaned_data["reason"])
        return ngettext("%d record is public again.", "%d records are public again.", len(records))

    def _with_reason(self, request: HttpRequest, form: Any, title: str, explanation: str, act: Any) -> HttpResponse:
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        records = self._named(request.GET.get("ids", ""))
        if request.method == "POST" and form.is_valid():
            try:
                self.say(request, len(records), act(request, records, form))
                return redirect(reverse(f"admin:{self.route}_changelist"))
            except ValidationError as error:
                form.add_error(None, error)
        context = {**self._frame(request, title), "explanation": explanation, "records": records, "form": form}
        return TemplateResponse(request, "admin/policies/withdraw.html", context)

    def _named(self, ids: str) -> list[Any]:
        try:
            return list(self.model._default_manager.filter(pk__in=ids.split(",")))
        except ValidationError as error:
            raise Http404 from error

    def _frame(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
