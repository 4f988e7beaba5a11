"""Who keeps a copy of the catalogue, and the webhooks by which they are told what changed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.domain import forgetting, webhooks
from policies.domain.posting import check
from policies.models import Partner, Webhook

MOST_SHOWN = 50


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    list_display = ("name", "mail", "added_at")
    search_fields = ("name", "mail", "note")
    fields = ("name", "mail", "note")
    actions = ("forget",)

    def has_change_permission(self, request, obj=None) -> bool:
        # What was forgotten is not written anew.
        return super().has_change_permission(request, obj) and not (obj and obj.forgotten_at)

    @admin.action(description=gettext_lazy("Forget: nobody knows any more who it was"), permissions=["change"])
    def forget(self, request: HttpRequest, queryset) -> None:
        for partner in queryset:
            try:
                forgetting.forget_partner(partner)
            except ValidationError as error:
                self.message_user(request, error.messages[0], messages.ERROR)
                continue
            partner.refresh_from_db()
            self.log_change(request, partner, _("Forgotten."))
            self.message_user(request, _("Its keys and what they used stay, and are nobody’s."), messages.SUCCESS)


class WebhookForm(forms.ModelForm):
    from_the_beginning = forms.BooleanField(
        label=gettext_lazy("From the beginning"),
        required=False,
        help_text=gettext_lazy("Tell of everything that was ever published, and not only of what will be."),
    )

    class Meta:
        model = Webhook
        fields = ("partner", "address")

    def clean_address(self):
        check(self.cleaned_data["address"])
        return self.cleaned_data["address"]


class IsOnFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "is_on"

    def lookups(self, request, model_admin):
        return [("1", _("on")), ("0", _("switched off"))]

    def queryset(self, request, queryset):
        if self.value() not in {"0", "1"}:
            return queryset
        return queryset.filter(switched_off_at__isnull=self.value() == "1")


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):
    """Added once; what it is told, and whether, is said by domain/webhooks.py."""

    form = WebhookForm
    list_display = ("address", "partner", "state_shown", "behind_shown")
    list_filter = (IsOnFilter,)
    list_select_related = ("partner",)
    ordering = ("partner__name", "address")
    search_fields = ("address", "partner__name")
    autocomplete_fields = ("partner",)
    actions = ("switch_on", "switch_off", "renew_secret")

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("partner", "address", "from_the_beginning")
        return ("partner", "address", "state_shown", "behind_shown", "deliveries_shown")

    def get_queryset(self, request):
        return webhooks.with_behind(super().get_queryset(request))

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request, obj=None) -> bool:
        # Nothing of it is written anew; what can be done with it is done by actions.
        return obj is None and super().has_change_permission(request)

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        made = webhooks.add(given["partner"], given["address"], from_the_beginning=given["from_the_beginning"])
        obj.__dict__.update(made.__dict__)
        self._tell_secret(request, made)

    def _tell_secret(self, request: HttpRequest, webhook: Webhook) -> None:
        sentence = _("The secret of %(address)s, which is shown this once: %(secret)s")
        self.message_user(request, sentence % {"address": webhook.address, "secret": webhook.secret}, messages.WARNING)

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, webhook: Webhook) -> str:
        if webhook.switched_off_at:
            return _("switched off: %(why)s") % {"why": webhook.why_off}
        if webhook.failing_since:
            return ngettext("failing, tried %(times)d time", "failing, tried %(times)d times", webhook.tried) % {
                "times": webhook.tried
            }
        return _("on")

    @admin.display(description=gettext_lazy("changes to be sent"))
    def behind_shown(self, webhook: Webhook) -> int:
        return webhook.behind

    @admin.display(description=gettext_lazy("Sent last"))
    def deliveries_shown(self, webhook: Webhook) -> str:
        rows = [
            (row.sequence, f"{row.at:%Y-%m-%d %H:%M:%S}", row.error or row.status, row.milliseconds, row.message_id)
            for row in webhook.deliveries.all()[:MOST_SHOWN]
        ]
        head = (_("change"), _("at"), _("answer"), _("milliseconds"), _("message"))
        return format_html(
            "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
            format_html_join("", "<th>{}</th>", ((word,) for word in head)),
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>", rows),
        )

    @admin.action(description=gettext_lazy("Switch on, and tell what was missed"), permissions=["change"])
    def switch_on(self, request, queryset):
        for webhook in queryset:
            webhooks.switch_on(webhook)

    @admin.action(description=gettext_lazy("Switch off"), permissions=["change"])
    def switch_off(self, request, queryset):
        for webhook in queryset.on():
            webhooks.switch_off(webhook, _("By %(who)s.") % {"who": request.user.get_username()})

    @admin.action(description=gettext_lazy("Give another secret"), permissions=["change"])
    def renew_secret(self, request, queryset):
        for webhook in queryset:
            webhooks.renew_secret(webhook)
            self._tell_secret(request, webhook)
