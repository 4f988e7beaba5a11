"""The article that is the first source, and the places in it that people checked by hand."""

import json
from pathlib import Path

ARTICLE = Path("fixtures/texts/e-commerce-poverty-alleviation.txt").read_bytes().decode()
PLACES = [json.loads(line) for line in Path("tests/text/places.jsonl").read_text().splitlines()]
