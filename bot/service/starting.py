"""Starting a quiz: which items, for whom, how; also again, and about one fact."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from random import Random

from bot.core.customs import Customs
from bot.core.ledger import StoreAwayError
from bot.core.pack import Item, ItemType
from bot.core.quiz import Options, Plan, Session, deal
from bot.core.quiz.opening import present
from bot.core.quiz.session import MODES, ModeName
from bot.service.customs import Settings
from bot.service.library import Shelf
from bot.service.people import Asker
from bot.service.ports import Chat, Clock, Store
from bot.service.quizzes import Quizzes
from bot.words import access, lines
from bot.words.reply import Reply

log = logging.getLogger(__name__)

MOST_OPEN = 20
"""Open sessions that one guild may have."""


class Starting:
    """Opens sessions."""

    def __init__(
        self,
        shelf: Shelf,
        store: Store,
        chat: Chat,
        clock: Clock,
        dice: Random,
        quizzes: Quizzes,
        settings: Settings,
    ) -> None:
        self._shelf = shelf
        self._store = store
        self._chat = chat
        self._clock = clock
        self._dice = dice
        self._quizzes = quizzes
        self._settings = settings

    def defaults(self, guild: str, room: str) -> Options:
        """Return the options of a quiz that is started with nothing said."""
        held = self._settings.of(guild, room)
        return Options(
            mode=held.mode, rounds=held.rounds, seconds=held.seconds, grace=held.grace, hints=held.hints
        )

    def last(self, guild: str, room: str) -> Options:
        """Return the options of the last quiz in a room, or the defaults."""
        kept = self._settings.remembered(guild, room, "last")
        defaults = self.defaults(guild, room)
        return _read(kept, defaults) if kept else defaults

    async def start(self, asker: Asker, options: Options, *, seated: bool = True) -> Reply | None:
        """Start a quiz; return a word to the starter if it cannot be. Who is not there is not `seated`."""
        if refusal := self._refusal(asker):
            return refusal
        pool = [item for item in self._pool(asker.guild) if _suits(item, options)]
        try:
            seen = await self._store.seen(asker.guild, asker.room)
            items = deal(pool, options, seen, self._dice)
            if not items:
                return lines.nothing_to_ask(cards=MODES[options.mode].self_graded)
            await self._settings.remember(asker.guild, asker.room, "last", _written(options))
        except StoreAwayError:
            return lines.store_away()
        return await self._begin(asker, options, items, seated=seated)

    async def start_with(self, asker: Asker, items: Sequence[Item], options: Options) -> Reply | None:
        """Start a quiz on just those items."""
        if refusal := self._refusal(asker):
            return refusal
        if not items:
            return lines.nothing_to_ask()
        shown = tuple(present(replace(item, shown=()), self._dice) for item in items)
        return await self._begin(asker, replace(options, rounds=len(shown)), shown)

    async def about(self, asker: Asker, key: str, options: Options | None = None) -> Reply | None:
        """Start a quiz on one fact, short unless the options say otherwise."""
        items = [item for item in self._pool(asker.guild) if item.fact == key]
        if options is None:
            self._dice.shuffle(items)
            return await self.start_with(asker, items[:3], self.defaults(asker.guild, asker.room))
        fit = [item for item in items if _suits(item, options)]
        return await self.start_with(asker, deal(fit, options, {}, self._dice), options)

    async def again(self, asker: Asker, over: Session) -> Reply | None:
        """Start a quiz on what was missed in a session."""
        missed = dict.fromkeys(index for tally in over.tallies.values() for index in tally.missed)
        items = [over.plan.items[index] for index in missed]
        return await self.start_with(asker, items, over.plan.options)

    async def _begin(
        self, asker: Asker, options: Options, items: Sequence[Item], *, seated: bool = True
    ) -> Reply | None:
        if not MODES[options.mode].solo or asker.private:
            return await self._open(asker, options, items, seated=seated)
        aside = await self._chat.aside(asker)
        if aside is None:
            return access.cannot_go_private()
        if self._quizzes.session(aside.room):
            return access.own_quiz_open()
        refused = await self._open(aside, options, items)
        return refused if refused or aside.room == asker.room else access.went_private()

    async def _open(
        self, asker: Asker, options: Options, items: Sequence[Item], *, seated: bool = True
    ) -> Reply | None:
        plan = Plan(
            id=f"{self._dice.getrandbits(64):016x}",
            guild=asker.guild,
            room=asker.room,
            options=options,
            items=tuple(items),
            started=self._clock.now(),
            private=asker.private or MODES[options.mode].solo,
        )
        await self._quizzes.names.meet(asker)
        refused = await self._quizzes.begin(plan, asker.player, seated=seated)
        if refused is None:
            await self._remember(asker, "session", plan.id)
        return refused

    async def _remember(self, asker: Asker, name: str, value: str) -> None:
        """Keep what is good to know of a room's last quiz; a quiz that runs does not wait for it."""
        try:
            await self._settings.remember(asker.guild, asker.room, name, value)
        except StoreAwayError:
            log.warning("not kept of the last quiz: room=%s name=%s", asker.room, name)

    def _refusal(self, asker: Asker) -> Reply | None:
        if self._quizzes.session(asker.room):
            return lines.already_running()
        held: Customs = self._settings.of(asker.guild, asker.room)
        if held.channels and asker.room not in held.channels and not asker.private:
            return lines.not_in_this_channel(held.channels)
        running = sum(session.plan.guild == asker.guild for session in self._quizzes.sessions())
        return lines.too_many_open(MOST_OPEN) if running >= MOST_OPEN else None

    def _pool(self, guild: str) -> list[Item]:
        off = self._settings.of(guild).packs_off
        return [item for pack in self._shelf.library.packs if pack.key not in off for item in pack.items]


def _suits(item: Item, options: Options) -> bool:
    """Whether an item can be played that way: who studies alone flips through anything but puzzles of letters."""
    if options.mode is ModeName.FLASH:
        return item.type not in {ItemType.ORDER, ItemType.MATCH}
    return True


def _written(options: Options) -> str:
    return json.dumps(asdict(options))


def _read(kept: str, default: Options) -> Options:
    """Return options as they were kept; what another version of the program kept may be of no use any more."""
    try:
        raw = json.loads(kept)
        known = {field.name: raw[field.name] for field in fields(Options) if field.name in raw}
        enums = {"mode": ModeName(raw["mode"]), "types": tuple(map(ItemType, raw["types"]))}
        return replace(default, **known | enums | {"topics": tuple(raw["topics"])})
    except (KeyError, TypeError, ValueError):
        return default
