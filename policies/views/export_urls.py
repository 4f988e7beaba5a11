"""The addresses of lists and records with another ending."""

import re

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from policies.catalogue.exports import FORMATS, OF_RECORD
from policies.catalogue.kinds import KINDS
from policies.views.changes_feed import changes_feed
from policies.views.export import export_codebook, export_edition, export_ledger, export_list, export_record
from policies.views.feed import feed

PLURAL = f"(?P<plural>{'|'.join(KINDS)})"
OF_RECORD_ENDING = rf"\.(?P<suffix>{'|'.join(map(re.escape, OF_RECORD))})$"

urlpatterns = [
    path("codebook.csv", export_codebook, name="codebook"),
    path("changes.atom", require_safe(changes_feed), name="changes-feed"),
    re_path(rf"^{PLURAL}\.(?P<suffix>{'|'.join(map(re.escape, FORMATS))})$", export_list, name="export-list"),
    re_path(rf"^{PLURAL}\.atom$", feed, name="feed"),
    re_path(rf"^{PLURAL}/(?P<slug>[-\w]+){OF_RECORD_ENDING}", export_record, name="export-record"),
    re_path(
        rf"^{PLURAL}/(?P<slug>[-\w]+)/editions/(?P<number>[0-9]{{1,9}}){OF_RECORD_ENDING}",
        export_edition,
        name="export-edition",
    ),
    re_path(r"^sources/(?P<slug>[-\w]+)/ledger\.(?P<suffix>csv|json)$", export_ledger, name="ledger"),
]
