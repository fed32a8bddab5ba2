"""Interactions: what members press, pick, type into modals and call by slash, and what the bot may answer.

Reference: https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Literal

from tests.wire.journal import Log, Payload, Sent, words
from tests.wire.messages import COMPONENTS_V2, EPHEMERAL, LOADING, Messages, check, with_files
from tests.wire.rest import Answer, Ask, RefusedError, Rest
from tests.wire.world import Application

ACKNOWLEDGE_WITHIN, TOKEN_LIVES = 3.0, 900.0
"""Seconds in which an interaction must be acknowledged, and for which its token serves."""

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, SHOW_MODAL = 4, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing that the bot did with an interaction; `type` is that of the callback, 0 for what came later."""

    kind: Literal["callback", "follow-up", "edit", "delete"]
    type: int
    data: Payload
    message: Payload | None = None
    at: float = field(default_factory=perf_counter)

    @property
    def ephemeral(self) -> bool:
        return bool(self.message and self.message["flags"] & EPHEMERAL)

    @property
    def text(self) -> str:
        """All that the member sees of it."""
        return "\n".join(words(self.message or {}))


@dataclass(slots=True)
class Interaction:
    """One press, choice, modal or command of a member, and the bot's replies to it."""

    id: int
    token: str
    application: Application
    payload: Payload
    source: Payload | None = None
    type: int = 0
    original: Payload | None = None
    replies: Log[Reply] = field(default_factory=Log[Reply])
    messages: dict[int, Payload] = field(default_factory=dict[int, Payload])
    began: float = field(default_factory=perf_counter)

    async def reply(self, within: float = 5.0) -> Reply:
        """Return the first reply that shows something: a message, an update, choices or a modal."""
        return await self.replies.first(
            lambda reply: reply.type not in {DEFERRED, DEFERRED_UPDATE}, within=within
        )

    async def acknowledged(self, within: float = 4.0) -> float:
        """Return after how many seconds the bot acknowledged it."""
        return (
            await self.replies.first(lambda reply: reply.kind == "callback", within=within)
        ).at - self.began


class Interactions:
    """All interactions of a stand-in, and the routes that answer them."""

    def __init__(self, rest: Rest, messages: Messages) -> None:
        self._world, self._journal, self._gateway = rest.world, rest.journal, rest.gateway
        self._messages = messages
        self._names = count(1)
        self._by_token: dict[str, Interaction] = {}
        rest.add("POST /interactions/{interaction}/{token}/callback", self._callback)
        rest.add("POST /webhooks/{application}/{token}", self._follow_up)
        at = "/webhooks/{application}/{token}/messages/{message}"
        rest.add(f"GET {at}", self._get)
        rest.add(f"PATCH {at}", self._edit)
        rest.add(f"DELETE {at}", self._delete)

    async def begin(
        self,
        application: Application,
        kind: int,
        user: Payload,
        channel_id: int,
        data: Payload,
        *,
        source: Payload | None = None,
    ) -> Interaction:
        """Tell a bot that a member did something; `source` is the message that carries the component."""
        number, token = self._world.snowflake(), f"interaction-token-{next(self._names)}"
        guild, channel = self._world.guild_of(channel_id), self._world.channels[channel_id]
        payload: Payload = {
            "id": str(number),
            "application_id": str(application.id),
            "type": kind,
            "token": token,
            "version": 1,
            "data": data,
            "channel": channel,
            "channel_id": str(channel_id),
            "locale": "en-GB",
            "entitlements": [],
            "attachment_size_limit": 10 << 20,
            "app_permissions": str(self._world.permissions(application.id, channel_id)),
            "context": 0 if guild else 1,
            "authorizing_integration_owners": {"0": str(guild.id if guild else 0)},
        }
        if guild:
            rights = {"permissions": str(self._world.permissions(int(user["id"]), channel_id))}
            payload |= {"guild_id": str(guild.id), "guild_locale": "en-GB"}
            payload["guild"] = {"id": str(guild.id), "locale": "en-GB", "features": []}
            payload["member"] = {**guild.members[int(user["id"])], **rights}
        else:
            payload["user"] = user
        if source is not None:
            payload["message"] = source
        begun = self._by_token[token] = Interaction(number, token, application, payload, source)
        await self._gateway.dispatch("INTERACTION_CREATE", payload)
        return begun

    async def _callback(self, ask: Ask) -> Answer:
        interaction = self._by_token.get(ask.path["token"])
        if interaction is None or perf_counter() - interaction.began > ACKNOWLEDGE_WITHIN:
            raise RefusedError(404, 10062, "Unknown interaction")
        if interaction.type:
            raise RefusedError(400, 40060, "Interaction has already been acknowledged.")
        kind: int = ask.body["type"]
        data: Payload = ask.body.get("data") or {}
        inner = Ask(ask.path, ask.query, data, ask.files, interaction.application)
        shown: Payload | None = None
        if kind in {MESSAGE, DEFERRED}:
            shown = await self._show(interaction, inner, LOADING if kind == DEFERRED else 0)
        elif kind in {UPDATE, DEFERRED_UPDATE}:
            shown = interaction.source
            if kind == UPDATE and shown is not None:
                await self._messages.edit(shown, inner, interaction.application.token)
        interaction.type, interaction.original = kind, shown
        interaction.replies.add(Reply("callback", kind, data, shown and dict(shown)))
        about: Payload = {"id": str(interaction.id), "type": interaction.payload["type"]}
        if shown is None:
            return {"interaction": about}
        about |= {"response_message_id": shown["id"], "response_message_loading": kind == DEFERRED}
        about["response_message_ephemeral"] = bool(shown["flags"] & EPHEMERAL)
        return {"interaction": about, "resource": {"type": kind, "message": shown}}

    async def _show(self, interaction: Interaction, ask: Ask, loading: int = 0) -> Payload:
        if not loading:
            check(ask.body, files=len(ask.files))
        flags = (ask.body.get("flags") or 0) & (EPHEMERAL | COMPONENTS_V2) | loading
        channel_id = int(interaction.payload["channel_id"])
        make = self._world.compose if flags & EPHEMERAL else self._world.post
        message = make(channel_id, interaction.application.user, {**with_files(ask), "flags": flags})
        owner = {
            "application_id": str(interaction.application.id),
            "webhook_id": str(interaction.application.id),
        }
        message.update(owner)
        interaction.messages[int(message["id"])] = message
        if not loading:
            self._journal.sent.add(Sent(message, ask.body, interaction.application.token, "interaction"))
        if not flags & EPHEMERAL:
            await self._gateway.dispatch("MESSAGE_CREATE", self._world.event(message))
        return message

    def _find(self, ask: Ask) -> Interaction:
        interaction = self._by_token.get(ask.path["token"])
        if interaction is None or not interaction.type:
            raise RefusedError(404, 10015, "Unknown Webhook")
        if perf_counter() - interaction.began > TOKEN_LIVES:
            raise RefusedError(401, 50027, "Invalid Webhook Token")
        return interaction

    async def _follow_up(self, ask: Ask) -> Answer:
        interaction = self._find(ask)
        if interaction.original is not None and interaction.original["flags"] & LOADING:
            message = await self._fill(interaction, interaction.original, ask)
        else:
            message = await self._show(interaction, ask)
        interaction.replies.add(Reply("follow-up", 0, ask.body, dict(message)))
        return message

    async def _fill(self, interaction: Interaction, message: Payload, ask: Ask) -> Payload:
        """Put the content into what a deferred answer showed as "is thinking"."""
        await self._messages.edit(message, ask, interaction.application.token)
        self._journal.sent.add(Sent(dict(message), ask.body, interaction.application.token, "interaction"))
        return message

    def _find_message(self, ask: Ask) -> tuple[Interaction, Payload]:
        interaction, name = self._find(ask), ask.path["message"]
        message = interaction.original if name == "@original" else interaction.messages.get(int(name))
        if message is None:
            raise RefusedError(404, 10008, "Unknown Message")
        return interaction, message

    async def _get(self, ask: Ask) -> Answer:
        return self._find_message(ask)[1]

    async def _edit(self, ask: Ask) -> Answer:
        interaction, message = self._find_message(ask)
        if message["flags"] & LOADING:
            await self._fill(interaction, message, ask)
        else:
            await self._messages.edit(message, ask, interaction.application.token)
        interaction.replies.add(Reply("edit", 0, ask.body, dict(message)))
        return message

    async def _delete(self, ask: Ask) -> Answer:
        interaction, message = self._find_message(ask)
        await self._messages.delete(message)
        interaction.replies.add(Reply("delete", 0, {}, message))
        return None
