"""Corrections from the public: their list, and the page on which one is looked into beside the value it speaks of."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.admin.filters import ChoiceFilter
from policies.choices import CorrectionState as State
from policies.domain import correcting
from policies.domain.disputed import disputed
from policies.forms.correction import AnswerForm
from policies.models import Correction, Edition
from policies.values import VALUES

# States of records have their looks already.
LOOKS: dict[str, str] = {State.RECEIVED: "in_review", State.IN_WORK: "draft", State.ACCEPTED: "published"}
# What is said after each button.
SAID = {
    "accept": gettext_lazy("Accepted. Now change the record, and have it approved."),
    "decline": gettext_lazy("Declined, with your answer."),
    "take_up": gettext_lazy("You look into it, and the public reads that somebody does."),
    "discard": gettext_lazy("Discarded. The public sees nothing of it."),
    "reopen": gettext_lazy("It is open again."),
    "forget": gettext_lazy("What the sender wrote is gone."),
}


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    """Nobody adds one here, and none is deleted: what is no correction is discarded."""

    list_display = ("value_shown", "record_shown", "words_shown", "state_shown", "sent_at", "handled_by")
    list_filter = (("state", ChoiceFilter), ("kind", ChoiceFilter))
    list_select_related = ("handled_by",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("text", "source", "answer")
    search_help_text = gettext_lazy("Words of the sender, or of the answer.")
    actions = ("discard_chosen",)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # The list

    def get_queryset(self, request):
        latest = Edition.objects.latest().filter(record_id=OuterRef("record_id"))
        return super().get_queryset(request).annotate(slug=Subquery(latest.values("slug")[:1]))

    @admin.display(description=gettext_lazy("which value"), ordering="value")
    def value_shown(self, correction):
        return value_of(correction)

    @admin.display(description=gettext_lazy("record"), ordering="record_id")
    def record_shown(self, correction):
        return format_html('{} <span class="quiet">{}</span>', correction.get_kind_display(), correction.slug)

    @admin.display(description=gettext_lazy("what is wrong"))
    def words_shown(self, correction):
        return Truncator(correction.text).chars(160)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, correction):
        look = LOOKS.get(correction.state, "withdrawn")
        return format_html('<span class="state state-{}">{}</span>', look, correction.get_state_display())

    @admin.action(description=gettext_lazy("Discard: they are no corrections"), permissions=["change"])
    def discard_chosen(self, request, queryset):
        done = 0
        for correction in queryset:
            try:
                self._log(request, correcting.discard(correction, by=request.user), SAID["discard"])
                done += 1
            except ValidationError as error:
                self.message_user(request, f"{value_of(correction)}: {' '.join(error.messages)}", messages.ERROR)
        if done:
            said = ngettext("%d correction was discarded.", "%d corrections were discarded.", done)
            self.message_user(request, said % done, messages.SUCCESS)

    # One correction

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None):
        correction = self.get_object(request, object_id)
        if correction is None:
            raise Http404(_("There is no such correction."))
        if not self.has_view_permission(request, correction):
            raise PermissionDenied
        form = AnswerForm(request.POST or None, initial={"answer": correction.answer})
        if request.method == "POST" and form.is_valid() and self._act(request, correction, form):
            return HttpResponseRedirect(request.path)
        return self._page(request, self.get_object(request, object_id) or correction, form)

    def _page(self, request: HttpRequest, correction: Correction, form: AnswerForm) -> HttpResponse:
        found = disputed(correction)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Correction"),
            "original": correction,
            "value": value_of(correction),
            "look": LOOKS.get(correction.state, "withdrawn"),
            "disputed": found,
            "is_new_edition": bool(found.read and found.now and found.read.number != found.now.number),
            "record_address": self._record_address(request, correction) if found.record else "",
            "public_address": reverse("correction", args=[correction.pk]),
            "form": form,
            "may": self.rights(request, correction),
        }
        return TemplateResponse(request, "admin/policies/correction.html", context)

    def _record_address(self, request: HttpRequest, correction: Correction) -> str:
        """Where the record is changed; nothing for somebody who may not even look at such records."""
        if not request.user.has_perm(f"policies.view_{correction.kind}"):
            return ""
        return reverse(f"admin:policies_{correction.kind}_change", args=[correction.record_id])

    def rights(self, request: HttpRequest, correction: Correction) -> dict[str, bool]:
        """What this person would not be refused: only those buttons are there."""
        allowed = self.has_change_permission(request, correction)
        return {
            "take_up": allowed and correction.state == State.RECEIVED,
            **dict.fromkeys(("accept", "decline", "discard"), allowed and correction.is_open),
            "reopen": allowed and not correction.is_open,
            "forget": allowed and not correction.is_open and correction.text != correcting.REMOVED,
        }

    def _act(self, request: HttpRequest, correction: Correction, form: AnswerForm) -> bool:
        """Do what the pressed button says. What is refused is said above the answer, which stays as it was typed."""
        if not self.has_change_permission(request, correction):
            raise PermissionDenied
        pressed = next((name for name in SAID if f"_{name}" in request.POST), "")
        if not pressed:
            return False
        try:
            done = self._do(pressed, correction, form.cleaned_data["answer"], request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        self._log(request, done, SAID[pressed])
        self.message_user(request, SAID[pressed])
        return True

    def _do(self, pressed: str, correction: Correction, answer: str, by: Any) -> Correction:
        if pressed == "forget":
            return correcting.forget_sender(correction)
        if pressed in {"accept", "decline"}:
            return getattr(correcting, pressed)(correction, answer, by=by)
        return getattr(correcting, pressed)(correction, by=by)

    def _log(self, request: HttpRequest, correction: Correction, said: Any) -> None:
        """Who did what when, for the history of the correction: it is no record and has no revisions."""
        self.log_change(request, correction, str(said))


def value_of(correction: Correction) -> str:
    """Which value it speaks of, as people call it."""
    return capfirst(str(VALUES.get(correction.value, _("something else"))))
