"""Filling in the public's form for what is wrong in a record, as a browser would."""

import re

from tests import factories as f

KINDS = {"document": "documents", "measure": "measures", "agency": "agencies", "source": "sources"}
KINDS |= {"statement": "statements"}
TYPED = {"text": "It was in September.", "source": "The gazette, p. 3", "contact": "reader@example.org"}


def published(kind):
    made = f.catalogue()
    return made["measures"][0] if kind == "measure" else made[kind]


def address(record):
    return f"/{KINDS[record.kind]}/{record.slug}/"


def options(page):
    return dict(page.context["form"].fields["value"].choices)


def filled(page, **typed):
    """What a browser sends from this form, as the test filled it in."""
    signed = re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]
    return {"stamp": signed, "value": "dates", "homepage": "", **TYPED, **typed}


def send(client, record, clock, seconds=10, **typed):
    """The answer to a form that was filled in within these seconds."""
    clock(1_000_000)
    page = client.get(f"{address(record)}correct/")
    clock(1_000_000 + seconds)
    return client.post(f"{address(record)}correct/", filled(page, **typed))


def complaints(page):
    return [error for errors in page.context["form"].errors.values() for error in errors]


def typed_in(page):
    form = page.context["form"]
    return {name: form[name].value() for name in ("value", "text", "source", "contact")}
