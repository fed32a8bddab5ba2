"""An outage of the database is told before a member meets it, and its end as well."""

from bot.core.ledger import StoreAwayError
from bot.health import Health
from bot.metrics import Metrics
from bot.service.pulse import EVERY, Pulse
from tests.fakes.dict_store import DictStore
from tests.studying import World, world

BEAT = EVERY.total_seconds()


class Frail(DictStore):
    """A store that is away when a test says so."""

    away = False

    async def ping(self) -> float:
        if self.away:
            raise StoreAwayError("gone")
        return 0.004


async def _felt(store: Frail) -> tuple[World, Health, Metrics]:
    here = await world(store)
    health, metrics = Health(("database",)), Metrics((), ("ping",))
    Pulse(store, here.clock, health, metrics).feel()
    return here, health, metrics


def _pings(metrics: Metrics) -> str:
    (line,) = (
        line for line in metrics.page()[1].decode().splitlines() if "count{" in line and "ping" in line
    )
    return line


async def test_an_opened_store_is_up_at_once():
    _, health, _ = await _felt(Frail())
    assert health.waits == ()


async def test_an_outage_is_told_and_its_end():
    store = Frail()
    here, health, _ = await _felt(store)
    store.away = True
    await here.passes(BEAT)
    assert health.waits == ("database is away",)
    await here.passes(10 * BEAT)
    assert health.waits == ("database is away",)
    store.away = False
    await here.passes(BEAT)
    assert health.waits == ()


async def test_each_beat_is_timed():
    here, _, metrics = await _felt(Frail())
    await here.passes(3 * BEAT)
    assert _pings(metrics) == 'colloquy_store_seconds_count{verb="ping"} 3.0'
