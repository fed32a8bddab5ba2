"""Holds everything that the bot sends against Discord's limits, and against pinging anybody."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import simcord

Payload = Mapping[str, Any]
NOTHING: Payload = {}


def faults_of(requests: Iterable[simcord.HttpLogEntry]) -> list[str]:
    """Return what Discord would refuse, or what would ping somebody, in all the calls of a bot."""
    return [
        f"{call.method} {call.path}: {fault}"
        for call in requests
        for message in messages_in(call)
        for fault in faults_in(message)
    ]


def messages_in(call: simcord.HttpLogEntry) -> Iterator[Payload]:
    """Yield the message that a call sends or changes, if it does."""
    body = call.json
    if not isinstance(body, Mapping) or call.method not in {"POST", "PATCH"}:
        return
    if call.path.endswith("/callback"):
        if body["type"] in {4, 7}:
            yield body["data"]
    elif "/messages" in call.path or call.path.startswith("/webhooks/"):
        yield body


def faults_in(message: Payload) -> Iterator[str]:
    """Yield what Discord would refuse of one message, or what would ping somebody."""
    mentions: Payload = message.get("allowed_mentions") or NOTHING
    if mentions.get("parse") != [] or mentions.get("users") or mentions.get("roles"):
        yield f"may ping somebody: {mentions}"
    if mentions.get("replied_user"):
        yield "pings the one it replies to"
    if len(message.get("content") or "") > 2000:
        yield "content over 2,000"
    if len(message.get("embeds") or ()) > 10:
        yield "over 10 embeds"
    yield from _over("nonce", message.get("nonce"), 25)
    total = 0
    for embed in message.get("embeds") or ():
        yield from _embed_faults(embed)
        total += _size(embed)
    if total > 6000:
        yield "embeds over 6,000"
    yield from _component_faults(message.get("components") or ())


def _embed_faults(embed: Payload) -> Iterator[str]:
    yield from _over("title", embed.get("title"), 256)
    yield from _over("description", embed.get("description"), 4096)
    yield from _over("footer", _footer(embed), 2048)
    if len(embed.get("fields") or ()) > 25:
        yield "over 25 fields"
    for field in embed.get("fields") or ():
        yield from _over("field name", field["name"], 256)
        yield from _over("field value", field["value"], 1024)
        if not field["name"] or not field["value"]:
            yield "an empty field"


def _footer(embed: Payload) -> str | None:
    footer: Payload = embed.get("footer") or NOTHING
    return footer.get("text")


def _size(embed: Payload) -> int:
    texts: list[str | None] = [embed.get("title"), embed.get("description"), _footer(embed)]
    texts += [text for field in embed.get("fields") or () for text in (field["name"], field["value"])]
    return sum(len(text or "") for text in texts)


def _component_faults(rows: Iterable[Payload]) -> Iterator[str]:
    listed = list(rows)
    if len(listed) > 5:
        yield "over 5 rows"
    ids = [part["custom_id"] for row in listed for part in row["components"]]
    if len(ids) != len(set(ids)):
        yield "one custom_id twice"
    for row in listed:
        if len(row["components"]) > 5:
            yield "over 5 buttons in a row"
        for part in row["components"]:
            yield from _over("custom_id", part["custom_id"], 100)
            yield from _over("label", part.get("label"), 80)
            yield from _over("placeholder", part.get("placeholder"), 150)
            if len(part.get("options") or ()) > 25:
                yield "over 25 options"
            for option in part.get("options") or ():
                yield from _over("option", option["label"], 100)


def _over(what: str, text: str | None, limit: int) -> Iterator[str]:
    if text is not None and len(text) > limit:
        yield f"{what} over {limit}: {len(text)}"
