"""Cleaning and folding: what is taken away from a text before two texts are compared."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MOST_CHARACTERS = 300
MOST_WORDS = 40
# Discord sends at most 4,000 characters; nothing beyond is worth a look.
_MOST_RAW = 4000
_MOST_DECOMPOSED = 1200

# Letters with a stroke or tied together, which Unicode does not decompose.
_LETTERS = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ß": "ss", "ẞ": "SS",
}  # fmt: skip
_DASHES = dict.fromkeys("‐‑‒–—―⁃−﹘﹣－⸺⸻〜", "-")
_QUOTES = dict.fromkeys("‘’‚‛ʼʻʹ′`´＇", "'") | dict.fromkeys("“”„‟«»″＂", '"')
_SIGNS = {"⁄": "/", "∕": "/", "×": "x"}
# Letters by category, invisible on the screen.
_BLANKS = dict.fromkeys("\u115f\u1160\u17b4\u17b5\u3164\uffa0", "")
_TABLE = _LETTERS | _DASHES | _QUOTES | _SIGNS | _BLANKS
_LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")

_SUPERSCRIPT = re.compile(r"(?<=[^\W_])([⁰¹²³⁴-⁹])")
_VULGAR = re.compile(r"(?<=\d)([¼-¾⅐-⅞↉])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_ASCII_FOLDED = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)
).ljust(256)


def _plain_character(char: str) -> str:
    """Return the character as ASCII as Unicode can make it, or nothing if it cannot be seen."""
    if char in _TABLE:
        return _TABLE[char]
    if char in _LINE_BREAKS:
        return "\n"
    category = unicodedata.category(char)
    if category[0] == "M" or category in {"Cf", "Cs"}:
        return ""
    if category[0] in "ZC":
        return " "
    digit = unicodedata.digit(char, None)
    return char if digit is None else str(digit)


def plain(text: str) -> str:
    """Return text without accents and invisible characters, digits as ASCII, dashes and quotes alike.

    Case, spacing and punctuation stay. A vulgar fraction or a power is kept apart from what stands before it.
    """
    if text.isascii():
        return text
    text = _VULGAR.sub(r" \1", _SUPERSCRIPT.sub(r"^\1", text))
    return "".join(map(_plain_character, unicodedata.normalize("NFKD", text)))


def fold(text: str) -> str:
    """Return text with case, accents, punctuation and invisible characters taken away.

    What is left are words parted by single spaces; an apostrophe inside a word leaves no gap, and "&" is
    "and". Folding twice changes nothing.
    """
    if text.isascii():
        if "'" in text:
            text = _APOSTROPHE.sub("", text)
        if "&" in text:
            text = text.replace("&", " and ")
        return " ".join(text.encode().translate(_ASCII_FOLDED).decode().split())
    # Case folding may bring decomposable letters back, so the second pass is what makes folding final.
    folded = plain(plain(text).casefold()).replace("&", " and ")
    return _NOT_A_WORD.sub(" ", _APOSTROPHE.sub("", folded)).strip()


class Flaw(StrEnum):
    """Why a typed answer cannot be judged by what it says."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed answer after cleaning: its text, or the flaw that forbids reading it."""

    text: str
    flaw: Flaw | None = None


# Most of what is typed holds none of these and needs no closer look.
_MARKED = re.compile(r"[*~|`_\\<@:;>#\n/]")
_LISTED = re.compile(r"[ \t]*[-+] ")
_LINK = re.compile(r"https?://|\bwww\.\w|\bdiscord\.gg/", re.IGNORECASE)
# https://discord.com/developers/docs/reference#message-formatting
_DISCORD = re.compile(
    r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|</[^<>:]+:\d+>|<id:\w+>"
    r"|@everyone\b|@here\b|(?<![\w:]):[a-z_]\w+:(?![\w:])",
    re.IGNORECASE,
)
# A face at the end names no option: :D ;-P; nor does D: where nothing else is said. But 1 :A 2 :D are pairs.
_FACE = re.compile(r"(?<!\S)(?<!\d )[:;]['-]?[DPOSop()|/\\*]+\s*$|^\s*D+[:;]\s*$")
_FENCE = re.compile(r"```(?:\w+\n)?")
_LINE_MARKUP = re.compile(r"^[ \t]*(?:>>> |> |#{1,3} |-# |[-*+] )+", re.MULTILINE)
_ESCAPE = re.compile(r"\\([^\w\s])")
# A star or an underscore inside a word or between spaces is no markup: 2*3, snake_case.
_MARKUP = re.compile(r"~~|\|\||`+|(?<![\w*])\*+(?=[^\s*])|(?<=[^\s*])\*+(?![\w*])|(?<![^\W_])_+|_+(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"[ \t]+")


def clean(text: str) -> Typed:
    """Return what a player typed without mentions, emoji, markup and invisible characters; never raises.

    A link, more than 300 characters or more than 40 words are flaws: such an answer is not read any further.
    """
    if len(text) > _MOST_RAW:
        return Typed("", Flaw.TOO_LONG)
    if _MARKED.search(text) or "www." in text.lower() or _LISTED.match(text):
        if _LINK.search(text):
            return Typed("", Flaw.LINK)
        text = _FENCE.sub(" ", _FACE.sub(" ", _DISCORD.sub(" ", text)))
        text = _MARKUP.sub("", _ESCAPE.sub(r"\1", _LINE_MARKUP.sub("", text)))
    # One character may stand for eighteen, so what is too long is seen before each of them is looked at.
    if len(text) > _MOST_DECOMPOSED or (
        not text.isascii() and len(unicodedata.normalize("NFKD", text)) > _MOST_DECOMPOSED
    ):
        return Typed("", Flaw.TOO_LONG)
    text = plain(text).strip()
    if "  " in text or "\t" in text:
        text = _SPACES.sub(" ", text)
    if len(text) > MOST_CHARACTERS or (len(text) > 2 * MOST_WORDS and len(_WORD.findall(text)) > MOST_WORDS):
        return Typed("", Flaw.TOO_LONG)
    if not text or text.isspace():
        return Typed("", Flaw.EMPTY)
    return Typed(text)
