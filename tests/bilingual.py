"""Public records in two languages that name one another: some with words in English alone, some in Chinese alone."""

from typing import Any

from policies.models import (
    ActingAgency,
    AgencyName,
    DocumentDate,
    DocumentName,
    Issuer,
    Relation,
    SourceKeyword,
    StatementDocument,
    Succession,
)
from tests import factories as f

CHINESE = (
    "商务部等19部门8月21日印发关于农村电子商务的意见。\n提出对贫困家庭给予设备补助。\n电子商务是精准扶贫的重要载体。"
)


def public() -> dict[str, list[Any]]:
    """Published records by kind; each kind has one in English alone and one in Chinese alone, terms have both."""
    english, chinese = f.source(section="Policy", publisher="News office", licence="CC BY 4.0"), chinese_source()
    first = f.agency(english, name_en="Ministry of Trade", classification="ministry")
    last = chinese_agency(chinese, first)
    opinions = f.document(english, first, unnamed_issuers=2)
    notice = chinese_document(chinese, last, opinions)
    disagree(opinions, chinese, last)
    measures = [f.measure(english, opinions), chinese_measure(chinese, notice, last)]
    statements = [f.statement(english), chinese_statement(chinese, notice)]
    made = {
        "source": [english, chinese],
        "agency": [first, last],
        "document": [opinions, notice],
        "measure": measures,
        "statement": statements,
    }
    f.publish(*(record for rows in made.values() for record in rows))
    return made


def chinese_source() -> Any:
    made = f.source(
        CHINESE,
        title_en="",
        title_zh="关于农村电子商务的意见",
        publisher="新华社",
        section="政策",
        licence="公有领域",
        language="zh-Hans",
        edtf="2015-08-21",
        wording="8月21日",
    )
    SourceKeyword.objects.create(source=made, term=f.term("keyword", "TRADE", label_en="Trade", label_zh="贸易"))
    f.cite(made, "电子商务", made, "title")
    return made


def chinese_agency(of: Any, before: Any) -> Any:
    made = f.bare_agency(name_en="", name_zh="商务部", classification="部")
    f.cite(made, "商务部", of, "name")
    AgencyName.objects.create(agency=made, language="en", text="MOFCOM", kind="short", used_from="2003")
    AgencyName.objects.create(agency=made, language="zh-Hant", text="商務部", kind="other")
    succession = Succession.objects.create(
        predecessor=before, successor=made, kind="renamed", edtf="2003-03", wording="2003年3月"
    )
    f.cite(before, "商务部", of, "succession", succession=succession)
    return made


def chinese_document(of: Any, by: Any, other: Any) -> Any:
    kind = f.term("document-type", "OPINIONS")
    kind.label_zh = "意见"
    kind.save()
    made = f.bare_document(
        title_en="", title_zh="关于农村电子商务的意见", title_supplied=True, type=kind, number="商建发〔2015〕306号"
    )
    date = DocumentDate.objects.create(
        document=made, kind="signed", edtf="2015-08-21", wording="8月21日", preferred=True, reason="官方文本如此。"
    )
    issuer = Issuer.objects.create(document=made, agency=by, role="lead", reason="Named first.")
    DocumentName.objects.create(document=made, language="en", text="Opinions on e-commerce", kind="translation")
    relation = Relation.objects.create(
        document=made, predicate="implements", object=other, edtf="2015", wording="2015年"
    )
    f.code(made, "theme", "theme", "TRADE")
    f.cite(made, CHINESE.splitlines()[0], of)
    f.cite(made, "8月21日", of, "date", date=date)
    f.cite(made, "商务部等19部门", of, "issuer", issuer=issuer, stance="imprecise", stated="商务部")
    f.cite(made, "意见", of, "type")
    f.cite(made, "农村", of, "number", stated="306号")
    f.cite(made, "意见", of, "relation", relation=relation)
    return made


def disagree(document: Any, of: Any, by: Any) -> None:
    """Afterwards a Chinese source gives the document another date and another issuer."""
    date = DocumentDate.objects.create(document=document, kind="stated", edtf="2015-08-21", wording="8月21日")
    issuer = Issuer.objects.create(document=document, agency=by, role="joint", preferred=False)
    f.cite(document, "8月21日", of, "date", date=date, stance="contradicts")
    f.cite(document, "商务部", of, "issuer", issuer=issuer, stance="contradicts", stated="商务部")


def chinese_measure(of: Any, document: Any, by: Any) -> Any:
    made = f.measure(of=f.source(), document=document, title_en="", title_zh="设备补助", verb="给予", product="设备")
    made.citations.all().delete()
    f.cite(made, "提出对贫困家庭给予设备补助。", of, spans=[[35, 37]])
    made.actors_not_stated = made.targets_not_stated = False
    made.save()
    ActingAgency.objects.create(measure=made, agency=by)
    f.code(made, "beneficiary", "target", "POOR-HH")
    return made


def chinese_statement(of: Any, document: Any) -> Any:
    made = f.statement(of, "电子商务是精准扶贫的重要载体。")
    StatementDocument.objects.create(statement=made, document=document)
    return made
