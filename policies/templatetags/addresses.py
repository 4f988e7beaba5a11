"""Whole addresses, as the public knows them: for files, for head elements, for whoever reads a page elsewhere."""

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


def base(request: Any) -> str:
    """The address the public knows the site by, without a final stroke."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
