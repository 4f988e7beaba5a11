"""Records to be cited, as their content has them, with no database."""

import uuid
from typing import Any

from policies.catalogue.bibliography.entry import Entry, entry_of
from policies.text import edtf

BASE = "https://example.org"


def dated(value: str, wording: str = "") -> dict[str, Any]:
    """A date of content: open ends are nothing."""
    when = edtf.parse(value)
    bounds = [None if day.year in (1, 9999) else day.isoformat() for day in (when.earliest, when.latest)]
    return {"edtf": value, "earliest": bounds[0], "latest": bounds[1], "wording": wording, "kind": "stated"}


def agency(en: str, zh: str = "", role: str = "sole", **more: Any) -> dict[str, Any]:
    name = {language: text for language, text in (("en", en), ("zh-Hans", zh)) if text}
    return {"agency": {"id": "a", "name": name, "title": name}, "role": role, "preferred": True, **more}


def record(kind: str, plural: str, slug: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}/{slug}")),
        "slug": slug,
        "url": f"/{plural}/{slug}/",
        "edition": {"number": 2, "published_at": "2026-11-24T10:00:00.123456Z"},
        "title": {"en": "Opinions on village shops"},
        **more,
    }


def document(slug: str = "opinions", **more: Any) -> dict[str, Any]:
    values = {
        "title_supplied": False,
        "official_titles": [],
        "number": "国办发〔2015〕78号",
        "type": {"code": "OPINIONS", "label": {"en": "Opinions", "zh-Hans": "意见"}},
        "date": dated("2015-11-09"),
        "issuers": [agency("General Office of the State Council", "国务院办公厅")],
        "unnamed_issuers": 0,
    }
    return record("document", "documents", slug, **(values | more))


def measure(slug: str = "subsidies", **more: Any) -> dict[str, Any]:
    values = {"title": {"en": "Equipment subsidies"}, "title_supplied": True, "document": document()}
    return record("measure", "measures", slug, **(values | more))


def ministry(slug: str = "ministry", **more: Any) -> dict[str, Any]:
    name = {"en": "Ministry of Commerce", "zh-Hans": "商务部"}
    return record("agency", "agencies", slug, **({"title": name, "name": name} | more))


def source(slug: str = "article", **more: Any) -> dict[str, Any]:
    values = {
        "title": {"en": "Measures in China"},
        "title_supplied": False,
        "publisher": "Centre of Excellence",
        "section": "Policy Reference",
        "address": "https://example.com/article",
        "date": dated("2024-02-27"),
    }
    return record("source", "sources", slug, **(values | more))


def statement(slug: str = "claim", text: str = "Village shops matter.", **more: Any) -> dict[str, Any]:
    said = {"title": {"en": "Measures in China"}, "address": "https://example.com/article"}
    values = {"title": {"en": text}, "text": text, "source": said}
    return record("statement", "statements", slug, **(values | more))


def entry(of: dict[str, Any], language: str = "en", **more: Any) -> Entry:
    return entry_of(of, BASE, language, **more)
