"""How the figures of pictures are worded."""

from typing import Any

from django import template
from django.utils.formats import date_format

from policies.templatetags.reference import called, in_brackets, page_language, plain_name, plain_name_in

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


@register.filter
def named_with_instrument(measure: dict[str, Any]) -> str:
    """What a measure is called, and in the same language its instrument, so that the hue of a mark is not all of it."""
    instrument = plain_name_in(language_of_name(measure), measure["instrument"])
    return f"{plain_name(measure)}{in_brackets(instrument)}" if instrument else plain_name(measure)
