"""What the styles say in words, in the language of the entry. These are terms of the styles, not of our pages."""

from policies.catalogue.bibliography.entry import Entry
from policies.catalogue.bibliography.issued import Issued, Parts

# Not `calendar`: its names follow the locale of the machine.
MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHS += ["July", "August", "September", "October", "November", "December"]
TERMS = {
    "en": {
        "circa": "ca. ",
        "no date": "n.d.",
        "in": "In ",
        "data set": "[Data set]",
        "others": "et al",
        "retrieved": "Retrieved {day}, from ",
        "edition": "record edition {number}",
        "before": "by {day}",
        "after": "from {day}",
    },
    "zh": {
        "circa": "约",
        "no date": "日期不详",
        "in": "载于 ",
        "data set": "[数据集]",
        "others": "等",
        "retrieved": "检索于{day}, ",
        "edition": "记录第{number}版",
        "before": "不晚于{day}",
        "after": "自{day}起",
    },
}


def term(entry: Entry, name: str, **values: object) -> str:
    return TERMS[entry.tongue][name].format(**values)


def edition(entry: Entry) -> str:
    """Which edition of the record is cited; nothing for a list, which has none."""
    return term(entry, "edition", number=entry.edition) if entry.edition else ""


def unnamed(entry: Entry) -> str:
    """The issuers that a source counts without naming them, as one more author; nothing if there are none."""
    if not entry.unnamed:
        return ""
    if entry.tongue == "zh":
        return f"另{entry.unnamed}个部门"
    return f"{entry.unnamed} other department{'' if entry.unnamed == 1 else 's'}"


def day(tongue: str, parts: Parts) -> str:
    """A date in running text: September 7, 2015; 2015年9月7日."""
    if tongue == "zh":
        return "".join(f"{number}{unit}" for number, unit in zip(parts, "年月日", strict=False))
    year, month, day_ = (*parts, None, None)[:3]
    if month is None:
        return str(year)
    return f"{MONTHS[month - 1]} {day_}, {year}" if day_ else f"{MONTHS[month - 1]} {year}"


def open_date(entry: Entry, issued: Issued) -> str:
    """A date of which only the start or the end is known, in words."""
    return term(entry, issued.open_side, day=day(entry.tongue, issued.parts[0]))
