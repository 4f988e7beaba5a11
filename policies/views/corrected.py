"""What the pages of a record say of its corrections: how many have come how far, and the way to send one."""

from collections import Counter
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from policies.catalogue.corrections import shown_of
from policies.choices import CorrectionState
from policies.models.correction import Correction
from policies.models.edition import moment
from policies.templatetags.reference import local
from policies.values import VALUES

MOST_LINKED = 20


def corrections_of(kind: str, record_id: Any, address: str = "") -> dict[str, Any]:
    """The number in each state, and the latest ones. With the address of the record, also that of its form."""
    corrections = shown_of(kind, record_id)
    numbers = Counter(correction.state for correction in corrections)
    return {
        "form": local(f"{address}correct/") if address else "",
        "counts": [{"number": numbers[state], "state": state.label} for state in CorrectionState if numbers[state]],
        "rows": [row(correction) for correction in corrections[:MOST_LINKED]],
        "is_cut": len(corrections) > MOST_LINKED,
    }


def row(correction: Correction) -> dict[str, Any]:
    """What the public may read of a correction in a list."""
    return {
        "value": value_of(correction),
        "state": correction.get_state_display(),
        "sent_at": moment(correction.sent_at),
        "href": local(f"/corrections/{correction.pk}/"),
    }


def value_of(correction: Correction) -> str:
    """Which value it speaks of, as people call it."""
    return capfirst(str(VALUES.get(correction.value, _("something else"))))
