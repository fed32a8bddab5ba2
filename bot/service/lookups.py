"""Looking things up: no lock, no database but for the count of what was not found."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from random import Random

from bot.core.ledger import StoreAwayError
from bot.core.lookup import Hit, Miss, Near
from bot.core.pack import Fact, Source, Topic
from bot.core.text import fold
from bot.service.library import Library, Shelf
from bot.service.people import Asker
from bot.service.ports import Store
from bot.words import cards, lines
from bot.words.reply import Reply

log = logging.getLogger(__name__)

LONGEST = 300
"""Characters of a query that are read; a longer one cannot be a term."""

COUNTED = 500
"""Facts that a search counts at most; the index looks at no more."""

KEPT = 1000
"""Cards that are kept once they are made, for the same few facts are asked for again and again."""


class Lookups:
    """What members can ask of the catalog."""

    def __init__(self, shelf: Shelf, store: Store, dice: Random) -> None:
        self._shelf = shelf
        self._store = store
        self._dice = dice
        self._cards: dict[tuple[str, str], Reply] = {}
        self._carded: Library | None = None

    def card(self, fact: Fact) -> Reply:
        """Show a fact."""
        library = self._shelf.library
        if library is not self._carded or len(self._cards) >= KEPT:
            self._carded, self._cards = library, {}
        card = self._cards.get((fact.pack, fact.key))
        if card is None:
            card = cards.card(fact, library.catalog.related(fact), library.labels)
            self._cards[fact.pack, fact.key] = card
        return card

    def opened(self, key: str, verb: str = "fact") -> Reply:
        """Show the fact of a key, where it stands, or what belongs with it, as the verb of a button asks."""
        fact = self._shelf.library.catalog.get(key)
        if fact is None:
            return lines.no_longer_there()
        shown = {"fact": self.card, "source": self._source, "related": self._related}
        return shown[verb](fact)

    def bare(self, word: str) -> Reply | None:
        """Answer a bare `!word`: other bots share the prefix, so what nobody knows is passed over in silence.

        Of one or two words only what the names of facts speak for is taken up: `!play` is some other bot's.
        """
        if len(word) > LONGEST:
            return None
        match self._shelf.library.catalog.find(word, bare=True):
            case Hit(fact):
                return self.card(fact)
            case Near(facts):
                return self._compared(word) or cards.offer(word, facts)
            case Miss():
                return self._compared(word)

    async def define(self, asker: Asker, words: str) -> Reply:
        """Answer a look-up that was meant as one, also when nothing is found."""
        if not words.strip():
            return lines.define_what()
        match self._shelf.library.catalog.find(words[:LONGEST]):
            case Hit(fact):
                return self.card(fact)
            case Near(facts):
                return self._compared(words[:LONGEST]) or cards.offer(words, facts)
            case Miss():
                compared = self._compared(words[:LONGEST])
                if compared is None:
                    await self._count_miss(asker.guild, fold(words)[:100])
                return compared or cards.miss(words)

    async def _count_miss(self, guild: str, folded: str) -> None:
        if not folded:
            return
        try:
            await self._store.missed(guild, folded)
        except StoreAwayError:
            log.warning("a look-up that found nothing was not counted")

    def search(self, words: str) -> Reply:
        """Look inside the texts."""
        if not words.strip():
            return lines.search_what()
        library = self._shelf.library
        facts = library.catalog.search(words[:LONGEST], COUNTED)
        passages = [
            f"{text} ({cards.cite([source], library.labels)})"
            for source, text in library.passages(words[:LONGEST], 3)
        ]
        return cards.found(words, facts, passages)

    def source(self, words: str) -> Reply:
        """Say where a fact stands."""
        found = self._one(words, "source")
        return found if isinstance(found, Reply) else self._source(found)

    def _source(self, fact: Fact) -> Reply:
        library = self._shelf.library
        record = library.catalog.source(fact)
        keys = [Source(dossier.key, paragraph.number) for dossier, paragraph in record]
        return cards.sources(fact, record, {key: library.passage(key) for key in keys})

    def related(self, words: str) -> Reply:
        """List what belongs with a fact."""
        found = self._one(words, "related")
        return found if isinstance(found, Reply) else self._related(found)

    def _related(self, fact: Fact) -> Reply:
        return cards.related(fact, self._shelf.library.catalog.related(fact))

    def _one(self, words: str, verb: str = "fact") -> Fact | Reply:
        """Return the fact that a query names, or a reply with what it may mean, whose buttons begin with the verb."""
        if not words.strip():
            return lines.name_a_fact()
        match self._shelf.library.catalog.find(words[:LONGEST]):
            case Hit(fact):
                return fact
            case Near(facts):
                return cards.offer(words, facts, verb)
            case Miss():
                return cards.miss(words)

    def random(self, topic: str) -> Reply:
        """Show any fact, of a topic or of all."""
        facts = [fact for each in self._listed(topic) for fact in each.facts]
        if not facts:
            return self.unknown_topic(topic) if topic.strip() else lines.no_longer_there()
        return self.card(self._dice.choice(facts))

    def topics(self) -> Reply:
        """List the topics."""
        return cards.topics(self._shelf.library.catalog.topics)

    def facts(self, topic: str, page: int = 0) -> Reply:
        """List the keys of a topic, or of all, a page at a time; pages count from 0, and the last is shown for more."""
        listed = self._listed(topic)
        if not any(each.facts for each in listed):
            return self.unknown_topic(topic)
        return cards.facts(listed, listed[0].key if topic.strip() else "", page)

    def _listed(self, topic: str) -> Sequence[Topic]:
        """The topics of that key or name, or all if none is named."""
        catalog = self._shelf.library.catalog
        return catalog.topics_named(topic) if topic.strip() else catalog.topics

    def unknown_topic(self, topic: str) -> Reply:
        """Say that there is no such topic, and which there are."""
        return lines.unknown_topic(topic, [each.key for each in self._shelf.library.catalog.topics])

    def timeline(self, topic: str) -> Reply:
        """Show what bears a date, in its order."""
        catalog = self._shelf.library.catalog
        if not topic.strip():
            return cards.timeline(lines.all_facts(), catalog.timeline())
        named = catalog.topics_named(topic)
        if not named:
            return self.unknown_topic(topic)
        return cards.timeline(named[0].name, catalog.timeline(topic))

    def compare(self, words: Sequence[str]) -> Reply:
        """Put two facts side by side: two words, or two names with "and", "with", "vs" or a comma between them."""
        pairs = tuple(_pairs(words))
        if not pairs:
            return lines.compare_what()
        known = self._known(pairs)
        one, other = known or (self._one(name) for name in pairs[0])
        if isinstance(one, Reply):
            return one
        if isinstance(other, Reply):
            return other
        if one == other:
            return lines.one_and_the_same(one.name)
        return self._beside(one, other)

    def _compared(self, line: str) -> Reply | None:
        """Put two facts side by side if a line that names no fact is the names of two, or asks for their difference."""
        known = self._known(tuple(_pairs(DIFFERENCE.sub("", line).split())))
        return self._beside(*known) if known and known[0] != known[1] else None

    def _known(self, pairs: Iterable[tuple[str, str]]) -> tuple[Fact, Fact] | None:
        """Return the facts of the first pair that are the names of two."""
        find = self._shelf.library.catalog.fact
        both = ((find(one), find(other)) for one, other in pairs)
        return next(((one, other) for one, other in both if one and other), None)

    def _beside(self, one: Fact, other: Fact) -> Reply:
        library = self._shelf.library
        return cards.compare(one, other, library.catalog.compare(one, other), library.labels)

    def complete(self, typed: str) -> Sequence[Fact]:
        """Return facts that a query typed so far may become."""
        return self._shelf.library.catalog.complete(typed[:LONGEST], 25)


BETWEEN = frozenset({"and", "with", "vs", "vs.", "versus", "|", "to"})

DIFFERENCE = re.compile(
    r"^\s*(?:what(?:'s|’s| is| are)? )?(?:the )?differences? between |^\s*compare ", re.ASCII | re.IGNORECASE
)
"""How a question begins that puts two facts side by side."""


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each way to read words as two names, the likeliest first."""
    one, comma, other = " ".join(words).partition(",")
    if comma and "," not in other and one.strip() and other.strip():
        yield one.strip(), other.strip()
    for place in range(1, len(words) - 1):
        if words[place].lower() in BETWEEN:
            yield " ".join(words[:place]), " ".join(words[place + 1 :])
    if len(words) == 2:  # noqa: PLR2004 - two facts
        yield words[0], words[1]
