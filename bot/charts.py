"""Charts: values in, a PNG out. Slow for an event loop, so it belongs in a thread.

A chart brings its own dark ground, which reads as well on a light page as on a dark one. Whatever a colour says, a
number beside it says too. It is as wide as a telephone shows at half its size, so that letters stay legible there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont
from PIL.ImageFont import ImageFont as BitmapFont

from bot.core.text import plain

WIDTH = 640
EDGE = 24
ROW = 62
BAR = 18
FONT = 25
SMALL = 21
COLUMNS = 150
"""Height of the columns of points by day."""

TOP = 34
"""Pixels above the columns, for the number on the highest."""

GROUND = (30, 33, 41)
INK = (240, 241, 245)
FAINT = (174, 180, 192)
TRACK = (58, 63, 76)
FIRST = (242, 178, 74)
OTHER = (104, 151, 240)
RIGHT = (77, 190, 140)

GAP = 16
"""Pixels between a name and the number at the right."""

MOST = 10
"""Rows that a chart has at most; who wants more reads the text."""

Font = FreeTypeFont | BitmapFont


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a board."""

    rank: int
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the rounds of a topic were answered right."""

    name: str
    right: int
    asked: int


def board(bars: Sequence[Bar], unit: str = "") -> bytes:
    """Draw the lines of a board as bars, the first ten; a value below zero has no bar."""
    bars = bars[:MOST]
    picture, draw = _sheet(2 * EDGE + ROW * len(bars))
    longest = max((bar.value for bar in bars), default=0)
    for place, bar in enumerate(bars):
        colour = FIRST if bar.rank == 1 else OTHER
        _row(
            draw,
            EDGE + ROW * place,
            (f"{bar.rank}.  {_drawable(bar.name)}", f"{bar.value}{unit}"),
            _part(bar.value, longest),
            colour,
        )
    return _png(picture)


def progress(points: Sequence[int], ends: tuple[str, str], shares: Sequence[Share]) -> bytes:
    """Draw points day by day, the last on the right, over the share of right answers in each topic.

    `ends` are the words under the first day and the last. The topics asked most come first.
    """
    topics = sorted(shares, key=lambda share: (-share.asked, share.name))[:MOST]
    below = EDGE + TOP + COLUMNS + ROW
    picture, draw = _sheet(below + ROW * len(topics) + (EDGE if topics else 0))
    _columns(draw, points, ends)
    for place, share in enumerate(topics):
        texts = (_drawable(share.name) or f"{place + 1}.", f"{share.right} / {share.asked}")
        _row(draw, below + ROW * place, texts, _part(share.right, share.asked), RIGHT)
    return _png(picture)


def _sheet(height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (WIDTH, height), GROUND)
    return picture, ImageDraw.Draw(picture)


def _part(value: int, whole: int) -> float:
    return max(0.0, value / whole) if whole > 0 else 0.0


def _row(
    draw: ImageDraw.ImageDraw, top: int, texts: tuple[str, str], part: float, colour: tuple[int, int, int]
) -> None:
    """Draw a name and a number over a bar on its track."""
    name, number = texts
    left, right = EDGE, WIDTH - EDGE
    base = top + ROW // 2
    space = right - left - GAP - round(_font(FONT).getlength(number))
    draw.text((left, base - 4), _fitted(name, space), INK, _font(FONT), anchor="ls")
    draw.text((right, base - 4), number, INK, _font(FONT), anchor="rs")
    ends = (base + 3, base + 3 + BAR)
    draw.rounded_rectangle((left, ends[0], right, ends[1]), 6, TRACK)
    if part > 0:
        # A bar shorter than its round ends cannot be drawn.
        end = left + max(12, round((right - left) * min(1.0, part)))
        draw.rounded_rectangle((left, ends[0], end, ends[1]), 6, colour)


def _columns(draw: ImageDraw.ImageDraw, points: Sequence[int], ends: tuple[str, str]) -> None:
    highest = max(points, default=0)
    bottom = EDGE + TOP + COLUMNS
    width = (WIDTH - 2 * EDGE) / max(1, len(points))
    for place, value in enumerate(points):
        left = EDGE + place * width
        height = round(COLUMNS * _part(value, highest))
        draw.rectangle(
            (left + 2, bottom - max(3, height), left + width - 3, bottom), OTHER if height else TRACK
        )
    if highest:
        best = len(points) - 1 - points[::-1].index(highest)
        centre = min(max(EDGE + (best + 0.5) * width, EDGE + 24), WIDTH - EDGE - 24)
        draw.text((centre, EDGE + TOP - 8), str(highest), INK, _font(SMALL), anchor="ms")
    for text, at, anchor in ((ends[0], EDGE + 3, "la"), (ends[1], WIDTH - EDGE - 4, "ra")):
        draw.text((at, bottom + 8), _drawable(text), FAINT, _font(SMALL), anchor=anchor)


def _drawable(text: str) -> str:
    """Return a name as the font can draw it, without accents, or nothing: the rank stands for the name then."""
    bare = " ".join(plain(text).split())
    return bare if bare.isascii() and bare.isprintable() else ""


def _fitted(text: str, width: int) -> str:
    font = _font(FONT)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}...") > width:
        text = text[:-1]
    return f"{text.rstrip()}..."


@lru_cache(maxsize=4)
def _font(size: int) -> Font:
    # The font that Pillow brings along: the same on every machine.
    return ImageFont.load_default(size)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()
