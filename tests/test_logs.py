"""What the log says, and what it can never say."""

import io
import json
import logging
import sys
import threading
import time
from collections.abc import Iterator
from typing import Literal

import pytest

from bot.logs import HIDDEN, Redactor, request_id, set_up

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.aBcDeFgHiJkLmNoPqRsTuVwXyZ-0123456789_"
PASSWORD = "p%40ss/'\"w\u00f6rd\\n"
SECRETS = (TOKEN, PASSWORD, "p@ss word", "sekret", "sekret-and-more")
LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL)
FORMS: tuple[Literal["text", "json"], ...] = ("text", "json")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, hook, thread_hook = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    for handler in handlers:
        root.removeHandler(handler)
    yield io.StringIO()
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hook, thread_hook
    for name in ("discord", "discord.http"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def _fail(secret: str) -> None:
    try:
        raise KeyError(secret)
    except KeyError as cause:
        cause.add_note(f"a note with {secret}")
        raise RuntimeError(f"cannot log in with {secret}") from cause


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("level", LEVELS, ids=logging.getLevelName)
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_gets_into_the_log_at_any_level(
    lines: io.StringIO, secret: str, level: int, form: Literal["text", "json"]
) -> None:
    set_up("debug", form, SECRETS, lines)
    log = logging.getLogger("bot.anything")

    log.log(level, "in the message " + secret)  # noqa: G003 - as a careless hand would write it
    log.log(level, "in an argument %s", secret)
    log.log(level, "in a thing %r", {"token": [secret]})
    log.log(level, "by name %(token)s", {"token": secret})
    log.log(level, "wrong arguments %d", secret)
    log.log(level, "in the stack", stack_info=True)
    try:
        _fail(secret)
    except RuntimeError:
        log.log(level, "in the traceback", exc_info=True)

    said = lines.getvalue()
    if form == "json":
        said += "".join(str(json.loads(line)) for line in said.splitlines())
    assert secret not in said
    assert repr(secret)[1:-1] not in said
    assert json.dumps(secret)[1:-1] not in said
    assert said.count(HIDDEN) >= 6
    assert "in the traceback" in said


def test_what_nobody_caught_is_hidden_too(lines: io.StringIO) -> None:
    set_up("error", "text", SECRETS, lines)

    try:
        _fail(TOKEN)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=_fail, args=("sekret",))
    thread.start()
    thread.join()

    assert lines.getvalue().count("ended by an error that nobody caught") == 2
    assert TOKEN not in lines.getvalue()
    assert "sekret" not in lines.getvalue()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"Authorization: Bot {TOKEN}", f"Authorization: Bot {HIDDEN}"),
        (
            "POST /api/v10/webhooks/1234/aW50ZXJ-hY3Q_aW9u responded",
            f"POST /api/v10/webhooks/1234/{HIDDEN} responded",
        ),
        ("POST /interactions/77/tok.en/callback", f"POST /interactions/77/{HIDDEN}/callback"),
        ("postgresql://ann:x@db/colloquy", f"postgresql://ann:{HIDDEN}@db/colloquy"),
        ("GET https://example.org/a:b@c", "GET https://example.org/a:b@c"),
        ("bot.service ran in 1.5 s", "bot.service ran in 1.5 s"),
    ],
)
def test_what_has_the_form_of_a_secret_is_hidden_unasked(said: str, shown: str) -> None:
    assert Redactor(()).redact(said) == shown


def test_a_secret_inside_another_leaves_nothing_standing() -> None:
    assert Redactor(SECRETS).redact("x sekret-and-more y") == f"x {HIDDEN} y"


def test_a_short_password_does_not_black_out_the_log() -> None:
    assert Redactor(("a",)).redact("a bat") == "a bat"


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "-." * 5_000, "a://" * 2_500, "/webhooks/1/" * 900, "x:@" * 3_300]
)
def test_hiding_takes_no_longer_for_hostile_text(text: str) -> None:
    start = time.perf_counter()
    Redactor(SECRETS).redact(text)
    assert time.perf_counter() - start < 0.05


def test_a_line_of_text_is_one_line_with_the_request(lines: io.StringIO) -> None:
    set_up("info", "text", (), lines)
    token = request_id.set("k3f9")
    logging.getLogger("bot.service").info("room %s: asked", "12\n2026 CRITICAL \x1b[31mforged")
    request_id.reset(token)
    logging.getLogger("bot.service").debug("not at this level")

    (line,) = lines.getvalue().splitlines()
    at, level, rest = line.split(maxsplit=2)
    assert at.endswith("+00:00")
    assert level == "INFO"
    assert rest == r"bot.service [k3f9] room 12\n2026 CRITICAL \x1b[31mforged: asked"


def test_a_line_of_json_is_one_object(lines: io.StringIO) -> None:
    set_up("info", "json", (), lines)
    try:
        _fail("nothing")
    except RuntimeError:
        logging.getLogger("bot.service").exception("first\nsecond")

    (line,) = lines.getvalue().splitlines()
    said = json.loads(line)
    assert list(said) == ["at", "level", "logger", "request", "message", "traceback"]
    assert (said["level"], said["logger"], said["request"]) == ("error", "bot.service", "-")
    assert said["message"] == "first\nsecond"
    assert said["traceback"].startswith("Traceback")


@pytest.mark.parametrize("name", ["discord", "discord.http", "discord.gateway", "discord.webhook.async_"])
def test_discord_never_logs_what_was_sent_or_typed(lines: io.StringIO, name: str) -> None:
    set_up("debug", "text", (), lines)
    logging.getLogger(name).debug("a body")
    logging.getLogger(name).info("connected")
    assert "a body" not in lines.getvalue()
    assert "connected" in lines.getvalue()


def test_a_quiet_log_keeps_discord_quiet(lines: io.StringIO) -> None:
    set_up("error", "text", (), lines)
    logging.getLogger("discord.http").warning("rate limited")
    assert lines.getvalue() == ""


def test_warnings_of_libraries_come_as_lines(lines: io.StringIO) -> None:
    set_up("warning", "json", (), lines)
    logging.getLogger("py.warnings").warning("%s", "old")
    assert json.loads(lines.getvalue())["logger"] == "py.warnings"
