"""How the figures of pictures are worded."""

from typing import Any

from django import template
from django.utils.formats import date_format

from policies.templatetags.reference import called, page_language

register = template.Library()


@register.filter
def tick_label(tick: dict[str, Any]) -> str:
    """What stands at a line of a grid of time: the year, or the month where lines are nearer than a year."""
    if tick["step"] % 12 == 0:
        return str(tick["day"].year)
    return date_format(tick["day"], "M Y" if page_language() == "en" else "YEAR_MONTH_FORMAT")


@register.filter
def language_of_name(record: dict[str, Any]) -> str:
    """The language of what a record is called here, for an element that says nothing else."""
    return called(record)[0]
