"""Evidence as W3C Web Annotations: which words of which snapshot speak of which value, found by place and by words."""

from typing import Any

from policies.text.comparing import nodes

Record = dict[str, Any]
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody")},
    **{name: f"oa:{name}" for name in ("TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix")},
    **{name: f"oa:{name}" for name in ("linking", "classifying", "assessing", "describing")},
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value",
    # A record's own evidence, read from the record: it is the body of these annotations.
    "evidence": {"@reverse": "oa:hasBody"},
}


def annotations(record: Record, base: str) -> list[Record]:
    """One for each citation of the record. Its address is a part of the edition that has it, and stays.

    It leads to where the page of the edition shows the words; a title and a status have none shown, and only a name.
    """
    edition = f"{base}{record['url']}editions/{record['edition']['number']}/"
    return [
        {
            "@id": f"{edition}#{fragment(place)}",
            "@type": "Annotation",
            "motivation": "linking",
            "body": [{"@id": f"{base}{record['url']}"}, *_other_ends(record, citation, base), *_bodies(citation)],
            "target": _passage(citation, base),
        }
        for place, citation in enumerate(record.get("evidence", []), start=1)
    ]


def placed(record: Record) -> Record:
    """The same record; each of its citations, and each at a row of it, has the `fragment` of its annotation."""
    numbered = [(fragment(place), citation) for place, citation in enumerate(record.get("evidence", []), start=1)]
    left = list(numbered)
    for row in [node for node in nodes({**record, "evidence": []}) if "snapshot" in node and "source" in node]:
        # Two rows may rest on the same words: the first takes the first citation, the next the next.
        if same := next((item for item in left if item[1] == row), None):
            left.remove(same)
            row["fragment"] = same[0]
    for name, citation in numbered:
        citation["fragment"] = name
    return record


def fragment(place: int) -> str:
    return f"evidence-{place}"


def _other_ends(record: Record, citation: Record, base: str) -> list[Record]:
    """The documents to which these words say how this one stands, or of which they are the words that it is about."""
    if citation["value"] not in {"relation", "object"}:
        return []
    rows = [row for row in record["relations"] if citation in row["evidence"]]
    return [{"@id": f"{base}{row['document']['url']}"} for row in rows]


def _bodies(citation: Record) -> list[Record]:
    """The value it bears on, how it stands to that, and what the source states where it states something else."""
    said = {"classifying": citation["value"], "assessing": citation["stance"], "describing": citation["stated"]}
    return [{"@type": "TextualBody", "purpose": purpose, "value": text} for purpose, text in said.items() if text]


def _passage(citation: Record, base: str) -> Record:
    """The words, from `start` to before `end` in characters of the snapshot, and as words with their surroundings."""
    return {
        "@type": "SpecificResource",
        "source": {
            "@id": f"{base}{citation['snapshot']['url']}",
            "sha256": citation["snapshot"]["sha256"],
            "encodesCreativeWork": {"@id": f"{base}{citation['source']['url']}"},
        },
        "selector": [
            {"@type": "TextPositionSelector", "start": citation["start"], "end": citation["end"]},
            {
                "@type": "TextQuoteSelector",
                "exact": citation["quote"],
                "prefix": citation["prefix"],
                "suffix": citation["suffix"],
            },
        ],
    }
