"""The picture of a record: whole, alike every time, and never a box in place of a character."""

import io

import pytest
from PIL import Image

from policies.catalogue import cards
from policies.catalogue.cards import OWN, Card, broken, draw, drawable, font, font_for, has, pieces, shortened, stamp

CARD = Card("Document", "Opinions on village shops", ("Ministry of Trade", "August 2015"), "A reference")
CHINESE = Card("文件", "关于村店的意见", ("贸易部",), "参考")


@pytest.fixture(autouse=True)
def own_font_alone(monkeypatch):
    """Only the font that Pillow brings: it is everywhere, and has no Chinese."""

    def forget():
        for kept in (cards.fonts, cards.font_for, cards.draw):
            kept.cache_clear()

    forget()
    monkeypatch.setattr(cards, "SYSTEM_FONTS", ())
    yield
    monkeypatch.undo()
    forget()


def test_a_card_is_a_picture_of_the_size_that_other_sites_show():
    picture = Image.open(io.BytesIO(draw(CARD)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(draw(CARD)) < 40_000


def test_the_same_card_is_the_same_bytes_and_another_is_not():
    once = draw(CARD)
    cards.draw.cache_clear()
    assert draw(CARD) == once
    assert draw(Card("Document", "Opinions on village shop", CARD.lines, CARD.foot)) != once


def test_the_stamp_is_of_every_word_and_of_the_fonts(monkeypatch):
    stamps = {
        stamp(card)
        for card in (
            CARD,
            Card("Documents", CARD.title, CARD.lines, CARD.foot),
            Card("Document", CARD.title, (), CARD.foot),
        )
    }
    monkeypatch.setattr(cards, "font_for", lambda _words: "another.ttf")
    assert len(stamps | {stamp(CARD)}) == 4


@pytest.mark.parametrize(("name", "value"), [("DRAWN", cards.DRAWN + 1), ("PIL.__version__", "0")])
def test_the_stamp_is_of_how_it_is_drawn(monkeypatch, name, value):
    once = stamp(CARD)
    monkeypatch.setattr(f"policies.catalogue.cards.{name}", value)
    assert stamp(CARD) != once


def test_pillows_own_font_has_english_and_no_chinese():
    assert [has(OWN, sign) for sign in "aZ9“…–村 "] == [True, True, True, True, True, False, False, True]
    assert (font_for("Opinions"), font_for("意见"), font_for("Opinions 意见")) == (OWN, None, None)


def test_what_cannot_be_drawn_gives_way_to_english():
    assert drawable([CHINESE, CARD], "/documents/x/") == CARD


def test_dashes_that_no_font_has_become_plain_ones():
    dashed = Card("Document", "2016–2020", ("a — b",), "A reference")
    assert drawable([dashed], "/documents/x/") == Card("Document", "2016-2020", ("a - b",), "A reference")


def test_what_is_chinese_in_english_too_is_left_out_and_the_title_is_the_address():
    mixed = Card("Document", "关于村店的意见", ("贸易部", "August 2015"), "A reference")
    assert drawable([CHINESE, mixed], "/documents/x/") == Card(
        "Document", "/documents/x/", ("August 2015",), "A reference"
    )


def test_a_font_that_has_the_characters_is_taken(monkeypatch, settings):
    settings.CARD_FONT = "/fonts/all.ttf"
    monkeypatch.setattr(cards, "has", lambda name, sign: name == "/fonts/all.ttf" or sign.isascii() or sign == "…")
    assert drawable([CHINESE, CARD], "/documents/x/") == CHINESE
    assert font_for("意见") == font_for("Opinions") == "/fonts/all.ttf"


def test_nothing_is_drawn_beyond_the_margin_however_long_the_title():
    long = Card("Statement", "Village shops matter to the countryside. " * 30, ("x" * 200,), "y")
    picture = Image.open(io.BytesIO(draw(long))).convert("RGB")
    margin = picture.crop((cards.RIGHT + 2, 0, cards.WIDTH, cards.HEIGHT))
    assert len(margin.getcolors()) == 1


def test_lines_break_at_spaces_and_hold_every_word():
    face = font("Village", 40)
    lines = broken("Village shops matter to the countryside", face, 300)
    assert " ".join(lines) == "Village shops matter to the countryside"
    assert len(lines) > 1
    assert max(face.getlength(line) for line in lines) <= 300


def test_chinese_breaks_between_characters_but_not_before_what_closes_nor_after_what_opens():
    assert list(pieces("关于“互联网＋”的意见（试行）, 2015 no")) == [
        *"关于",
        "“互",
        *"联网",
        "＋”",
        *"的意见",
        "（试",
        "行）, ",
        "2015 ",
        "no",
    ]


def test_what_is_too_wide_is_cut_and_says_so():
    face = font("Village", 40)
    cut = shortened("Village shops matter to the countryside", face, 300)
    assert cut.endswith("…")
    assert face.getlength(cut) <= 300
    assert shortened("Village", face, 300) == "Village"
