"""What an operator's monitor reads, and what it can never read."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import __version__
from bot.health import Health, serving
from bot.metrics import Metrics


def _metrics() -> Metrics:
    return Metrics(commands=("quiz", "define"), verbs=("record",))


def _text(metrics: Metrics) -> str:
    return metrics.page()[1].decode()


def test_what_happens_is_counted() -> None:
    metrics = _metrics()
    metrics.event("message")
    metrics.event("message")
    metrics.command("quiz", "done")
    metrics.answer("accept", 0.0002)
    metrics.stored("record", 0.004)
    metrics.rest_call("POST", 204)
    metrics.rest_call("GET", 503)
    metrics.rest_call("GET", None)
    metrics.rate_limited("global")
    metrics.loop_lag(0.02)
    metrics.gauge(open_sessions=lambda: 3, outbox_depth=lambda: 7)

    said = _text(metrics).splitlines()

    for line in (
        'colloquy_events_total{kind="message"} 2.0',
        'colloquy_commands_total{command="quiz",ending="done"} 1.0',
        'colloquy_answers_total{verdict="accept"} 1.0',
        'colloquy_judge_seconds_bucket{le="0.0001"} 0.0',
        'colloquy_judge_seconds_bucket{le="0.00025"} 1.0',
        'colloquy_store_seconds_count{verb="record"} 1.0',
        'colloquy_rest_calls_total{method="POST",status="2xx"} 1.0',
        'colloquy_rest_calls_total{method="GET",status="5xx"} 1.0',
        'colloquy_rest_calls_total{method="GET",status="none"} 1.0',
        'colloquy_rest_rate_limits_total{scope="global"} 1.0',
        "colloquy_loop_lag_seconds_sum 0.02",
        "colloquy_open_sessions 3.0",
        "colloquy_outbox_depth 7.0",
    ):
        assert line in said
    assert f'version="{__version__}"' in _text(metrics)


def test_two_programs_in_one_process_count_apart() -> None:
    first, second = _metrics(), _metrics()
    first.event("tick")
    assert 'kind="tick"} 0.0' in _text(second)


@given(st.text(), st.integers())
def test_no_word_from_outside_becomes_a_label(word: str, number: int) -> None:
    metrics = _metrics()
    before = {line.rpartition(" ")[0] for line in _text(metrics).splitlines()}
    metrics.event(word)
    metrics.command(word, word)
    metrics.answer(word, 0)
    metrics.stored(word, 0)
    metrics.rest_call(word, number)
    metrics.rate_limited(word)

    after = {line.rpartition(" ")[0] for line in _text(metrics).splitlines()}
    fixed = {"quiz", "define", "record", "done", "refused", "failed", "other"}
    fixed |= {"GET", "POST", "PUT", "PATCH", "DELETE", "1xx", "2xx", "3xx", "4xx", "5xx", "none"}
    for line in after - before:
        values = {part.partition('"')[0] for part in line.split('="')[1:]}
        assert {
            value for value in values if not value.replace(".", "").replace("+Inf", "").isdigit()
        } <= fixed | {"+Inf"}


@pytest.fixture
async def health() -> Health:
    return Health(("the database", "Discord"))


@pytest.fixture
async def port(health: Health) -> AsyncGenerator[int, None]:
    async with serving(health, _metrics().page, "127.0.0.1", 0) as port:
        yield port


async def _ask(port: int, request: bytes) -> tuple[str, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    said = b""
    with suppress(ConnectionError):
        said = await reader.read()
    writer.close()
    head, _, body = said.decode().partition("\r\n\r\n")
    return head.partition("\r\n")[0].removeprefix("HTTP/1.1 "), body


async def _get(port: int, path: str) -> tuple[str, str]:
    return await _ask(port, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())


async def test_alive_is_not_ready(health: Health, port: int) -> None:
    assert await _get(port, "/live") == ("200 OK", "alive\n")
    assert await _get(port, "/ready") == (
        "503 Service Unavailable",
        "the database is starting\nDiscord is starting\n",
    )

    health.up("the database")
    health.up("Discord")
    assert await _get(port, "/ready") == ("200 OK", "ready\n")

    health.down("Discord", "has been away for 40 s")
    assert await _get(port, "/ready") == ("503 Service Unavailable", "Discord has been away for 40 s\n")
    assert await _get(port, "/live") == ("200 OK", "alive\n")


async def test_metrics_are_a_page(port: int) -> None:
    status, body = await _get(port, "/metrics?name[]=x")
    assert status == "200 OK"
    assert "# TYPE colloquy_events_total counter" in body


async def test_a_head_has_no_body(port: int) -> None:
    assert await _ask(port, b"HEAD /metrics HTTP/1.1\r\n\r\n") == ("200 OK", "")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "404 Not Found"),
        (b"GET\r\n\r\n", "405 Method Not Allowed"),
        (b"POST /live HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "405 Method Not Allowed"),
        (b"\xff\x00\r\n\r\n", "405 Method Not Allowed"),
        (b"\r\n\r\n", "405 Method Not Allowed"),
        (b"GET /" + b"a" * 9000 + b"\r\n\r\n", ""),
    ],
)
async def test_other_requests_do_no_harm(port: int, request_: bytes, status: str) -> None:
    assert (await _ask(port, request_))[0] == status
    assert (await _get(port, "/live"))[0] == "200 OK"


async def test_a_caller_who_says_nothing_is_dropped(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.health.SECONDS_TO_ASK", 0.05)
    assert await _ask(port, b"GET /live") == ("", "")


async def test_an_address_that_is_taken_is_an_error(port: int) -> None:
    with pytest.raises(OSError, match="address already in use"):
        async with serving(Health(()), _metrics().page, "127.0.0.1", port):
            pass
