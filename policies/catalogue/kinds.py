"""The kinds of record that have lists, by the plural that stands in their addresses."""

from policies.choices import Kind

PLURALS: dict[str, str] = {
    Kind.DOCUMENT: "documents",
    Kind.MEASURE: "measures",
    Kind.AGENCY: "agencies",
    Kind.SOURCE: "sources",
    Kind.STATEMENT: "statements",
}
KINDS: dict[str, str] = {plural: kind for kind, plural in PLURALS.items()}
