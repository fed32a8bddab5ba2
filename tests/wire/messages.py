"""The routes of messages: create, get, edit, delete, history; nonces, permissions and limits as Discord keeps them.

Reference: https://discord.com/developers/docs/resources/message
"""

from collections.abc import Sequence
from time import perf_counter

from tests.wire.journal import Edited, Payload, Sent, listed
from tests.wire.rest import Answer, Ask, RefusedError, Rest
from tests.wire.world import (
    ATTACH,
    EMBED,
    HISTORY,
    MANAGE_MESSAGES,
    REACT,
    SEND,
    SEND_IN_THREADS,
    THREAD,
    VIEW,
    pressable,
    timestamp,
)

NONCE_SECONDS = 300.0
"""For how long a nonce is remembered; Discord says "the past few minutes"."""


class Messages:
    """The routes of messages, on a `Rest`."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._world, self._journal, self._gateway = rest.world, rest.journal, rest.gateway
        self._nonces: dict[tuple[int, str], tuple[float, Payload]] = {}
        at = "/channels/{channel}/messages"
        rest.add(f"POST {at}", self._create)
        rest.add(f"GET {at}", self._history)
        rest.add(f"GET {at}/{{message}}", self._get)
        rest.add(f"PATCH {at}/{{message}}", self._edit)
        rest.add(f"DELETE {at}/{{message}}", self._delete)
        rest.add(f"PUT {at}/{{message}}/reactions/{{emoji}}/@me", self._react)

    async def _create(self, ask: Ask) -> Answer:
        body = ask.body
        thread = self._world.channels.get(ask.id("channel"), {}).get("type") == THREAD
        needs = VIEW | (SEND_IN_THREADS if thread else SEND)
        needs |= (EMBED if body.get("embeds") else 0) | (ATTACH if ask.files else 0)
        channel_id = int(self._rest.find_channel(ask, needs)["id"])
        if thread and self._world.channels[channel_id]["thread_metadata"]["archived"]:
            raise RefusedError(400, 50083, "Thread is archived")
        check(body, files=len(ask.files))
        self._check_reference(channel_id, body)
        key = (ask.prove().id, str(body.get("nonce")))
        since, before = self._nonces.get(key, (-NONCE_SECONDS, None))
        if body.get("enforce_nonce") and before is not None and perf_counter() - since < NONCE_SECONDS:
            return before
        message = self._world.post(channel_id, ask.prove().user, with_files(ask))
        if body.get("nonce") is not None:
            self._nonces[key] = perf_counter(), message
        self._journal.sent.add(Sent(message, body, ask.prove().token, "channel"))
        await self._gateway.dispatch("MESSAGE_CREATE", self._world.event(message))
        return message

    def _check_reference(self, channel_id: int, body: Payload) -> None:
        reference: Payload = body.get("message_reference") or {"fail_if_not_exists": False}
        known = self._world.messages.get(channel_id, {})
        if reference.get("fail_if_not_exists", True) and int(reference["message_id"]) not in known:
            raise RefusedError(400, 50035, "Invalid Form Body: message_reference: Unknown message")

    async def _history(self, ask: Ask) -> Answer:
        channel_id = int(self._rest.find_channel(ask)["id"])
        if not self._world.permissions(ask.prove().id, channel_id) & HISTORY:
            return []
        limit = int(ask.query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise RefusedError(400, 50035, "Invalid Form Body: limit: between 1 and 100")
        kept = self._world.messages.get(channel_id, {})
        newest = sorted(kept, reverse=True)
        if "after" in ask.query:
            chosen = [each for each in newest if each > int(ask.query["after"])][-limit:]
        elif "around" in ask.query:
            middle = int(ask.query["around"])
            before = [each for each in newest if each < middle][: limit // 2]
            chosen = [each for each in newest if each >= middle][-(limit - len(before)) :] + before
        else:
            end = int(ask.query.get("before", 1 << 63))
            chosen = [each for each in newest if each < end][:limit]
        return [kept[each] for each in chosen]

    def _find(self, ask: Ask) -> Payload:
        channel = self._rest.find_channel(ask)
        message = self._world.messages.get(int(channel["id"]), {}).get(ask.id("message"))
        if message is None:
            raise RefusedError(404, 10008, "Unknown Message")
        return message

    async def _get(self, ask: Ask) -> Answer:
        return self._find(ask)

    async def _edit(self, ask: Ask) -> Answer:
        message = self._find(ask)
        if message["author"]["id"] != str(ask.prove().id):
            raise RefusedError(403, 50005, "Cannot edit a message authored by another user")
        return await self.edit(message, ask, ask.prove().token)

    async def edit(self, message: Payload, ask: Ask, client: str) -> Payload:
        """Change a message as the body says, and tell all but the readers of an ephemeral one."""
        told = with_files(ask, message["attachments"])
        was = message["flags"]
        flags = was & ~LOADING | (ask.body.get("flags") or 0) & COMPONENTS_V2
        after = {key: told.get(key, message[key]) or empty for key, empty in EDITABLE.items()} | {
            "flags": flags
        }
        check(after, files=len(after["attachments"]))
        message.update(after, edited_timestamp=timestamp(self._world.snowflake()))
        if not was & LOADING:
            self._journal.edited.add(Edited(dict(message), ask.body, client))
        if not was & EPHEMERAL:
            await self._gateway.dispatch("MESSAGE_UPDATE", self._world.event(message))
        return message

    async def _delete(self, ask: Ask) -> Answer:
        message = self._find(ask)
        if message["author"]["id"] != str(ask.prove().id):
            self._rest.find_channel(ask, VIEW | MANAGE_MESSAGES)
        await self.delete(message)
        return None

    async def delete(self, message: Payload) -> None:
        """Take a message away and tell everybody."""
        self._journal.deleted.add(int(message["id"]))
        if not message["flags"] & EPHEMERAL:
            del self._world.messages[int(message["channel_id"])][int(message["id"])]
            whole = self._world.event(message)
            told = {key: whole[key] for key in ("id", "channel_id", "guild_id") if key in whole}
            await self._gateway.dispatch("MESSAGE_DELETE", told)

    async def _react(self, ask: Ask) -> Answer:
        self._find(ask)
        self._rest.find_channel(ask, VIEW | HISTORY | REACT)
        return None


EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
EDITABLE: Payload = {"content": "", "embeds": [], "components": [], "attachments": []}
"""What an edit may change, and what it makes of null."""


def with_files(ask: Ask, kept: Sequence[Payload] = ()) -> Payload:
    """Return a call's body, its `attachments` being those of `kept` that it names and then its uploads."""
    told = ask.body.get("attachments")
    if told is None and not ask.files:
        return ask.body
    about = {str(each["id"]): each for each in listed(told)}
    made: list[Payload] = [
        {
            "id": str(place),
            "filename": name,
            "size": size,
            "url": f"https://cdn.invalid/{name}",
            "proxy_url": f"https://cdn.invalid/{name}",
            "description": about.get(str(place), {}).get("description"),
        }
        for place, (name, size) in enumerate(ask.files)
    ]
    return {**ask.body, "attachments": [each for each in kept if each["id"] in about] + made}


def check(body: Payload, *, files: int = 0) -> None:
    """Refuse a message that is empty or over Discord's limits, with the field that is wrong."""
    content, embeds, components = (
        body.get("content") or "",
        listed(body.get("embeds")),
        listed(body.get("components")),
    )
    if not (content or embeds or components or files or body.get("poll") or body.get("sticker_ids")):
        raise RefusedError(400, 50006, "Cannot send an empty message")
    limits = [
        ("content", len(content), 2000),
        ("nonce", len(str(body.get("nonce") or "")), 25),
        ("embeds", len(embeds), 10),
    ]
    total = 0
    for embed in embeds:
        fields = listed(embed.get("fields"))
        parts = [("title", embed.get("title"), 256), ("description", embed.get("description"), 4096)]
        parts += [
            ("footer", embed.get("footer", {}).get("text"), 2048),
            ("author", embed.get("author", {}).get("name"), 256),
        ]
        parts += [
            (part, each.get(part), most) for each in fields for part, most in (("name", 256), ("value", 1024))
        ]
        limits += [(f"embed.{part}", len(text or ""), most) for part, text, most in parts]
        limits.append(("embed.fields", len(fields), 25))
        total += sum(len(text or "") for _, text, _ in parts)
    ids = [each["custom_id"] for each in pressable(body)]
    limits += [
        ("embeds in all", total, 6000),
        ("components", len(components), 10 if body.get("flags", 0) else 5),
    ]
    limits += [("custom_id", len(each), 100) for each in ids] + [
        ("custom_id twice", len(ids) - len(set(ids)), 0)
    ]
    for name, size, most in limits:
        if size > most:
            raise RefusedError(400, 50035, f"Invalid Form Body: {name}: {size} is over {most}")
