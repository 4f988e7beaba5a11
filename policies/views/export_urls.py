"""The addresses of lists and records with another ending."""

from django.urls import re_path

from policies.catalogue.exports import FORMATS, OF_RECORD
from policies.catalogue.kinds import KINDS
from policies.views.export import export_ledger, export_list, export_record

PLURAL = f"(?P<plural>{'|'.join(KINDS)})"

urlpatterns = [
    re_path(rf"^{PLURAL}\.(?P<suffix>{'|'.join(FORMATS)})$", export_list, name="export-list"),
    re_path(rf"^{PLURAL}/(?P<slug>[-\w]+)\.(?P<suffix>{'|'.join(OF_RECORD)})$", export_record, name="export-record"),
    re_path(rf"^sources/(?P<slug>[-\w]+)/ledger\.(?P<suffix>{'|'.join(OF_RECORD)})$", export_ledger, name="ledger"),
]
