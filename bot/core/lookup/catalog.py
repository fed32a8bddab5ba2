"""All facts of all packs, searchable: exactly, by spelling, by what they say, by when and by kinship."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.core.lookup.phrasing import readings, root, signature, without_articles
from bot.core.lookup.spellings import Spellings
from bot.core.pack import ASPECTS, Dossier, Fact, Pack, Paragraph, Topic
from bot.core.text import fold

MOST_NEAR = 3
# Longer than any name; what is longer cannot be a misspelt name either.
_LONGEST_MISSPELT = 80
_LEAST_MISTYPED = 3
# What is guessed from less would be noise: other bots hear short words too.
_LEAST_GUESSED = 5
_MOST_GUESSED = 4
# From so many words on a query is a phrase of ours, and no other bot's command.
_PHRASE = 3
_LONGEST_SHORT_NAME = 3
_MOST_BEGUN = 24
# No name within a question is longer, and no question is worth more words.
_LONGEST_MENTION = 6
_MOST_WORDS = 16

Search = Callable[[str, int], Sequence[Fact]]
"""Words and a limit in; facts that hold the words out, the best first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The one fact that a query names."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Near:
    """Up to three facts that a query may mean, the likeliest first; to be offered, never assumed."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """Nothing that a query could mean."""


Found = Hit | Near | Miss


class Catalog:
    """All facts, searchable.

    `search` finds facts by the words of their text; without it only names are searched.
    """

    def __init__(self, packs: Iterable[Pack], search: Search | None = None) -> None:
        self._packs = {pack.key: pack for pack in packs}
        self._facts = tuple(fact for pack in self._packs.values() for fact in pack.facts)
        self._search = search or _no_search
        self._by_key: dict[str, Fact] = {}
        self._by_signature: dict[str, int | tuple[int, ...]] = {}
        terms: list[tuple[int, str, int]] = []
        for number, fact in enumerate(self._facts):
            self._by_key.setdefault(fact.key, fact)
            for term in _terms(fact):
                self._sign(term, number)
                terms.append((len(term), term, number))
        terms.sort()
        self._owners = array("I", [number for _, _, number in terms])
        self._spellings = Spellings([term for _, term, _ in terms])

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics, pack by pack, in the order of the subject."""
        return tuple(topic for pack in self._packs.values() for topic in pack.topics)

    def get(self, key: str) -> Fact | None:
        """Return the fact of exactly that key, the first pack's if several have it."""
        return self._by_key.get(key)

    def find(self, query: str, *, bare: bool = False) -> Found:
        """Return what a query means: Hit, Near or Miss. Any text is a query; none raises.

        A Hit is a key, name or alias but for case, accents, punctuation, spaces, plural, British or American
        spelling, articles and the frame of a question. If several facts share it, it is a Near. A `bare` query of
        one or two words may be meant for somebody else, so it is a Near only if names speak for it.
        """
        asked = readings(query)
        if (met := self._met(asked)) is not None:
            return met
        find_near = self._near_bare if bare and len(query.split()) < _PHRASE else self._near
        near = find_near(asked[-1], query) if asked else ()
        return Near(near) if near else Miss()

    def fact(self, query: str) -> Fact | None:
        """Return the fact that is a query's Hit, at a fraction of the cost of `find`; None if it has none."""
        met = self._met(readings(query))
        return met.fact if isinstance(met, Hit) else None

    def _met(self, asked: Iterable[str]) -> Hit | Near | None:
        for reading in asked:
            match self._named(reading):
                case ():
                    continue
                case (fact,):
                    return Hit(fact)
                case facts:
                    return Near(facts[:MOST_NEAR])
        return None

    def complete(self, prefix: str, limit: int = 25) -> tuple[Fact, ...]:
        """Return facts that a query typed so far may become, the best first; all in order if nothing is typed.

        First come keys, names and aliases that begin so, then those in which a later word does, then those
        that would but for a slip.
        """
        asked = readings(prefix)
        if not asked:
            return self._facts[:limit]
        # A fact may hold several terms that begin alike.
        most = 4 * limit
        begun = chain.from_iterable(self._spellings.beginning(reading, most) for reading in asked)
        found = _distinct(self._owned(begun), limit)
        if len(found) == limit:
            return found
        return _distinct(chain(found, self._owned(self._mistyped(asked[-1], most))), limit)

    def search(self, words: str, limit: int = 10) -> tuple[Fact, ...]:
        """Return facts whose names or texts hold the words, the best first."""
        return tuple(self._search(words, limit))

    def topics_named(self, name: str) -> tuple[Topic, ...]:
        """Return the topics with that key or name, one of each pack that has one."""
        wanted = signature(fold(name))
        return tuple(
            each for each in self.topics if wanted in {signature(fold(each.key)), signature(fold(each.name))}
        )

    def facts_of(self, topic: str) -> tuple[Fact, ...]:
        """Return the facts of the topic with that key or name, in order; none if there is no such topic."""
        return tuple(chain.from_iterable(each.facts for each in self.topics_named(topic)))

    def timeline(self, topic: str | None = None) -> tuple[Fact, ...]:
        """Return the dated facts, of one topic or of all, by when they begin, then by when they end."""
        facts = self._facts if topic is None else self.facts_of(topic)
        return tuple(sorted((fact for fact in facts if fact.when), key=_span))

    def related(self, fact: Fact) -> tuple[Fact, ...]:
        """Return the facts that this one names as related, in its order."""
        return tuple(filter(None, map(self.get, fact.related)))

    def compare(self, one: Fact, other: Fact) -> tuple[tuple[str, str, str], ...]:
        """Return (aspect, what the one says, what the other says) for each aspect that either speaks of."""
        rows = ((aspect, one.aspects.get(aspect, ""), other.aspects.get(aspect, "")) for aspect in ASPECTS)
        return tuple(row for row in rows if row[1] or row[2])

    def source(self, fact: Fact) -> tuple[tuple[Dossier, Paragraph], ...]:
        """Return the record of each paragraph that a fact rests on, as far as its pack has one."""
        dossiers = {dossier.key: dossier for dossier in self._packs[fact.pack].dossiers}
        return tuple(
            (dossiers[source.essay], paragraph)
            for source in fact.sources
            if source.essay in dossiers
            for paragraph in dossiers[source.essay].paragraphs
            if paragraph.number == source.paragraph
        )

    def _sign(self, term: str, number: int) -> None:
        """Enter a term of a fact under its signature."""
        sign = signature(without_articles(term))
        match self._by_signature.setdefault(sign, number):
            case int(first) if first != number:
                self._by_signature[sign] = (first, number)
            case tuple(several) if number not in several:
                self._by_signature[sign] = (*several, number)
            case _:
                pass

    def _named(self, reading: str) -> tuple[Fact, ...]:
        """Return the facts that bear a name; of several, those alone that are written just so, if any are."""
        match self._by_signature.get(signature(reading), ()):
            case int(number):
                return (self._facts[number],)
            case numbers:
                facts = tuple(self._facts[number] for number in numbers)
                return tuple(fact for fact in facts if reading in _terms(fact)) or facts

    def _near(self, reading: str, query: str) -> tuple[Fact, ...]:
        """Return up to three facts that the query may mean, the best first.

        A name one slip away comes before a name of several words within the query, that before what the texts
        say (first of facts whose name stands in the query), and that before looser spellings and single words.
        """
        spelled = self._spellings.near(reading) if len(reading) <= _LONGEST_MISSPELT else ()
        close = [term for cost, term in spelled if cost <= max(1, len(reading) // 8)]
        far = [term for _, term in spelled[len(close) :]]
        long, short = self._mentioned(reading)
        texts = sorted(self._search(query, MOST_NEAR), key=lambda fact: fact not in short)
        found = chain(self._owned(close), long, texts, self._owned(far), short)
        return _distinct(found, MOST_NEAR) or _distinct(self._owned(self._guessed(reading)), MOST_NEAR)

    def _near_bare(self, reading: str, query: str) -> tuple[Fact, ...]:
        """Return up to three facts for a query that may be another bot's command.

        It is a slip in a name, or a word that short names of few facts begin with or hold, or its first word, which
        would be the command, stands in a name of the fact.
        """
        spelled = self._spellings.near(reading) if len(reading) <= _LONGEST_MISSPELT else ()
        if misspelt := _distinct(self._owned(term for _, term in spelled), MOST_NEAR):
            return misspelt
        first, *more = reading.split()
        if more:
            return tuple(fact for fact in self._near(reading, query) if root(first) in _name_roots(fact))
        if not _LEAST_GUESSED <= len(first) <= _LONGEST_MISSPELT:
            return ()
        begun = self._spellings.beginning(first, _MOST_BEGUN)
        short = (term for term in begun if self._spellings.words(term) <= _LONGEST_SHORT_NAME)
        few = _distinct(self._owned(short), MOST_NEAR + 1)
        # A word that many names share, such as "level", tells nothing.
        return few if len(few) <= MOST_NEAR else ()

    def _mentioned(self, reading: str) -> tuple[list[Fact], list[Fact]]:
        """Return the facts whose names stand within a query: names of several words, then single words."""
        words = reading.split()[:_MOST_WORDS]
        long: list[Fact] = []
        short: list[Fact] = []
        named = 0
        for begin in range(len(words)):
            for end in range(min(begin + _LONGEST_MENTION, len(words)), max(begin, named), -1):
                if facts := self._named(" ".join(words[begin:end])):
                    (long if end - begin > 1 else short).extend(facts)
                    named = end
                    break
        return long, short

    def _guessed(self, reading: str) -> tuple[int, ...]:
        """Return the terms that begin like a query, or would but for a slip; else like the longest of its words."""
        words = sorted(reading.split(), key=len, reverse=True)[:_MOST_GUESSED]
        for typed in (reading, *words):
            if _LEAST_GUESSED <= len(typed) <= _LONGEST_MISSPELT:
                begun = self._spellings.beginning(typed, MOST_NEAR) or self._mistyped(typed, MOST_NEAR)
                if begun:
                    return begun
        return ()

    def _mistyped(self, typed: str, most: int) -> tuple[int, ...]:
        """Return the terms that would begin as typed but for one slip; if there are none, be it but for more."""
        if not _LEAST_MISTYPED <= len(typed) <= _LONGEST_MISSPELT:
            return ()
        return self._spellings.beginning_nearly(typed, most) or tuple(
            term for _, term in self._spellings.near(typed)
        )

    def _owned(self, terms: Iterable[int]) -> Iterator[Fact]:
        return (self._facts[self._owners[term]] for term in terms)


def _distinct(facts: Iterable[Fact], limit: int) -> tuple[Fact, ...]:
    """Return the first so many different facts."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        if len(found) == limit:
            break
        found.setdefault((fact.pack, fact.key), fact)
    return tuple(found.values())


def _no_search(_words: str, _limit: int) -> Sequence[Fact]:
    return ()


def _terms(fact: Fact) -> dict[str, None]:
    """Return the key, name and aliases of a fact, folded, each once."""
    return dict.fromkeys(filter(None, map(fold, (fact.key, fact.name, *fact.aliases))))


def _name_roots(fact: Fact) -> frozenset[str]:
    """Return the words of the key, name and aliases of a fact, as British and American writers share them."""
    return frozenset(root(word) for term in _terms(fact) for word in term.split())


def _span(fact: Fact) -> tuple[str, str]:
    """Return the beginning and the end of when a fact was; ISO dates sort as text, a year before its months."""
    begin, _, end = fact.when.partition("/")
    return begin, end
