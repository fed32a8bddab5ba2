"""The names of those who only talk beside a question: known at once, recorded together a moment later."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.ledger import StoreAwayError
from tests.fakes.dict_store import DictStore
from tests.test_overhearing import begun


class Nameless(DictStore):
    """A store that does not take the first names."""

    away = True

    async def remember_names(self, names: Mapping[tuple[str, str], str]) -> None:
        if self.away:
            self.away = False
            raise StoreAwayError("gone")
        await super().remember_names(names)


async def test_the_names_of_those_who_only_talk_are_recorded_together_in_a_moment():
    store = Nameless()
    here = await begun(store=store)
    store.away = True
    people = ("bob", "cem", "dora")
    for player in people:
        assert here.study.quizzes.overhear(here.asker(player), "who takes the notes tonight?")
    assert here.study.quizzes.names.of("guild", "bob") == "bob"
    await here.passes(1)
    assert not await store.names("guild", people), "the store was away"
    await here.passes(10)
    assert await store.names("guild", people) == {player: player for player in people}


async def test_a_name_is_recorded_with_what_was_set_aside_and_as_it_is_by_then():
    here = await begun()
    for name in ("Bob", "Bobby"):
        assert here.study.quizzes.overhear(
            replace(here.asker("bob"), name=name), "who takes the notes tonight?"
        )
    await here.study.quizzes.park()
    assert await here.store.names("guild", ["bob"]) == {"bob": "Bobby"}


async def test_whoever_has_everything_deleted_is_not_named_afterwards():
    here = await begun()
    assert here.study.quizzes.overhear(here.asker("bob"), "who takes the notes tonight?")
    await here.study.privacy.delete(here.asker("bob"))
    await here.passes(1)
    assert not await here.store.names("guild", ["bob"])


async def test_pleasantries_name_nobody():
    here = await begun()
    assert here.study.quizzes.overhear(here.asker("bob"), "hi everyone")
    await here.passes(1)
    assert not await here.store.names("guild", ["bob"])
