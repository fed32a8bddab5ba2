"""Names that mean one and the same: acronyms, short and official forms of countries, organisations and wars."""

from types import MappingProxyType

from bot.core.judge.spelling import stem
from bot.core.judge.tables import COUNTRIES, DIRECTIONS, QUALIFIERS, word_set

# Each line: the short form that the others are read as, and the others.
_SAME = (
    "usa: united states of america, united states, us of a, us",
    "uk: united kingdom, united kingdom of great britain and northern ireland",
    "uae: united arab emirates",
    "ussr: soviet union, union of soviet socialist republics",
    "eu: european union",
    "un: united nations, united nations organization, uno",
    "nato: north atlantic treaty organization, otan",
    "czechia: czech republic",
    "france: french republic",
    "russia: russian federation",
    "germany: federal republic of germany, brd",
    "italy: italian republic",
    "slovakia: slovak republic",
    "turkey: turkish republic",
    "switzerland: swiss confederation",
    "kyrgyzstan: kyrgyz republic",
    "drc: democratic republic of the congo, democratic republic of congo, dr congo",
    "ivory coast: cote divoire",
    "north korea: n korea, dprk",
    "south korea: s korea",
    "northern ireland: n ireland",
    "pfp: partnership for peace",
    "eapc: euro atlantic partnership council",
    "nacc: north atlantic cooperation council",
    "isaf: international security assistance force",
    "ici: istanbul cooperation initiative",
    "osce: organization for security and cooperation in europe",
    "csce: conference on security and cooperation in europe",
    "unsc: united nations security council, un security council",
    "wmd: weapons of mass destruction",
    "ngo: non governmental organization, nongovernmental organization",
    "dna: deoxyribonucleic acid",
    "rna: ribonucleic acid",
    "world war: ww",
    "world war #1: ww1, wwi, #1 world war, great war",
    "world war #2: ww2, wwii, #2 world war",
)
# These mean the same only when nothing stands beside them: Latin America is not the USA.
_SAME_ALONE = ("usa: america", "uk: britain, great britain", "uae: emirates")


SHOUTED = MappingProxyType({"WHO": "World Health Organization"})
"""Names that in lower case are small words: in capitals they are read in full."""


def _read(lines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {short: tuple(others.split(", ")) for short, _, others in (line.partition(": ") for line in lines)}


def _stems(name: str) -> str:
    return " ".join(map(stem, name.split()))


OTHER_NAMES = _read(_SAME)
"""Short form -> the other names of the same thing."""

NAMES_ALONE = _read(_SAME_ALONE)
"""Short form -> names that mean it when they are the whole answer."""

SHORT_FORMS = frozenset(OTHER_NAMES)
_SHORT = {_stems(name): short for short, names in OTHER_NAMES.items() for name in names}
_LENGTHS = tuple(sorted({name.count(" ") + 1 for name in _SHORT}, reverse=True))
NAME_WORDS = frozenset(
    word
    for short, others in (*OTHER_NAMES.items(), *NAMES_ALONE.items())
    for name in (short, *others)
    for each in name.split()
    for word in (each, stem(each))
)
"""Every word of a name that may be read as another name."""

_STARTS = frozenset(name.split()[0] for name in _SHORT)

_STATES = word_set("republic kingdom state principality commonwealth sultanate duchy emirate")
_STATE_KINDS = word_set("federal islamic hellenic hashemite arab grand")
STATE_WORDS = _STATES | _STATE_KINDS
"""Words that may fall away before the name of a country."""

# The Republic of China is not China.
_STATES_KEPT = word_set("china korea congo vietnam ireland")


def shorten(words: list[str], keep: frozenset[str]) -> list[str]:
    """Return the words with each known name in its short form, unless that is to be kept apart."""
    stems = list(map(stem, words))
    if _STARTS.isdisjoint(stems):
        return words
    out: list[str] = []
    place = 0
    while place < len(words):
        size, short = _name_at(stems, place) if stems[place] in _STARTS else (0, "")
        if size and short not in keep:
            out.extend(short.split())
            place += size
        else:
            out.append(words[place])
            place += 1
    return out


def _name_at(stems: list[str], place: int) -> tuple[int, str]:
    """Return how many words make a known name here, and its short form."""
    for length in _LENGTHS:
        short = _SHORT.get(" ".join(stems[place : place + length]))
        if short and place + length <= len(stems):
            return length, short
    return 0, ""


def names_in(words: list[str]) -> frozenset[str]:
    """Return the short forms of the names that the words hold in any form."""
    stems = list(map(stem, words))
    found = {_name_at(stems, place)[1] for place in range(len(stems))} | (SHORT_FORMS & set(stems))
    return frozenset(found - {""})


def words_of_names(words: list[str]) -> frozenset[str]:
    """Return the stems of the words of each name that the words hold, in all its forms: NACC, Atlantic, Council.

    What may be a country or a direction by itself is left out.
    """
    names = (name for short in names_in(words) for name in (short, *OTHER_NAMES[short]))
    return (
        frozenset(stem(word) for name in names for word in name.split()) - COUNTRIES - DIRECTIONS - QUALIFIERS
    )


def drop_states(words: list[str]) -> list[str]:
    """Return the words without "Republic of" before the name of a country."""
    for place in range(len(words) - 2):
        if words[place] not in _STATES or words[place + 1] != "of":
            continue
        name = place + 3 if words[place + 2] == "the" and place + 3 < len(words) else place + 2
        if words[name] in COUNTRIES - _STATES_KEPT:
            start = place - 1 if place and words[place - 1] in _STATE_KINDS else place
            return words[:start] + words[name:]
    return words
