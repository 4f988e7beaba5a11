"""Names of values on the pages of records, for the components that are handed them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from policies.choices import Kind

LABELS = {
    "actors": _("Carried out by"),
    "targets": _("For"),
    "sectors": _("Sector or product"),
    "levels": _("Level"),
    "themes": _("Themes"),
    "keywords": _("Keywords"),
    "broader": _("Broader"),
    "narrower": _("Narrower"),
}

# What a source may leave open about a measure, as a sentence names it.
UNSTATED = {
    "actors": _("who carries it out"),
    "targets": _("whom it is for"),
    "sectors": _("in which sector"),
    "levels": _("at which level"),
}


def counted_word(kind: str, number: int) -> str:
    """The name of a kind to stand beside a number."""
    return {
        Kind.DOCUMENT: ngettext("document", "documents", number),
        Kind.MEASURE: ngettext("measure", "measures", number),
        Kind.AGENCY: ngettext("agency", "agencies", number),
        Kind.SOURCE: ngettext("source", "sources", number),
        Kind.STATEMENT: ngettext("statement", "statements", number),
    }[Kind(kind)]
