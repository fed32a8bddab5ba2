"""What people typed, made harmless: shown as it is, never live."""

import re
import unicodedata

MARKUP = re.compile(r"([\\*_~`|>#\[\]()<@:-])")
"""Characters that Discord's Markdown, mentions, channels, timestamps and masked links are made of."""

LINK = re.compile(r"(?i)(https?|www)([:.])")

CUT = 60
"""Characters of something typed that are echoed at most."""

ZERO_WIDTH = "\u200b"


def plain(text: str, limit: int = CUT) -> str:
    """Return text that shows as typed: no markup, no ping, no link, no control or bidirectional character."""
    kept = "".join(
        " " if character.isspace() else character
        for character in text
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or character.isspace()
    )
    kept = " ".join(kept.split())
    short = kept if len(kept) <= limit else cut(kept, limit)
    escaped = MARKUP.sub(r"\\\1", short)
    return LINK.sub(rf"\1{ZERO_WIDTH}\2", escaped.replace("\\@", f"@{ZERO_WIDTH}"))


def cut(text: str, limit: int) -> str:
    """Return at most that many characters, cut at a grapheme, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and (
        unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d"
    ):
        end -= 1
    return text[:end].rstrip() + "…"
