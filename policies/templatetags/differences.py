"""How a unit of a content is worded where two contents are compared: see text/differences.py."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from policies.choices import CodingRole
from policies.templatetags.reference import in_brackets, language_of, marked, plain_name, said, word
from policies.values import LANGUAGES, VALUES

register = template.Library()


@register.filter
def value_name(path: tuple[str, ...] | list[str]) -> str:
    """What people call the value at a path: “title, in Chinese”."""
    name = str(VALUES.get(path[0], path[0]))
    if len(path) == 2 and path[1] in LANGUAGES:
        return gettext("%(value)s, %(language)s") % {"value": name, "language": LANGUAGES[path[1]]}
    return name


@register.filter
def of_value(remarks: dict[str, str] | None, value: str) -> str:
    """What somebody typed about a value."""
    return (remarks or {}).get(value, "")


@register.filter
def said_unit(unit: Any, path: tuple[str, ...]) -> SafeString | str:
    """A unit in words; nothing where it is not there."""
    if unit in (None, "", [], {}):
        return ""
    if isinstance(unit, bool):
        return gettext("yes") if unit else gettext("no")
    if not isinstance(unit, dict):
        return _plain(str(unit), path)
    return _ROWS.get(path[0], _reference)(unit)


CHOICES = {"status": "Status", "statement_kind": "StatementKind", "language": "Language"}


def _plain(text: str, path: tuple[str, ...]) -> SafeString | str:
    if path[0] in CHOICES:
        return word(text, CHOICES[path[0]])
    if path[0] == "not_stated":
        return str(VALUES.get(text, text))
    return marked(path[1] if len(path) == 2 and path[1] in LANGUAGES else language_of(text), text)


def _reference(row: dict[str, Any]) -> str:
    """A term, another record, or a date."""
    if "edtf" in row:
        return _dated(row)
    name = said(row["label"]) if "label" in row else plain_name(row)
    role = row.get("role")
    return f"{name}{in_brackets(word(role, 'CodingRole'))}" if role and role != CodingRole.BENEFICIARY else name


def _dated(row: dict[str, Any]) -> str:
    return f"{row['wording']} [{row['edtf']}]" if row["wording"] else str(row["edtf"])


def _date(row: dict[str, Any]) -> str:
    preferred = gettext(", preferred") if row["preferred"] else ""
    return f"{_joined(_dated(row), word(row['kind'], 'DateKind'))}{preferred}{_reason(row)}"


def _issuer(row: dict[str, Any]) -> str:
    held = "" if row["preferred"] else gettext(", a claim we do not hold to be right")
    return f"{_joined(plain_name(row['agency']), word(row['role'], 'IssuerRole'))}{held}{_reason(row)}"


def _reason(row: dict[str, Any]) -> str:
    return f"{gettext(': ')}{row['reason']}" if row.get("reason") else ""


def _name(row: dict[str, Any]) -> SafeString:
    kind = word(row["kind"], "NameKind") if row.get("kind") else word(row["language"], "Language")
    return format_html("{}{}{}", marked(row["language"], row["text"]), _comma(), kind)


def _relation(row: dict[str, Any]) -> str:
    said = f"{word(row['predicate'], 'Predicate')} {plain_name(row['document'])}"
    dated = [_dated(row["date"])] if row["date"] else []
    return _joined(said, *dated, *_places(row))


def _places(row: dict[str, Any]) -> list[str]:
    labels = {"place": gettext("in this document"), "object_place": gettext("in the other document")}
    return [f"{label}{gettext(': ')}{row[name]}" for name, label in labels.items() if row.get(name)]


def _succession(row: dict[str, Any]) -> str:
    said = f"{word(row['kind'], 'SuccessionKind')} {plain_name(row['agency'])}"
    return _joined(said, _dated(row["date"])) if row["date"] else said


def _snapshot(row: dict[str, Any]) -> str:
    return gettext("No. %(number)s, taken %(day)s; passages that need no record: %(excused)d") % {
        "number": row["number"],
        "day": row["taken_on"],
        "excused": len(row["excused"]),
    }


def _mapping(row: dict[str, Any]) -> str:
    return f"{word(row['match'], 'MatchKind')}{gettext(': ')}{_joined(row['in'], row['text'])}"


def _quote(row: dict[str, Any]) -> SafeString:
    """What a source says, for which value, and how it stands to ours."""
    stance = word(row["stance"], "Stance")
    place = _joined(plain_name(row["source"]), f"{row['start']}–{row['end']}")
    parts = (word(row["value"], "CitedValue"), _joined(stance, row["stated"]) if row["stated"] else stance, place)
    return format_html(
        "<q>{}</q> <small>{}</small>",
        marked(language_of(row["quote"]), row["quote"]),
        gettext("; ").join(map(str, parts)),
    )


def _comma() -> str:
    return pgettext("clause", ", ")


def _joined(*parts: str) -> str:
    """The parts with the comma of the page's language between them."""
    return _comma().join(map(str, parts))


_ROWS = {
    "dates": _date,
    "issuers": _issuer,
    "other_names": _name,
    "other_labels": _name,
    "relations": _relation,
    "successors": _succession,
    "snapshots": _snapshot,
    "mappings": _mapping,
    "evidence": _quote,
}
