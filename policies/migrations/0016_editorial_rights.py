"""What the three roles may do with merges, corrections, second codings and the schedule."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CURATOR = {
    *(f"view_{model}" for model in ("merge", "notsame", "correction", "threadentry", "schedule", "secondcoding")),
    *(f"{act}_{model}" for model in ("merge", "notsame", "secondcoding") for act in ("add", "change")),
    "change_correction",
}
RIGHTS = {"curator": CURATOR, "reviewer": CURATOR, "administrator": CURATOR}


def give(apps, _schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    config = apps.get_app_config("policies")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in RIGHTS.items():
        rights = permission.objects.filter(codename__in=codenames, content_type__app_label="policies")
        for found in group.objects.filter(name=name):
            found.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("policies", "0015_second_coding")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
