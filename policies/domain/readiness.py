"""What keeps a content from being published: values without evidence, quotes that do not match, answers missing."""

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from policies.content.encoding import Content
from policies.text.anchors import check_spans

NEEDS_NO_TYPE_EVIDENCE = {"NOT-STATED", "EVENT"}


def obstacles(content: Content, texts: Mapping[str, str]) -> list[str]:
    """Sentences saying what is missing and what to do, empty when the content may be published.

    `texts` are the texts of the cited snapshots by SHA-256.
    """
    return [*_obstacles(content), *mismatches(content, texts)]


def _obstacles(content: Content) -> Iterator[str]:
    yield from _OF_KIND[content["kind"]](content)


def mismatches(content: Content, texts: Mapping[str, str]) -> list[str]:
    """A sentence for each piece of evidence whose words are not in its snapshot at its place."""
    found = (mismatch(entry, texts.get(entry["snapshot"]["sha256"])) for entry in content.get("evidence", ()))
    return [sentence for sentence in found if sentence]


def mismatch(entry: Content, text: str | None) -> str | None:
    """What is wrong with one piece of evidence, or nothing."""
    where = {"value": entry["value"], "start": entry["start"], "end": entry["end"], "url": entry["snapshot"]["url"]}
    if text is None:
        return _("The evidence of “%(value)s” points to %(url)s, whose text is not there.") % where
    if text[entry["start"] : entry["end"]] != entry["quote"]:
        return (
            _("The quote for “%(value)s” is not what %(url)s has at %(start)d to %(end)d. Find the words again.")
            % where
        )
    if complaint := check_spans(len(text), entry["start"], entry["end"], entry["spans"]):
        return complaint
    if [text[start:end] for start, end in entry["spans"]] != entry["quotes"]:
        return _("The key spans of “%(value)s” are not what %(url)s has there. Mark them again.") % where
    return None


def _cites(content: Content, *values: str) -> bool:
    return any(entry["value"] in values for entry in content["evidence"])


def _record_evidence(content: Content) -> Iterator[str]:
    if not _cites(content, "record"):
        yield _("The record as a whole has no evidence. Cite the words it rests on.")


def _of_document(content: Content) -> Iterator[str]:
    yield from _record_evidence(content)
    if content["date"] is None:
        yield _("No date is preferred. Tick the one that lists are to show.")
    for row in content["dates"]:
        if not row["evidence"]:
            yield _("The date “%(wording)s” has no evidence. Cite the words that give it.") % row
    for row in content["issuers"]:
        if not row["evidence"]:
            yield _("The issuer “%(name)s” has no evidence. Cite the words that name it.") % {
                "name": " / ".join(row["agency"]["name"].values())
            }
    if not any(row["preferred"] for row in content["issuers"]):
        yield _("No issuer is preferred. Tick whom we hold to have issued it.")
    yield from _document_values(content)


def _document_values(content: Content) -> Iterator[str]:
    if content["type"]["code"] not in NEEDS_NO_TYPE_EVIDENCE and not _cites(content, "type"):
        yield _("The type has no evidence. Cite the word, or choose “not stated”.")
    if content["number"] and not _cites(content, "number"):
        yield _("The number %(number)s has no evidence. Cite where it stands.") % content
    for row in content["relations"]:
        # The words at its far end say what it is about, and not that it is so.
        if not _cites(row, "relation"):
            yield _("The relation “%(predicate)s” has no evidence. Cite the words that state it.") % row
    pinned = [entry for row in content["relations"] for entry in row["evidence"] if entry["value"] == "object"]
    if len(pinned) < sum(entry["value"] == "object" for entry in content["evidence"]):
        yield _("A passage of another document is cited for no relation. Choose the relation it belongs to.")


def _of_measure(content: Content) -> Iterator[str]:
    yield from _record_evidence(content)
    for name, words in (("actors", _("actors")), ("targets", _("target groups")), ("levels", _("levels"))):
        if content[name] and name in content["not_stated"]:
            yield _("The %(words)s are both given and marked as not stated. Keep one.") % {"words": words}
        if not content[name] and name not in content["not_stated"]:
            yield _("The %(words)s are empty. Give them, or tick that the source does not state them.") % {
                "words": words
            }
    if not (content["sectors"] or content["product"] or "sectors" in content["not_stated"]):
        yield _("The sector is empty. Give it, or tick that the source does not state it.")


def _of_agency(content: Content) -> Iterator[str]:
    if not _cites(content, "record", "name"):
        yield _("The agency has no evidence. Cite words that name it.")
    for row in content["successors"]:
        if not row["evidence"]:
            yield _("The succession has no evidence. Cite the words that state it.")


def _of_statement(content: Content) -> Iterator[str]:
    """Its text is shown as the words of its source: they must be from there."""
    yield from _record_evidence(content)
    if _cites(content, "record") and not content["text"]:
        yield (
            _("No words are cited from %(slug)s, whose statement it is. Cite them, or choose another source.")
            % (content["source"])
        )


def _of_source(content: Content) -> Iterator[str]:
    if not content["snapshots"]:
        yield _("The source has no snapshot. Add its text first.")


_OF_KIND: dict[str, Callable[[Content], Iterator[str]]] = {
    "document": _of_document,
    "measure": _of_measure,
    "agency": _of_agency,
    "source": _of_source,
    "statement": _of_statement,
    "term": lambda _content: iter(()),
}
