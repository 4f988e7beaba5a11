"""The picture of a record that is shown where its page is shared: 1200 by 630, drawn from words alone.

The same card is the same bytes. Words for which no font at hand has the characters are not drawn: see `drawable`.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache

import PIL
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

# One more whenever the same words are drawn otherwise: whoever kept a picture then learns that there is another.
DRAWN = 1
WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT, TOP = 110, 1120, 78
PAPER, INK, SOFT, ACCENT, GOLD, RULE = "#fdfcf9", "#1d1b18", "#57524a", "#8f1d16", "#f0c97a", "#d9d3c6"
# The largest that fits is taken.
TITLE_SIZES = (68, 60, 52, 46, 40)
TITLE_ROOM, MOST_LINES = 270, 5
ELLIPSIS = "…"
# What systems have, the finest first; Pillow brings one of its own, without Chinese.
SYSTEM_FONTS = (
    "NotoSerif-Regular.ttf",
    "DejaVuSerif.ttf",
    "LiberationSerif-Regular.ttf",
    "Georgia.ttf",
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJKsc-Regular.otf",
    "SourceHanSerifSC-Regular.otf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "Songti.ttc",
    "simsun.ttc",
)
OWN = "Pillow"
# What Pillow's own font lacks of English.
PLAINER = str.maketrans({"–": "-", "—": "-"})
# Of a collection for all of East Asia, the face for simplified Chinese.
FACE = {"NotoSerifCJK-Regular.ttc": 2, "NotoSansCJK-Regular.ttc": 2}
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Card:
    """What kind of record, what it is called, what else is known of it in a line or two, and whose record it is."""

    kicker: str
    title: str
    lines: tuple[str, ...]
    foot: str


def drawable(cards: list[Card], otherwise: str) -> Card:
    """The first of the cards that can be drawn in full; else the last without what cannot, `otherwise` as its title."""
    for card in (*cards, *map(plainer, cards)):
        if all(font_for(words) for words in words_of(card)):
            return card
    last = plainer(cards[-1])
    lines = tuple(line for line in last.lines if font_for(line))
    kicker, foot = (words if font_for(words) else "" for words in (last.kicker, last.foot))
    return Card(kicker, last.title if font_for(last.title) else otherwise, lines, foot)


def plainer(card: Card) -> Card:
    """The card with signs that every font has in place of finer ones."""
    kicker, title, *lines, foot = (words.translate(PLAINER) for words in words_of(card))
    return Card(kicker, title, tuple(lines), foot)


def words_of(card: Card) -> tuple[str, ...]:
    return (card.kicker, card.title, *card.lines, card.foot)


def stamp(card: Card) -> str:
    """Another one for another picture: of its words, the fonts they are drawn in, and what draws them how."""
    names = [font_for(words) for words in words_of(card)]
    whole = (astuple(card), names, DRAWN, PIL.__version__)
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def draw(card: Card) -> bytes:
    """The card as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 28, HEIGHT), fill=ACCENT)
    pen.rectangle((28, 0, 34, HEIGHT), fill=GOLD)
    _write(pen, card.kicker, TOP, ACCENT, font(card.kicker, 30))
    y = _title(pen, card.title) + 26
    for line in card.lines:
        y = _line(pen, line, y)
    pen.line((LEFT, 548, RIGHT, 548), RULE, 2)
    _write(pen, card.foot, 568, SOFT, font(card.foot, 26))
    file = io.BytesIO()
    # Few colours are enough for ink on paper, and make a third of the bytes.
    picture.quantize(64, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _title(pen: ImageDraw.ImageDraw, words: str) -> int:
    """Afterwards the title stands there in the largest size that fits; where it ends."""
    for size in TITLE_SIZES:
        face = font(words, size)
        lines = broken(words, face, RIGHT - LEFT)
        step = round(size * 1.24)
        if len(lines) * step <= TITLE_ROOM and len(lines) <= MOST_LINES:
            break
    kept = lines[: TITLE_ROOM // step]
    if len(kept) < len(lines):
        kept[-1] = shortened(f"{kept[-1]}{ELLIPSIS}", face, RIGHT - LEFT)
    y = TOP + 58
    for line in kept:
        _write(pen, line, y, INK, face)
        y += step
    return y


def _line(pen: ImageDraw.ImageDraw, words: str, y: int) -> int:
    face = font(words, 30)
    _write(pen, shortened(words, face, RIGHT - LEFT), y, SOFT, face)
    return y + 42


def _write(pen: ImageDraw.ImageDraw, words: str, top: int, ink: str, face: Font) -> None:
    """The words on a line that is the same for every font, so that Chinese and English stand alike."""
    pen.text((LEFT, top + round(face.size * 0.86)), words, ink, face, anchor="ls")


def broken(words: str, face: Font, width: float) -> list[str]:
    """The words in lines no wider than that, broken at spaces and between Chinese characters."""
    lines = [""]
    for piece in pieces(words):
        whole = lines[-1] + piece
        if face.getlength(whole.rstrip()) <= width or not lines[-1]:
            lines[-1] = whole
        else:
            lines.append(piece.lstrip())
    return [line.strip() for line in lines]


# What must not begin a line, and what must not end one.
CLOSING, OPENING = "，。、；：！？）》」』”’〕,.;:!?)]", "（《「『“‘〔(["


def pieces(words: str) -> Iterator[str]:
    """What stays together on a line: a word, or a Chinese character, each with what closes it."""
    piece = ""
    for sign in words:
        if piece and _may_break(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    yield piece


def _may_break(before: str, after: str) -> bool:
    if after in CLOSING or after.isspace():
        return False
    return before.isspace() or (max(before, after) >= "\u2e80" and before not in OPENING)


def shortened(words: str, face: Font, width: float) -> str:
    """The words, cut where they would be wider than that, which the last sign then says."""
    if face.getlength(words) <= width:
        return words
    cut = words.rstrip(ELLIPSIS)
    while cut and face.getlength(cut + ELLIPSIS) > width:
        cut = cut[:-1]
    return cut.rstrip() + ELLIPSIS


def font(words: str, size: int) -> Font:
    return _opened(font_for(words) or OWN, size)


@lru_cache(maxsize=1024)
def font_for(words: str) -> str | None:
    """The first font that has every character of these words; nothing if none has."""
    return next((name for name in fonts() if all(has(name, sign) for sign in {*words, ELLIPSIS})), None)


@lru_cache(maxsize=1)
def fonts() -> tuple[str, ...]:
    """The fonts at hand by name: that of the settings first, Pillow's own last."""
    chosen = [settings.CARD_FONT] if settings.CARD_FONT else []
    return (*chosen, *(name for name in SYSTEM_FONTS if _is_there(name)), OWN)


def _is_there(name: str) -> bool:
    try:
        return bool(_opened(name, 40))
    except OSError:
        return False


@lru_cache(maxsize=64)
def _opened(name: str, size: int) -> Font:
    # The basic layout is the same wherever Pillow runs.
    basic = ImageFont.Layout.BASIC
    if name != OWN:
        return ImageFont.truetype(name, size, index=FACE.get(name, 0), layout_engine=basic)
    own = ImageFont.load_default(size)
    if not isinstance(own, Font):
        raise OSError("Pillow is built without FreeType.")
    return own


@lru_cache(maxsize=8192)
def has(name: str, sign: str) -> bool:
    """Whether the font has this character: what it draws for it is not what it draws for one that no font has."""
    face = _opened(name, 40)
    return sign.isspace() or bytes(face.getmask(sign)) != bytes(face.getmask("\U0010ffff"))
