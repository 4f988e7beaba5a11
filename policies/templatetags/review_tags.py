"""What the pages of a reviewer need of what they are handed."""

from django import template

register = template.Library()


@register.filter
def of_value(remarks: dict[str, str] | None, value: str) -> str:
    """What was typed about a value."""
    return (remarks or {}).get(value, "")
