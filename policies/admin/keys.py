"""Keys on the desk: who asked for one, who has one, and how much each was used. For administrators.

Nobody reads the words of a key here: the desk gives the address at which its partner has them shown, once.
"""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.admin.filters import ChoiceFilter
from policies.choices import KeyRequestState as State
from policies.domain import forgetting, keys
from policies.forms.granting import DecisionForm, KeyForm
from policies.models import Key, KeyRequest, Use

# States of records have their looks already.
LOOKS: dict[str, str] = {State.ASKED: "in_review", State.GRANTED: "published", State.DECLINED: "withdrawn"}
# So many days of use are summed in the list.
RECENT = timedelta(days=30)


def address_of(request: HttpRequest, key: Key) -> str:
    """Where the key is shown, as its partner can open it."""
    return request.build_absolute_uri(reverse("key-show", args=[key.pk]))


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "works"

    def lookups(self, request, model_admin):
        return [("1", _("works")), ("waits", _("not shown yet")), ("0", _("ended"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        lasting = queryset.filter(revoked_at__isnull=True, expires_at__gt=now)
        if self.value() == "1":
            return lasting.filter(shown_at__isnull=False)
        if self.value() == "waits":
            return lasting.filter(shown_at__isnull=True)
        return queryset.exclude(pk__in=lasting.values("pk")) if self.value() == "0" else queryset


@admin.register(Key)
class KeyAdmin(admin.ModelAdmin):
    """Given, renewed and revoked by domain/keys.py; none is deleted but with its partner."""

    form = KeyForm
    list_display = ("name_shown", "partner", "scope", "state_shown", "expires_at", "last_used_at", "used_shown")
    list_filter = (StateFilter, ("scope", ChoiceFilter))
    list_select_related = ("partner",)
    search_fields = ("prefix", "partner__name")
    autocomplete_fields = ("partner",)
    actions = ("renew", "revoke")

    def get_queryset(self, request):
        recent = timezone.now().date() - RECENT
        rows = super().get_queryset(request)
        return rows.annotate(used=Sum("uses__requests", filter=Q(uses__day__gt=recent)))

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("partner", "scope", "last_day")
        shown = ("partner", "name_shown", "scope", "state_shown", "replaces", "expires_at", "last_used_at")
        return (*shown, *(("address_shown",) if obj.is_waiting else ()), "uses_shown")

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request, obj=None) -> bool:
        # Nothing of it is written anew; what can be done with it is done by actions.
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        made = keys.give(given["partner"], scope=given["scope"], expires_at=given["last_day"])
        obj.__dict__.update(made.__dict__)
        self.tell_address(request, made)

    def tell_address(self, request: HttpRequest, key: Key) -> None:
        sentence = _("Send %(partner)s this address, at which the key is shown once: %(address)s")
        self.message_user(
            request, sentence % {"partner": key.partner, "address": address_of(request, key)}, messages.WARNING
        )

    @admin.display(description=gettext_lazy("key"), ordering="prefix")
    def name_shown(self, key: Key) -> str:
        return str(key)

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, key: Key) -> str:
        if key.revoked_at:
            return _("revoked: %(why)s") % {"why": key.why_revoked}
        if key.is_expired:
            return _("expired")
        return _("not shown yet") if key.is_waiting else _("works")

    @admin.display(description=gettext_lazy("used in 30 days"), ordering="used")
    def used_shown(self, key: Any) -> int:
        return key.used or 0

    @admin.display(description=gettext_lazy("Shown at"))
    def address_shown(self, key: Key) -> str:
        return reverse("key-show", args=[key.pk])

    @admin.display(description=gettext_lazy("Use"))
    def uses_shown(self, key: Key) -> str:
        rows = ((f"{row.day:%Y-%m-%d}", row.family, row.requests, row.refused) for row in key.uses.all())
        head = (_("day"), _("addresses"), _("requests"), _("refused"))
        return format_html(
            "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
            format_html_join("", '<th scope="col">{}</th>', ((word,) for word in head)),
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", rows),
        )

    @admin.action(
        description=gettext_lazy("Renew: the old key works for a week beside the new one"), permissions=["change"]
    )
    def renew(self, request, queryset):
        for key in queryset:
            try:
                new = keys.rotate(key)
            except ValidationError as error:
                self.message_user(request, error.messages[0], messages.ERROR)
                continue
            self.log_change(request, key, _("Renewed."))
            self.tell_address(request, new)

    @admin.action(description=gettext_lazy("Revoke: refused from now on"), permissions=["change"])
    def revoke(self, request, queryset):
        for key in queryset:
            keys.revoke(key, _("By an administrator of the site."))
            self.log_change(request, key, _("Revoked."))
            self.message_user(request, _("From now on the key %(key)s is refused.") % {"key": key}, messages.SUCCESS)


@admin.register(Use)
class UseAdmin(admin.ModelAdmin):
    """How much each partner asked for on which day; nobody writes it here."""

    list_display = ("day", "partner_shown", "key", "family", "requests", "refused")
    list_filter = (("key__partner", admin.RelatedOnlyFieldListFilter), "family")
    list_select_related = ("key__partner",)
    list_display_links = None
    date_hierarchy = "day"
    ordering = ("-day", "key__partner__name", "family")
    search_fields = ("key__partner__name", "key__prefix")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=gettext_lazy("partner"), ordering="key__partner__name")
    def partner_shown(self, use: Use) -> str:
        return use.key.partner.name


@admin.register(KeyRequest)
class KeyRequestAdmin(admin.ModelAdmin):
    """Nobody adds one here, and none is deleted: it says why somebody has a key, or has none."""

    list_display = ("name_shown", "mail", "purpose_shown", "state_shown", "sent_at", "handled_by")
    list_filter = (("state", ChoiceFilter),)
    list_select_related = ("handled_by",)
    search_fields = ("name", "mail", "purpose")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def name_shown(self, row: KeyRequest) -> str:
        return str(row)

    @admin.display(description=gettext_lazy("purpose"))
    def purpose_shown(self, row: KeyRequest) -> str:
        return Truncator(row.purpose).chars(160)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, row: KeyRequest) -> str:
        return format_html('<span class="state state-{}">{}</span>', LOOKS[row.state], row.get_state_display())

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None):
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(_("There is no such request."))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if "_forget" in request.POST:
            return self._forget(request, row)
        form = DecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._decide(request, row, form):
            return HttpResponseRedirect(request.path)
        return self._page(request, row, form)

    def _page(self, request: HttpRequest, row: KeyRequest, form: DecisionForm) -> HttpResponse:
        key = row.key
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Request for a key"),
            "original": row,
            "look": LOOKS[row.state],
            "key": key,
            "address": address_of(request, key) if key and key.is_waiting else "",
            "form": form,
            "may_forget": not row.forgotten_at and self.has_change_permission(request, row),
            "may_decide": row.state == State.ASKED and self.has_change_permission(request, row),
        }
        return TemplateResponse(request, "admin/policies/key_request.html", context)

    def _decide(self, request: HttpRequest, row: KeyRequest, form: DecisionForm) -> bool:
        """Do what the pressed button says. What is refused is said on the form, which stays as it was typed."""
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        pressed = next((name for name in ("grant", "decline") if f"_{name}" in request.POST), "")
        try:
            if pressed:
                getattr(self, f"_{pressed}")(request, row, form.cleaned_data, request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        return bool(pressed)

    def _grant(self, request: HttpRequest, row: KeyRequest, given: dict[str, Any], by: Any) -> None:
        partner, scope, until = given["partner"], given["scope"], given["last_day"]
        keys.grant(row, by=by, partner=partner, scope=scope, expires_at=until)
        self.log_change(request, row, _("Granted."))
        self.message_user(request, _("Granted: whoever asked can have the key shown."), messages.SUCCESS)

    def _decline(self, request: HttpRequest, row: KeyRequest, given: dict[str, Any], by: Any) -> None:
        keys.decline(row, given["answer"], by=by)
        self.log_change(request, row, _("Declined."))
        self.message_user(request, _("Declined, with your reason."), messages.SUCCESS)

    def _forget(self, request: HttpRequest, row: KeyRequest) -> HttpResponse:
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        try:
            forgetting.forget_request(row, by=request.user)
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.ERROR)
            return HttpResponseRedirect(request.path)
        row.refresh_from_db()
        self.log_change(request, row, _("Forgotten."))
        self.message_user(request, _("Nobody knows any more who asked, and what for."), messages.SUCCESS)
        return HttpResponseRedirect(request.path)
