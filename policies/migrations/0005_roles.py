"""The three roles as groups: curators edit, reviewers also approve, administrators also look after people and terms."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = ("source", "agency", "document", "measure", "statement")
ROWS = (
    "sourcekeyword",
    "snapshot",
    "excuse",
    "agencyname",
    "succession",
    "documentname",
    "documentdate",
    "issuer",
    "relation",
    "actingagency",
    "statementdocument",
    "coding",
    "citation",
)
TERMS = ("term", "termlabel", "termmapping")
LOOKED_AT = ("edition", "revision", "approval", *TERMS)

CURATOR = {
    *(f"{act}_{model}" for model in (*RECORDS, *ROWS) for act in ("add", "change", "delete", "view")),
    *(f"view_{model}" for model in LOOKED_AT),
}
REVIEWER = CURATOR | {"publish_record"}
ADMINISTRATOR = REVIEWER | {
    *(f"{act}_{model}" for model in TERMS for act in ("add", "change", "delete")),
    *(f"{act}_user" for act in ("add", "change", "view")),
    "view_group",
}


def make(apps, _schema_editor):
    # Django makes permissions after all migrations; these groups need them now.
    for label in ("auth", "policies"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in (("curator", CURATOR), ("reviewer", REVIEWER), ("administrator", ADMINISTRATOR)):
        made, _new = group.objects.get_or_create(name=name)
        made.permissions.set(
            permission.objects.filter(codename__in=codenames, content_type__app_label__in=["auth", "policies"])
        )


def remove(apps, _schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["curator", "reviewer", "administrator"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0004_title_order"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, remove)]
