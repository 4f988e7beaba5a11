"""The vocabularies as a whole: what there is, and how large."""

from typing import Any

from django.db.models import Count
from django.utils.translation import override

from policies.choices import Kind, Scheme
from policies.models.edition import Edition, Facet


def schemes() -> list[dict[str, Any]]:
    """Every vocabulary with its name and its number of terms; one query."""
    terms = Edition.objects.current().of(Kind.TERM).order_by().values("sequence")
    rows = Facet.objects.filter(facet="scheme", edition__in=terms).values_list("value").annotate(Count("edition"))
    numbers = dict(rows)
    return [{"scheme": scheme.value, "label": label(scheme), "terms": numbers.get(scheme, 0)} for scheme in Scheme]


def label(scheme: str) -> dict[str, str]:
    """The name of a vocabulary by language."""
    found = {}
    for tag, language in (("en", "en"), ("zh-Hans", "zh-hans")):
        with override(language):
            found[tag] = str(Scheme(scheme).label)
    return found if found["en"] != found["zh-Hans"] else {"en": found["en"]}
