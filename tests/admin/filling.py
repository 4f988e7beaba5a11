"""Filling in admin pages as a browser would: all that the page shows is sent back, but for what the test types."""

from typing import Any
from unittest.mock import patch

from django.template.response import TemplateResponse
from django.test import Client
from django.urls import reverse


def address(page: str, model: str, record: Any = None) -> str:
    return reverse(f"admin:policies_{model}_{page}", args=[record.pk] if record else [])


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(client: Client, url: str) -> dict[str, Any]:
    """What the form at this address would send if nobody touched it."""
    # Without drawing the page, which takes longest.
    with patch.object(TemplateResponse, "rendered_content", ""):
        context = client.get(url).context_data
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    forms += [form for formset in formsets for form in (formset.management_form, *formset.forms)]
    return {field.html_name: value for form in forms for field in form if (value := _sent(field)) is not None}


def _sent(field: Any) -> Any:
    value = field.value()
    if value is None or value is False:
        return None
    if value is True:
        return "on"
    return [str(item) for item in value] if isinstance(value, list | tuple) else str(value)


def send(client: Client, url: str, **typed: Any) -> Any:
    """The answer to the form at this address with these words typed; a value of None empties a field or a tick.

    A reason is given unless the test says otherwise.
    """
    changed = {name.replace("__", "-"): value for name, value in typed.items()}
    fields = {**shown(client, url), "reason": "Put right.", **changed}
    return client.post(url, {name: value for name, value in fields.items() if value is not None})


def complaints(response: Any) -> list[str]:
    """All that a page with errors says is wrong."""
    context = response.context
    said = [error for errors in context["adminform"].form.errors.values() for error in errors]
    for inline in context["inline_admin_formsets"]:
        said += [error for form in inline.formset.forms for errors in form.errors.values() for error in errors]
        said += list(inline.formset.non_form_errors())
    return said


def messages(response: Any) -> list[str]:
    """What the person is told after a save or an action."""
    return [str(message) for message in response.wsgi_request._messages]
