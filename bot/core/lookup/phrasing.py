"""How a question is put: the frames around what is asked for, and the spellings that mean the same word."""

import re
from functools import lru_cache

from bot.core.text import fold

# Longer than any name: what comes after it cannot make a query name something.
_LONGEST = 300

# One frame each, so that a name which itself begins with a frame is met on the way to the barest reading.
_OPENING = re.compile(
    r"(?:(?:what|who|where|when)s?(?: is| are| was| were|re)|whats|whos"
    r"|what does|what do you mean by|what do you know about|meant by"
    r"|define|definition of|meaning of|explain|describe|tell me(?: more)? about|tell us about"
    r"|please|the|an|a) (?=.)"
)
_ASKS_MEANING = re.compile(r"what (?:do|does|did) (?P<subject>.+) (?:mean|stand for|refer to)")
_ASKS_WHEN = re.compile(
    r"(?:when|where|why|how) (?:was|were|is|are|did|does|do) (?P<subject>.+) "
    r"(?:founded|created|established|launched|introduced|signed|adopted|formed|set up|opened|held|begun|started"
    r"|begin|start|take place|happen|work|invented|discovered|made)"
)
_CLOSING = re.compile(r" (?:meaning|definition|please)$")
_ARTICLES = re.compile(r"(?:(?:the|an|a) (?=.))+")

# Collins and Merriam-Webster give these pairs; the left side is what a rule below would not reach.
_ALONE = {
    "manoeuvre": "maneuver", "grey": "gray", "judgement": "judgment", "acknowledgement": "acknowledgment",
    "ageing": "aging", "sceptic": "skeptic", "sceptical": "skeptical", "aluminium": "aluminum",
    "fulfill": "fulfil", "enroll": "enrol", "skillful": "skilful", "practise": "practice",
    "crises": "crisis", "analyses": "analysis", "analyzes": "analysis", "hypotheses": "hypothesis",
    "theses": "thesis", "men": "man", "women": "woman", "indices": "index",
}  # fmt: skip
_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^programme(?=s?$)", "program"),
        (r"(?<=[a-z]{3})our(?!c)", "or"),
        (r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "iz"),
        (r"(?<=[a-z]{2})ys(?=(?:e|ed|es|ing)$)", "yz"),
        (r"^(def|off|lic|pret)ence(?=s?$)", r"\1ense"),
        (r"(?<=[bt])re(?=s?$)", "er"),
        (r"(?<=log)ue(?=s?$)", ""),
        (r"([aeiou][a-z]{1,3}[aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)", r"\1l"),
        (r"(?<=[a-z]{2})ies$", "y"),
        (r"(?<=[a-z]{3}o)es$", ""),
        (r"(?<=[a-z])([sxz]|[cs]h)es?$", r"\1"),
        (r"(?<=[a-z0-9]{2}[^\Ws])s$", ""),
    )
)


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """Return a folded word as British and American writers share it, in the singular.

    What comes out serves comparison alone: it need not be a word. Twice is the same as once.
    """
    while True:
        before = word
        word = _ALONE.get(word, word)
        for pattern, to in _RULES:
            word = pattern.sub(to, word)
        if word == before:
            return word


def without_articles(folded: str) -> str:
    """Return folded text without the articles that it begins with; an article alone stays."""
    return _ARTICLES.sub("", folded, count=1) if _ARTICLES.match(folded) else folded


def signature(folded: str) -> str:
    """Return what two ways of writing one term have in common: no spaces, no plural, one spelling."""
    return "".join(map(root, folded.split(" ")))


def readings(query: str) -> tuple[str, ...]:
    """Return what a query may be asking for, folded: all of it first, then with one frame less each time.

    Frames are questions ("what is", "what does … mean"), requests ("tell me about") and articles. The last
    reading is the barest; a query in which nothing is left to fold reads as (). Only the beginning of a long
    query is read.
    """
    folded = fold(query[:_LONGEST])
    found: list[str] = []
    while folded:
        found.append(folded)
        # Of "a meaning" either word may be the frame.
        if closing := _CLOSING.search(folded):
            found.append(folded[: closing.start()])
        folded = _with_one_frame_less(folded)
    return tuple(found)


def _with_one_frame_less(folded: str) -> str:
    """Return folded text without its outermost frame, or nothing if it has none."""
    if asks := _ASKS_MEANING.fullmatch(folded) or _ASKS_WHEN.fullmatch(folded):
        return asks["subject"]
    if opening := _OPENING.match(folded):
        return folded[opening.end() :]
    if closing := _CLOSING.search(folded):
        return folded[: closing.start()]
    return ""
