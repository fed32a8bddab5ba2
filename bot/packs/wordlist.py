"""The words that the judge takes for words, not for slips of the pen."""

import gzip
from functools import cache
from importlib.resources import files

from bot.core.judge import Words


@cache
def load_words() -> Words:
    """Return the words of the shipped list, read once: 112,000 of them in 0.5 MB.

    The list is made from SCOWL: sizes up to 60, British and American, with names, and size 70 for words of
    nine letters or more; see data/words.LICENSE.
    """
    packed = files("bot.packs").joinpath("data", "words.txt.gz").read_bytes()
    return Words(gzip.decompress(packed).decode().split())
