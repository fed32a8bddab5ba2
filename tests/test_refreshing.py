"""Packs that change on disk are taken up whole, or not at all; a running session plays on with its own items."""

import asyncio
import shutil
from pathlib import Path
from random import Random

from bot.app import shelve
from bot.clock import HandClock
from bot.packs.changes import stamp
from bot.packs.loader import load_packs
from bot.service.library import Shelf
from bot.service.lookups import Lookups
from bot.service.refreshing import EVERY, Refreshing
from tests.fakes.dict_store import DictStore
from tests.quizzing import START
from tests.studying import PACKS


async def test_a_sound_change_is_taken_up_and_a_broken_one_is_not(tmp_path: Path):
    home = tmp_path / "cells"
    shutil.copytree(PACKS / "cells", home)

    def load():  # noqa: ANN202 - as the shelf wants it
        return shelve(load_packs([home], PACKS / "seeds"), None)

    shelf, clock = Shelf(load(), load), HandClock(START)
    refreshing = Refreshing(shelf, clock, lambda: stamp([home]))
    refreshing.watch()
    first = shelf.library
    lookups = Lookups(shelf, DictStore(), Random(1))
    assert "Chlorophyll" in str(lookups.bare("chlorophyll"))

    async def passes() -> None:
        await clock.advance(EVERY.total_seconds(), lambda: asyncio.sleep(0))  # noqa: TID251 - nothing to settle

    await passes()
    assert shelf.library is first, "nothing changed"
    file = home / "plants.yaml"
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace("name: Chlorophyll", "name: Leaf green"), encoding="utf-8")
    await passes()
    taken = shelf.library
    fact = taken.catalog.get("chlorophyll")
    assert fact is not None
    assert fact.name == "Leaf green"
    assert lookups.opened("chlorophyll") == lookups.card(fact)
    assert "Leaf green" in str(lookups.card(fact))
    file.write_text(sound.replace("type: cloze", "type: riddle"), encoding="utf-8")
    await passes()
    assert shelf.library is taken
    assert "plants.yaml" in refreshing.broken
    file.write_text(sound + "\n", encoding="utf-8")
    await passes()
    assert refreshing.broken == ""
    assert shelf.library is not taken
