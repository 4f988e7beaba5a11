"""Gives each closed list, and a text by language, a name: a client made of the description has one type for it."""

from collections.abc import Iterator
from typing import Any

from policies import choices
from policies.api.schema.parts import TEXTS
from policies.api.schema.records import FIELDS
from policies.catalogue import matching
from policies.catalogue.expansion import EXPANSIONS
from policies.catalogue.fields import CERTAINLY, POSSIBLY, SORTS
from policies.choices import LANGUAGES_FOR, Kind

Json = dict[str, Any]
CHOICES = (
    *(choices.Action, choices.CitedValue, choices.DateKind, choices.IssuerRole, choices.KeyScope, choices.Kind),
    *(choices.Language, choices.MatchKind, choices.NameKind, choices.Predicate, choices.Scheme, choices.Stance),
    *(choices.StatementKind, choices.Status, choices.SuccessionKind),
)
LISTS: dict[str, tuple[str, ...]] = {
    **{listed.__name__: tuple(listed.values) for listed in CHOICES},
    **{f"{kind.capitalize()}Field": (*names, *EXPANSIONS.get(kind, ())) for kind, names in FIELDS.items()},
    "AnswerLanguage": tuple(LANGUAGES_FOR),
    "Certainty": (POSSIBLY, CERTAINLY),
    "DocumentExpansion": EXPANSIONS[Kind.DOCUMENT],
    "Expansion": EXPANSIONS[Kind.MEASURE],
    "MatchedKind": tuple(matching.KINDS),
    "NotStated": tuple(choices.NOT_STATED),
    "Sort": tuple(SORTS),
    "TargetRole": ("beneficiary", "focus", "place"),
    "ZeroOrOne": ("0", "1"),
}
_NAMES = {values: name for name, values in LISTS.items()}
_TEXTS_NAME, _TEXTS_ABOUT = "Texts", "A text by language: only the languages there are."


def with_names(document: Json) -> Json:
    """Afterwards what is the same wherever it stands is described once and referred to; a list of one is that one."""
    found: dict[str, Json] = {}
    for node in list(_nodes(document)):
        if node.get("properties") == TEXTS["properties"]:
            found[_TEXTS_NAME] = {**TEXTS, "description": _TEXTS_ABOUT}
            _refer(node, _TEXTS_NAME, TEXTS)
        elif name := _NAMES.get(tuple(node.get("enum", ()))):
            found[name] = {"type": "string", "enum": node["enum"]}
            _refer(node, name, found[name])
        elif len(node.get("enum", ())) == 1:
            node["const"] = node.pop("enum")[0]
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = dict(sorted({**schemas, **found}.items()))
    return document


def _refer(node: Json, name: str, whole: Json) -> None:
    """Afterwards the node says where it is described, and of itself what it alone says."""
    for key in whole.keys() - {"description"}:
        if key != "examples" or node.get(key) == whole[key]:
            node.pop(key, None)
    reference = {"$ref": f"#/components/schemas/{name}"}
    own = {"allOf": [reference], **node} if node else reference
    node.clear()
    node.update(own)


def _nodes(node: Any) -> Iterator[Json]:
    if isinstance(node, list):
        for item in node:
            yield from _nodes(item)
    elif isinstance(node, dict):
        if isinstance(node.get("enum", []), list):
            yield node
        for value in list(node.values()):
            yield from _nodes(value)
