"""The desk: where curators work. A module for each family of records; what they share is in the others."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from policies.admin import (
    agency,
    catalogue,
    correction,
    desk,
    document,
    journal,
    keys,
    measure,
    merging,
    partners,
    people,
    second_coding,
    source,
    statement,
    term,
)

__all__ = [
    "agency",
    "catalogue",
    "correction",
    "desk",
    "document",
    "journal",
    "keys",
    "measure",
    "merging",
    "partners",
    "people",
    "second_coding",
    "source",
    "statement",
    "term",
]

admin.site.site_header = gettext_lazy("Policy reference desk")
admin.site.site_title = gettext_lazy("Policy reference desk")
admin.site.index_title = gettext_lazy("The desk")
admin.site.empty_value_display = "–"
# The first page is Django's own, with what waits on the desk.
admin.site.index = desk.index  # type: ignore[method-assign]
