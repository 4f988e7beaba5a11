"""The documents that a text cites: by titles in 《》 or quotation marks, and by numbers. Found, never guessed at.

A title is one if it ends, or in English begins or ends, as titles of official documents do. 《人民日报》 is none, and
《意见》 alone is a short name of the document itself.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from policies.text.likeness import comparable
from policies.text.numbers import find_numbers, normalise_number
from policies.text.variants import simplified

Item = TypeVar("Item")
MOST_IN_A_TITLE = 200
# Of an English one; fewer are a name such as Internet Plan.
FEWEST_WORDS = 3
_VERBS = {"is", "are", "was", "were", "has", "have", "will", "we"}
_KINDS = (
    "通知|意见|办法|规定|条例|决定|规划|方案|纲要|计划|公告|公报|批复|复函|要点|法|通报|通告|决议|命令|措施|指南|章程|准则|规则"
    "|细则|解释|制度|目录|清单|标准|规范|白皮书|指引|倡议|宣言|协定|工作报告"
)
_OF_ANY = "指导|实施|若干|行动|工作|管理|暂行|试行|具体|有关|相关|本|该|此|上述"
_CHINESE_KIND = re.compile(rf"(?:{_KINDS})$")
_SHORT_NAME = re.compile(rf"(?:{_OF_ANY})*(?:{_KINDS})")
_ENGLISH_KIND = (
    "Opinions?|Notice|Circular|Plan|Outline|Decision|Measures|Regulations?|Law|Guidelines?|Guidance|Program(?:me)?"
    "|Provisions|Rules|Announcement|Communique|Directive|Resolution|Catalogue|Standards?"
)
_ENGLISH_TITLE = re.compile(
    rf"(?:[A-Z]\w*\s+){{0,2}}(?:{_ENGLISH_KIND})\s+(?:of|on|for|to|concerning|regarding)\b.*|.*\S\s+(?:{_ENGLISH_KIND})"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_BRACKETED_END = re.compile(r"\s*[（(〔\[][^（）()〔〕\[\]]{0,40}[）)〕\]]$")
_QUOTED = re.compile(
    rf"《(?P<title>(?:[^《》]|《[^《》]{{1,{MOST_IN_A_TITLE}}}》){{1,{MOST_IN_A_TITLE}}})》"
    rf"|“(?P<words>[^“”\n]{{1,{MOST_IN_A_TITLE}}})”"
    rf'|"(?P<plain>[^"\n]{{1,{MOST_IN_A_TITLE}}})"'
)
# Between a title and its number: an opening bracket, and maybe a date or the name of who issued it.
_BEFORE_NUMBER = re.compile(r"\s{0,3}[（(]\s{0,3}(?:[^（）()\n]{0,20}[，,、\s])?\s{0,3}")
_FROM_ON = re.compile("关于.+")


@dataclass(frozen=True)
class Cited:
    """A document as a text cites it, at `[start, end)`: by its title, its number in normal form, or both."""

    start: int
    end: int
    title: str = ""
    number: str = ""


class Shelf(Generic[Item]):
    """Things by the titles and the number they are known by: what a text cites is looked for among them.

    A number tells two documents apart whatever they are called. A title is the same with whoever issued it before it
    and without, but not with two who did.
    """

    def __init__(self) -> None:
        self._having: dict[str, list[tuple[Item, str]]] = defaultdict(list)

    def put(self, item: Item, titles: Iterable[str], number: str) -> None:
        known = _number(number)
        named = list(filter(None, titles))
        names = {f"title {comparable(title)}" for title in named}
        names |= {f"bare {_without_issuer(title)}" for title in named}
        names |= {f"number {known}"} if known else set()
        for name in names:
            if (item, known) not in self._having[name]:
                self._having[name].append((item, known))

    def find(self, title: str, number: str) -> Item | None:
        """The first that is known by this number; else by this title, unless it has another number."""
        wanted = _number(number)
        names = [f"number {wanted}"] if wanted else []
        if title:
            names += [f"title {comparable(title)}", f"title {_without_issuer(title)}", f"bare {comparable(title)}"]
        found = (row for name in names for row in self._having.get(name, ()))
        return next((item for item, known in found if not (wanted and known) or wanted == known), None)


def _number(number: str) -> str:
    """Typed with or without its closing 号."""
    return normalise_number(simplified(number)).removesuffix("号") if number else ""


def _without_issuer(title: str) -> str:
    found = _FROM_ON.search(simplified(title))
    return comparable(found.group() if found else title)


def find_cited(text: str) -> list[Cited]:
    """The documents that the text cites, in its order; a title with its number behind it in brackets is one."""
    numbers = deque(find_numbers(text))
    found: list[Cited] = []
    for row in _titles(text):
        found += _alone(numbers, before=row.start)
        found.append(_with_number(text, row, numbers))
    return [*found, *_alone(numbers, before=len(text))]


def _titles(text: str) -> Iterator[Cited]:
    """The outermost first: quotation marks inside 《》 are a part of the title. What is none is looked into."""
    place = 0
    while match := _QUOTED.search(text, place):
        words = match["title"] or match["words"] or match["plain"]
        place = match.end() if (found := is_title(words)) else match.start() + 1
        if found:
            yield Cited(*match.span(), title=" ".join(words.split()))


def _alone(numbers: deque[tuple[int, int, str]], before: int) -> Iterator[Cited]:
    while numbers and numbers[0][0] < before:
        start, end, number = numbers.popleft()
        yield Cited(start, end, number=number)


def _with_number(text: str, row: Cited, numbers: deque[tuple[int, int, str]]) -> Cited:
    """With the number in or right behind it, which then is no citation of its own."""
    lead = _BEFORE_NUMBER.match(text, row.end)
    last = lead.end() if lead else row.end - 1
    end, number = row.end, ""
    while numbers and numbers[0][0] <= last:
        start, after, found = numbers.popleft()
        if start >= row.end:
            end, number = after + (text[after : after + 1] in ("）", ")")), found
    return Cited(row.start, end, row.title, number)


def is_title(words: str) -> bool:
    """Whether words in quotation marks are the title of an official document."""
    bare = _BRACKETED_END.sub("", " ".join(words.split()))
    if not _CHINESE.search(bare):
        single = bare.split()
        is_sentence = bool(_VERBS & set(single)) or len(single) < FEWEST_WORDS or not bare[0].isupper()
        return not is_sentence and bool(_ENGLISH_TITLE.fullmatch(bare))
    plain = simplified(bare)
    return bool(_CHINESE_KIND.search(plain)) and not _SHORT_NAME.fullmatch(plain)
