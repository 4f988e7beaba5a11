"""Whole addresses, as the public knows them: for files, for head elements, for whoever reads a page elsewhere."""

from django import template
from django.conf import settings
from django.http import HttpRequest

register = template.Library()


def base(request: HttpRequest) -> str:
    """The address the public knows the site by, without a final stroke."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
