"""Addresses that become links are those of web pages, whichever way they came in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0005_roles"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("address", ""),
                    ("address__istartswith", "https://"),
                    ("address__istartswith", "http://"),
                    _connector="OR",
                ),
                name="source_address_of_a_page",
                violation_error_message="Write the address of a web page: https://example.org/page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="termmapping",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("address", ""),
                    ("address__istartswith", "https://"),
                    ("address__istartswith", "http://"),
                    _connector="OR",
                ),
                name="termmapping_address_of_a_page",
                violation_error_message="Write the address of a web page: https://example.org/page.",
            ),
        ),
    ]
