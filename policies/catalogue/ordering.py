"""By what titles are put in order: readers of Chinese look for them by pinyin."""

from django.utils.translation import get_language


def by_title(language: str = "") -> str:
    """The column of editions in whose order titles stand in this language; where none is given, in that of the page."""
    chosen = language or get_language() or ""
    return "pinyin_key" if chosen.lower().startswith("zh") else "title_key"
