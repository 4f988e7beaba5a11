"""Autocompletes that know the labels of what is chosen, so that thirty rows need no query more than three."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db.models import Field


class Knowing(AutocompleteMixin):
    """`known` holds labels by value and is shared by all rows of a formset; `query` narrows what is offered."""

    def __init__(self, field: Field, *, query: dict[str, str] | None = None, **options: Any):
        super().__init__(field, site, **options)
        self.query = query or {}
        self.known: dict[str, str] = {}

    def get_url(self):
        return f"{super().get_url()}?{urlencode(self.query)}" if self.query else super().get_url()

    def optgroups(self, name, value, attr=None):
        value = [item for item in value if self.is_possible(item)]
        chosen = [str(item) for item in value if str(item)]
        if any(item not in self.known for item in chosen):
            return super().optgroups(name, value, attr)
        blank = [] if self.allow_multiple_selected or self.is_required else [("", "")]
        offered = [*blank, *((item, self.known[item]) for item in chosen)]
        options = [
            self.create_option(name, item, label, bool(item), index) for index, (item, label) in enumerate(offered)
        ]
        return [(None, options, 0)]

    def is_possible(self, value: Any) -> bool:
        """Whether the database can be asked for it: what stands in an address or a forged form may be anything."""
        try:
            self.field.target_field.clean(value, None)
        except ValidationError:
            return value == ""
        return "\x00" not in str(value)  # PostgreSQL refuses to look for it.


class Autocomplete(Knowing, forms.Select):
    """One record or term, found by typing."""


class AutocompleteMany(Knowing, forms.SelectMultiple):
    """Several records or terms, found by typing."""
