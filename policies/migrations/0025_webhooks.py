"""Who keeps a copy of the catalogue, and where they are told what changed; administrators look after them."""

import uuid

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

RIGHTS = [
    *(f"{act}_{model}" for model in ("partner", "webhook") for act in ("add", "change", "delete", "view")),
    "view_delivery",
]


def give(apps, _schema_editor):
    # Django makes permissions after all migrations; the group needs these now.
    config = apps.get_app_config("policies")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    rights = permission.objects.filter(codename__in=RIGHTS, content_type__app_label="policies")
    for found in group.objects.filter(name="administrator"):
        found.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0024_passages_of_relations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                (
                    "mail",
                    models.EmailField(
                        help_text="Who is told when a webhook is switched off.",
                        max_length=254,
                        verbose_name="e-mail address",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "address",
                    models.CharField(
                        help_text="https, and of a public host. No redirects are followed.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                ("secret", models.CharField(editable=False, max_length=100, verbose_name="secret")),
                ("epoch", models.CharField(editable=False, max_length=16, verbose_name="log")),
                ("sequence", models.BigIntegerField(editable=False, verbose_name="sent up to")),
                ("tried", models.PositiveIntegerField(default=0, editable=False, verbose_name="tried")),
                ("failing_since", models.DateTimeField(editable=False, null=True, verbose_name="failing since")),
                ("next_at", models.DateTimeField(editable=False, verbose_name="next at")),
                ("leased_until", models.DateTimeField(editable=False, null=True)),
                ("switched_off_at", models.DateTimeField(editable=False, null=True, verbose_name="switched off at")),
                (
                    "why_off",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why switched off"),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhooks",
                        to="policies.partner",
                        verbose_name="partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ["partner", "address"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.CharField(max_length=60, verbose_name="message")),
                ("sequence", models.BigIntegerField(verbose_name="change")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="status")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="error")),
                ("milliseconds", models.PositiveIntegerField(verbose_name="milliseconds")),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="policies.webhook"
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="webhook",
            index=models.Index(
                condition=models.Q(("switched_off_at__isnull", True)), fields=["next_at"], name="webhook_by_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.UniqueConstraint(
                fields=("partner", "address"),
                name="webhook_once",
                violation_error_message="This partner has a webhook with this address already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("switched_off_at__isnull", True), models.Q(("why_off", ""), _negated=True), _connector="OR"
                ),
                name="webhook_off_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("error", ""), ("status__isnull", False)),
                    models.Q(("status__isnull", True), models.Q(("error", ""), _negated=True)),
                    _connector="OR",
                ),
                name="delivery_answered_or_not",
            ),
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
