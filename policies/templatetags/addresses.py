"""Whole addresses, as the public knows them, and what stands in the head of a page for programs."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from policies.templatetags.reference import local, other_languages, page_lang

register = template.Library()
# In JSON these mean the same; in HTML they would end the element, or begin another.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
LOCALES = {"en": "en_GB", "zh-Hans": "zh_CN"}


def base(request: Any) -> str:
    """The address the public knows the site by, without a final stroke."""
    if request is None:
        return settings.BASE_URL
    if settings.BASE_URL:
        return settings.BASE_URL
    try:
        return request.build_absolute_uri("/").rstrip("/")
    except DisallowedHost:
        # The page that refuses a host that is not ours must not repeat it.
        return ""


@register.simple_tag(takes_context=True)
def whole(context: template.Context, address: str) -> str:
    """The address with the site before it."""
    return f"{base(context.get('request'))}{address}"


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """The whole address of this page, with all that it was asked."""
    request = context.get("request")
    return whole(context, request.get_full_path()) if request else ""


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> list[dict[str, str]]:
    """This page in every language, itself included; who has a language that we do not gets English."""
    if not context.get("request"):
        return []
    own = {"code": page_lang(), "href": context["request"].get_full_path()}
    rows = sorted([own, *other_languages(context)], key=lambda row: row["code"])
    rows.append({"code": "x-default", "href": rows[0]["href"]})
    return [{"code": row["code"], "href": whole(context, row["href"])} for row in rows]


@register.simple_tag(takes_context=True)
def site_picture(context: template.Context) -> str:
    """The picture of the site in the language of the page."""
    return whole(context, local("/card.png"))


@register.simple_tag
def locale() -> str:
    """The language of the page, as Open Graph has it."""
    return LOCALES[page_lang()]


@register.simple_tag
def data_block(linked: dict[str, Any]) -> SafeString:
    """Linked data as an element of the page. Browsers do not run it, so it needs no leave of the security policy."""
    text = json.dumps(linked, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
