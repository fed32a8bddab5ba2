"""Every store answers the same calls alike: SQLite, PostgreSQL and a dictionary."""

import asyncio
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.core.quiz.session import ModeName
from bot.service.ports import Store
from bot.store import SqlStore, open_store
from tests.fakes.dict_store import DictStore
from tests.store_calls import Call, Group, calls

guilds = count(1)


@asynccontextmanager
async def _opened(kind: str, folder: Path, postgres_url: str) -> AsyncGenerator[Store, None]:
    if kind == "dict":
        yield DictStore()
    else:
        url = postgres_url if kind == "postgres" else f"sqlite:///{folder / 'colloquy.db'}"
        async with open_store(url) as store:
            yield store


class House:
    """A store, opened once for many examples, and the loop that it lives in."""

    def __init__(self, runner: asyncio.Runner, store: Store) -> None:
        self.runner = runner
        self.store = store

    def play(self, script: Sequence[tuple[int, Call]]) -> None:
        """Let two groups that know nothing of each other do what a script says, in its order."""
        self.runner.run(self._play(script))

    async def _play(self, script: Sequence[tuple[int, Call]]) -> None:
        groups = [Group(self.store, f"guild-{next(guilds)}") for _ in range(2)]
        for group in groups:
            await group.call("start", ("hall", ModeName.RACE))
        for which, (name, arguments) in script:
            await groups[which].call(name, arguments)
            for group in groups:
                group.now = groups[which].now
                if name == "purge":
                    await group.purged(group.now)
        for group in groups:
            await group.look()
        if isinstance(self.store, SqlStore):
            assert await self.store.problems() == []


@pytest.fixture(scope="module", params=["dict", "sqlite", "postgres"])
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[House, None, None]:
    kind = cast("str", request.param)
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    with asyncio.Runner() as runner:
        opened = _opened(kind, tmp_path_factory.mktemp(kind), url)
        yield House(runner, runner.run(opened.__aenter__()))
        runner.run(opened.__aexit__(None, None, None))


# A script that fails is not made shorter: that takes minutes, and the call that differs is in the traceback.
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(script=st.lists(st.tuples(st.integers(0, 1), calls()), min_size=30, max_size=100))
def test_two_groups_are_each_as_if_alone_whatever_they_do(
    house: House, script: list[tuple[int, Call]]
) -> None:
    house.play(script)
