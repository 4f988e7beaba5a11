"""A term as content."""

from policies.content import restoring
from policies.content.encoding import Content
from policies.content.references import address, term_id
from policies.models.record import texts
from policies.models.term import Term, TermLabel, TermMapping


def term_reference(term: Term) -> Content:
    """What records carry of a term; the chain of broader codes, the nearest first."""
    return {
        "scheme": term.scheme,
        "code": term.code,
        "label": term.label,
        "broader": [above.code for above in _above(term)],
        "url": address("term", term.slug),
    }


def _above(term: Term) -> list[Term]:
    chain: list[Term] = []
    while term.broader is not None:
        term = term.broader
        chain.append(term)
    return chain


def dump(term: Term) -> Content:
    return {
        "kind": "term",
        "id": term_id(term.scheme, term.code),
        "slug": term.slug,
        "url": address("term", term.slug),
        "title": term.label,
        "scheme": term.scheme,
        "code": term.code,
        "label": term.label,
        "label_supplied": ["zh-Hans"] if term.label_zh and term.label_zh_is_ours else [],
        "other_labels": [{"language": row.language, "text": row.text} for row in term.other_labels.all()],
        "definition": texts(term.definition_en, term.definition_zh),
        "broader": [above.code for above in _above(term)],
        "mappings": [
            {"match": row.match, "in": row.scheme_name, "text": row.text, "address": row.address or None}
            for row in term.mappings.all()
        ],
        "position": term.position,
        "retired": term.is_retired,
    }


def load(content: Content) -> Term:
    """Afterwards the term, its labels and its mappings are as the content has them."""
    columns = {
        "scheme": content["scheme"],
        "code": content["code"],
        **restoring.languages("label", content["label"]),
        **restoring.languages("definition", content["definition"]),
        "label_zh_is_ours": bool(content["label_supplied"]),
        "broader_id": f"{content['scheme']}:{content['broader'][0]}" if content["broader"] else None,
        "position": content["position"],
        "is_retired": content["retired"],
    }
    term, _made = Term.objects.update_or_create(key=restoring.key(content), defaults=columns)
    term.other_labels.all().delete()
    term.mappings.all().delete()
    for row in content["other_labels"]:
        TermLabel.objects.create(term=term, language=row["language"], text=row["text"])
    for row in content["mappings"]:
        TermMapping.objects.create(
            term=term, match=row["match"], scheme_name=row["in"], text=row["text"], address=row["address"] or ""
        )
    return term
