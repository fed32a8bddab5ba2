"""Logging: one line per happening, as text or JSON, with the id of the request and without any secret."""

import json
import logging
import re
import sys
import threading
from collections.abc import Collection
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TextIO

request_id: ContextVar[str] = ContextVar("request_id", default="-")
"""The id of what is being answered: set where a request comes in, and shown to the member when it fails."""

HIDDEN = "[hidden]"

# Anything shorter would black out half of every line; a password in an address is hidden by its place anyway.
SHORTEST_SECRET = 4

# What is secret by its form, whoever wrote it: a bot's token, the token of a webhook or an interaction in an
# address (discord.py's warnings about rate limits hold one), and the password in the address of a database.
_SECRET_FORMS = re.compile(
    r"[\w-]{20,40}\.[\w-]{6}\.[\w-]{27,64}"
    r"|(?P<route>/(?:webhooks|interactions)/\d{1,20}/)[\w.~-]{1,512}"
    r"|(?P<user>[a-z]{2,12}://[^\s:/@]{0,64}:)[^\s/@]{1,256}(?=@)"
)

# A record is one line: what cannot be seen, or would draw on the operator's terminal, is written out.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSEEN_IN_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Redactor(logging.Filter):
    """Takes every secret out of a record: the message with its arguments, the traceback and the stack."""

    def __init__(self, secrets: Collection[str]) -> None:
        super().__init__()
        whole = [secret for secret in secrets if len(secret) >= SHORTEST_SECRET]
        forms = {form for secret in whole for form in _forms(secret)}
        # The longest first, or a secret inside another one would leave the rest of that one standing.
        self._secrets = sorted(forms, key=len, reverse=True)

    def redact(self, text: str) -> str:
        """Return text with every secret hidden."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _SECRET_FORMS.sub(
            lambda found: f"{found['route'] or ''}{found['user'] or ''}{HIDDEN}",
            text,
        )

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with its text made final and clean."""
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - a line that cannot be formed must not end what it tells of
            message = f"{record.msg!r} does not fit its arguments"
        record.msg, record.args = self.redact(message), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return True


class TextLines(logging.Formatter):
    """Writes a record as one line for people, and a traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        message = _UNSEEN.sub(_written_out, record.getMessage())
        line = f"{_at(record)} {record.levelname:<8} {record.name} [{request_id.get()}] {message}"
        below = (
            _UNSEEN_IN_LINES.sub(_written_out, each) for each in (record.exc_text, record.stack_info) if each
        )
        return "\n".join((line, *below))


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object on one line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {
            "at": _at(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
            "message": record.getMessage(),
            "traceback": record.exc_text,
            "stack": record.stack_info,
        }
        return json.dumps({name: value for name, value in said.items() if value is not None})


def set_up(
    level: Literal["debug", "info", "warning", "error"],
    form: Literal["text", "json"],
    secrets: Collection[str],
    stream: TextIO | None = None,
) -> None:
    """Send every log line of the process to the stream (standard error), and to nothing else.

    What ends a thread or the program unforeseen goes the same way, so that no traceback gets past the redactor.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Redactor(secrets))
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # Below INFO discord.py logs what members typed, and in discord.http tokens: not even on request.
    for name in ("discord", "discord.http"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
    sys.excepthook = lambda kind, error, trace: logging.getLogger("bot").critical(
        "ended by an error that nobody caught", exc_info=(kind, error, trace)
    )
    threading.excepthook = lambda end: logging.getLogger("bot").critical(
        "a thread was ended by an error that nobody caught", exc_info=end.exc_value
    )


def _forms(secret: str) -> tuple[str, ...]:
    """Return a secret as it is, and as it looks inside the repr of a container or an error, and in JSON."""
    return secret, *(form[1:-1] for form in (repr(secret), ascii(secret), json.dumps(secret)))


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _written_out(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
