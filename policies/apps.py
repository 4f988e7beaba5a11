from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = _("Policy reference")

    def ready(self) -> None:
        # Models can be imported now, and not before.
        from policies.models import triggers  # noqa: PLC0415

        pre_migrate.connect(triggers.step_aside, sender=self)
        post_migrate.connect(triggers.come_back, sender=self)
