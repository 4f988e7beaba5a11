"""The numbers of Chinese official documents, 国办发〔2015〕78号: code of the agency, year, serial.

The form is that of GB/T 9704-2012, 7.2.5: the year in hexagonal brackets, no 第, no leading zeros. Pages print
them with any brackets, also with two different ones.
"""

import re

from policies.text.normalise import fold

_OPEN, _CLOSE = "〔﹝\\[［(（【〖", "〕﹞\\]］)）】〗"
_IDEOGRAPH = "[\u3400-\u4dbf\u4e00-\u9fff]"
_DIGIT = "[0-9０-９]"
_GAP = r"\s{0,3}"  # bounded, so that a page of white space is read once
_YEAR = rf"[{_OPEN}]{_GAP}(?P<year>[12１２]{_DIGIT}{{3}}){_GAP}[{_CLOSE}]"
_SERIAL = rf"{_GAP}第?{_GAP}[0０]{{0,5}}(?P<serial>{_DIGIT}{{1,6}})"
_MARK = rf"{_GAP}[号號]"

_AFTER_CODE = re.compile(_YEAR + _SERIAL + _MARK)
_CODE = re.compile(rf"{_IDEOGRAPH}{{1,12}}(?={_GAP}$)")
_ALONE = re.compile(rf"(?P<code>{_IDEOGRAPH}{{1,12}}){_YEAR}{_SERIAL}(?P<mark>{_MARK})?")
_ENDS_OF_TITLES = ("》", "”", "）", ")")
_BRACKETED_YEAR = re.compile(_YEAR)
_INSIDE_FOLDED = re.compile(rf"(?:(?<={_IDEOGRAPH}) )?{_AFTER_CODE.pattern}")

# Words of running text that lead up to a number and are no part of an agency's code.
_LEADING_IN = re.compile(
    ".*(?:根据|按照|依据|依照|参照|遵照|贯彻|落实|执行|印发|转发|关于|以及|国务院|办公厅|文件|通知|意见|规定|废止|[与及或见的由]|号和?)"
    "|.+和"  # 和 may also open a code: 和政办发 is of Hotan
)


def normalise_number(value: str) -> str:
    """A document number in its one normal form; text that is no document number comes back folded only.

    A number without its closing 号, as people type it, is brought to the same form without one.
    """
    folded = fold(value)
    found = _ALONE.fullmatch("".join(folded.split()))
    if not found or _without_lead(found["code"]) != found["code"]:
        return folded
    return found["code"] + _normal(found, "号" if found["mark"] else "")


def find_numbers(text: str) -> list[tuple[int, int, str]]:
    """The document numbers in a text: where each starts and ends, and its normal form."""
    numbers = []
    for found in _AFTER_CODE.finditer(text):
        before = text[max(0, found.start() - 15) : found.start()]
        if code := _code_at_the_end_of(before):
            start = found.start() - len(before) + before.rindex(code)
            numbers.append((start, found.end(), code + _normal(found)))
    return numbers


def with_normal_numbers(folded: str) -> str:
    """Folded text with every document number in it, and every bracketed year, in its normal form."""
    years = _BRACKETED_YEAR.sub(lambda found: f"〔{found['year']}〕", folded)
    return _INSIDE_FOLDED.sub(_normal, years)


def _code_at_the_end_of(before: str) -> str:
    found = _CODE.search(before)
    if not found:
        return ""
    # Behind a title or a number in brackets it joins two, and opens no code.
    joins = before[: found.start()].rstrip()[-1:] in _ENDS_OF_TITLES and found.group().startswith("和")
    return _without_lead(found.group().removeprefix("和") if joins else found.group())


def _without_lead(code: str) -> str:
    lead = _LEADING_IN.match(code)
    return _without_lead(code[lead.end() :]) if lead else code


def _normal(found: re.Match[str], mark: str = "号") -> str:
    return f"〔{fold(found['year'])}〕{int(found['serial'])}{mark}"
