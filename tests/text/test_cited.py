import pytest

from policies.text.cited import Shelf, find_cited, is_title

GUIDING = "国务院办公厅关于促进农村电子商务加快发展的指导意见"


def found(text):
    return [(row.title, row.number, text[row.start : row.end]) for row in find_cited(text)]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"按照《{GUIDING}》精神", [(GUIDING, "", f"《{GUIDING}》")]),
        ("根据国办发[2015]78号文件", [("", "国办发〔2015〕78号", "国办发[2015]78号")]),
        (
            f"《{GUIDING}》（国办发﹝2015〕78号）",
            [(GUIDING, "国办发〔2015〕78号", f"《{GUIDING}》（国办发﹝2015〕78号）")],
        ),
        (
            f"《{GUIDING}》(2015年，国办发〔2015〕78号)",
            [(GUIDING, "国办发〔2015〕78号", f"《{GUIDING}》(2015年，国办发〔2015〕78号)")],
        ),
        (
            "《农业部办公厅关于印发〈试点方案〉的通知》和国发〔2016〕64号",
            [
                ("农业部办公厅关于印发〈试点方案〉的通知", "", "《农业部办公厅关于印发〈试点方案〉的通知》"),
                ("", "国发〔2016〕64号", "国发〔2016〕64号"),
            ],
        ),
        (
            "《国务院关于“互联网+”行动的意见》",
            [("国务院关于“互联网+”行动的意见", "", "《国务院关于“互联网+”行动的意见》")],
        ),
        ("“要落实《关于农村的意见》”", [("关于农村的意见", "", "《关于农村的意见》")]),
        ("“关于促进电商扶贫的指导意见”", [("关于促进电商扶贫的指导意见", "", "“关于促进电商扶贫的指导意见”")]),
        (
            "《国务院关于修改〈国发〔2001〕1号〉的决定》",
            [("国务院关于修改〈国发〔2001〕1号〉的决定", "", "《国务院关于修改〈国发〔2001〕1号〉的决定》")],
        ),
        (
            'issued “Guiding Opinions on\nRural E-commerce” and "Outline for Poverty Reduction (2011-2020)".',
            [("Outline for Poverty Reduction (2011-2020)", "", '"Outline for Poverty Reduction (2011-2020)"')],
        ),
        ("《人民日报》、《意见》和“互联网+”", []),
        ("", []),
        ('《《《“““"""（（（', []),
    ],
)
def test_documents_are_found_by_title_and_number_with_their_place(text, cited):
    assert found(text) == cited


@pytest.mark.parametrize(
    "words",
    [
        GUIDING,
        "電子商務法",
        "中国农村扶贫开发纲要（2011-2020年）",
        "2019年政府工作报告",
        "Guiding Opinions on Promoting Rural E-commerce",
        "Notice of the State Council on Rural Shops",
        "National Rural Revitalization Plan",
    ],
)
def test_a_title_ends_or_begins_as_titles_of_documents_do(words):
    assert is_title(words)


@pytest.mark.parametrize(
    "words",
    [
        "人民日报",
        "意见",
        "实施意见",
        "若干规定",
        "该通知",
        "互联网+",
        "Internet Plan",
        "the national development plan",
        "This is the Plan",
        "Ten Major Projects",
        "We have a Plan",
    ],
)
def test_a_paper_a_short_name_and_a_sentence_are_no_titles(words):
    assert not is_title(words)


@pytest.mark.parametrize(
    ("title", "number", "item"),
    [
        (GUIDING, "", "guiding"),
        ("关于促进农村电子商务加快发展的指导意见", "", "guiding"),
        ("關於促進農村電子商務加快發展的指導意見", "", "guiding"),
        ("", "国办发[2015]78", "guiding"),
        ("商务部关于促进农村电子商务加快发展的指导意见", "", None),
        (GUIDING, "国办发〔2016〕1号", None),
        ("商务部等19部门关于加快农村商业的意见", "", "opinions"),
        ("Opinions on Rural Trade", "商建发〔2015〕306号", "opinions"),
        ("Opinions", "", None),
        ("", "", None),
    ],
)
def test_a_document_is_known_by_number_or_by_title_with_its_issuer_or_without(title, number, item):
    shelf: Shelf[str] = Shelf()
    shelf.put("guiding", [GUIDING, ""], "国办发〔2015〕78号")
    shelf.put("opinions", ["关于加快农村商业的意见", "Opinions on rural trade"], "")
    assert shelf.find(title, number) == item


def test_of_two_documents_with_one_title_a_number_tells():
    shelf: Shelf[int] = Shelf()
    for item, number in ((1, "国发〔2015〕1号"), (2, "国发〔2016〕1号")):
        shelf.put(item, ["关于工作要点的通知"], number)
    assert [shelf.find("关于工作要点的通知", number) for number in ("国发〔2016〕1号", "国发〔2017〕1号", "")] == [
        2,
        None,
        1,
    ]
