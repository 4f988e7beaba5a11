"""Keys of partners, who asked for them and how much they were used; administrators look after them."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

RIGHTS = [
    *(f"{act}_key" for act in ("add", "change", "view")),
    *(f"{act}_keyrequest" for act in ("change", "view")),
    "view_use",
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
        ("policies", "0028_order_of_the_sitemap"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("reading", "reading, with higher limits"),
                            ("webhooks", "reading, and what was sent to its partner’s webhooks"),
                        ],
                        default="reading",
                        max_length=20,
                        verbose_name="scope",
                    ),
                ),
                ("prefix", models.CharField(blank=True, editable=False, max_length=12, verbose_name="begins with")),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("granted_at", models.DateTimeField(auto_now_add=True, verbose_name="granted at")),
                ("shown_at", models.DateTimeField(editable=False, null=True, verbose_name="shown at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked at")),
                (
                    "why_revoked",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="why revoked"),
                ),
                ("last_used_at", models.DateTimeField(editable=False, null=True, verbose_name="last used")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="policies.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="policies.key",
                        verbose_name="takes the place of",
                    ),
                ),
            ],
            options={
                "verbose_name": "key",
                "verbose_name_plural": "keys",
                "ordering": ["-granted_at"],
            },
        ),
        migrations.CreateModel(
            name="KeyRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("mail", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "purpose",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name="purpose"
                    ),
                ),
                ("sender", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked for"), ("granted", "granted"), ("declined", "declined")],
                        default="asked",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="answer")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="sent at")),
                ("handled_at", models.DateTimeField(editable=False, null=True, verbose_name="handled at")),
                (
                    "handled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "key",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request",
                        to="policies.key",
                        verbose_name="key",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a key",
                "verbose_name_plural": "requests for keys",
                "ordering": ["-sent_at"],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=80)),
                ("span", models.BigIntegerField()),
                ("used", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["span"], name="tally_by_span")],
                "constraints": [models.UniqueConstraint(fields=("who", "span"), name="tally_once")],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("family", models.CharField(max_length=20, verbose_name="addresses")),
                ("requests", models.BigIntegerField(default=0, verbose_name="requests")),
                ("refused", models.BigIntegerField(default=0, verbose_name="refused")),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="policies.key",
                        verbose_name="key",
                    ),
                ),
            ],
            options={
                "verbose_name": "use",
                "verbose_name_plural": "uses",
                "ordering": ["-day", "key", "family"],
            },
        ),
        migrations.AddIndex(
            model_name="key",
            index=models.Index(fields=["prefix"], name="key_by_prefix"),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest", ""), _negated=True), fields=("digest",), name="key_digest_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest", ""), ("prefix", ""), ("shown_at__isnull", True)),
                    models.Q(
                        ("shown_at__isnull", False),
                        models.Q(("prefix", ""), _negated=True),
                        models.Q(("digest", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="key_has_words_once_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revoked_at__isnull", True), models.Q(("why_revoked", ""), _negated=True), _connector="OR"
                ),
                name="key_revoked_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["reading", "webhooks"])), name="key_scope_known"
            ),
        ),
        migrations.AddIndex(
            model_name="keyrequest",
            index=models.Index(fields=["sender", "sent_at"], name="key_request_by_sender"),
        ),
        migrations.AddConstraint(
            model_name="keyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key__isnull", False), ("state", "granted")),
                    models.Q(("key__isnull", True), ("state__in", ["asked", "declined"])),
                    _connector="OR",
                ),
                name="key_request_granted_with_a_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="key_request_declined_with_a_reason",
                violation_error_message="Write why: whoever asked reads it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.UniqueConstraint(fields=("key", "day", "family"), name="use_once_a_day"),
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
