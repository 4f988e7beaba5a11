"""`python -m bench.generate 20000` fills the database of DATABASE_URL with the seed and as many made-up documents.

Each document has four measures; every tenth has a statement. Editions are written as publishing writes them, without
the desk behind them: what is measured is the catalogue.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from bench.made_up import MadeUp
from policies.content.encoding import own_hash
from policies.content.references import term_reference
from policies.domain import log, searching
from policies.models import Approval, Edition, Text

AT_ONCE = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__)
    parser.add_argument("documents", type=int)
    number = parser.parse_args().documents
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    began, written = time.monotonic(), 0
    for portion in write(number):
        written += portion
        print(f"\r{written} editions, {time.monotonic() - began:.0f} s", end="", file=sys.stderr)
    settle()
    print(f"\ngenerate: {written} editions written in {time.monotonic() - began:.0f} s")


def write(documents: int) -> Iterator[int]:
    """Afterwards the catalogue has so many documents more, with all that belongs to them; yields as it goes."""
    made = MadeUp(*_seed(), documents)
    texts = [Text(sha256=sha256, text=text) for sha256, text in made.texts.items()]
    with transaction.atomic():
        Text.objects.bulk_create(texts)
        searching.write_sentences(texts)
    records = made.records()
    while portion := list(islice(records, AT_ONCE)):
        contents = {content["id"]: content for content in portion}
        with transaction.atomic():
            log.write(log.lock_log(), contents, _approvals(contents))
        yield len(portion)


def _approvals(contents: dict[str, Any]) -> dict[str, Approval]:
    """Afterwards each content is approved, as the seed is."""
    made = [
        Approval(kind=content["kind"], record_id=name, content_hash=own_hash(content), basis="seed")
        for name, content in contents.items()
    ]
    return dict(zip(contents, Approval.objects.bulk_create(made), strict=True))


def _seed() -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """One content of each kind, and what others carry of each term, by scheme."""
    found: dict[str, Any] = {}
    terms = defaultdict(list)
    for edition in Edition.objects.current():
        content = json.loads(edition.content)
        found[edition.kind] = content
        if edition.kind == "term":
            terms[content["scheme"]].append(term_reference(content))
    return found, terms


def settle() -> None:
    """Afterwards the database knows how its tables look by now, as it would after a night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    main()
