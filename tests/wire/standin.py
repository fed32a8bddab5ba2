"""The stand-in for Discord: one server on the loopback, and what a test lets people do on it."""

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.wire.gateway import Gateway
from tests.wire.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction, Interactions
from tests.wire.journal import Journal, Payload
from tests.wire.messages import Messages
from tests.wire.rest import BASE, Rest
from tests.wire.world import Application, Guild, World, pressable

TOKEN = "MTExMTExMTExMTExMTExMTEx.GaBcDe.stand-in-token-of-the-tests-0000000000"
"""The token of the bot that every stand-in knows; it has the form of a real one."""


class StandIn:
    """One simulated Discord. `world` is what exists, `journal` what happened, `rest` and `gateway` take faults."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bot = world.add_application(TOKEN)
        self.journal = Journal()
        self.gateway = Gateway(world, self.journal)
        self.rest = Rest(world, self.journal, self.gateway)
        self._messages = Messages(self.rest)
        self._interactions = Interactions(self.rest, self._messages)
        self.url = ""

    @property
    def guild(self) -> Guild:
        """The first guild."""
        return next(iter(self.world.guilds.values()))

    @property
    def channel(self) -> int:
        """The first channel of the first guild."""
        return next(iter(self.guild.channels))

    async def say(
        self,
        who: str,
        content: str,
        channel: int | None = None,
        *,
        at: datetime | None = None,
        message_id: int | None = None,
    ) -> Payload:
        """Let a user say something (in the first channel, now, unless told otherwise) and return the message."""
        made = message_id or self.world.snowflake(at)
        message = self.world.post(channel or self.channel, self.world.user(who), {"content": content}, made)
        await self.gateway.dispatch("MESSAGE_CREATE", self.world.event(message))
        return message

    async def amend(self, message: Payload, content: str) -> None:
        """Let the author of a message change its text."""
        message |= {"content": content, "edited_timestamp": message["timestamp"]}
        await self.gateway.dispatch("MESSAGE_UPDATE", self.world.event(message))

    async def take_back(self, message: Payload) -> None:
        """Delete any message."""
        await self._messages.delete(message)

    def dm(self, who: str) -> int:
        """Return the direct channel of a user and the bot."""
        return int(self.world.dm(self.bot, int(self.world.user(who)["id"]))["id"])

    async def click(self, message: Payload, who: str, custom_id: str) -> Interaction:
        """Let a user press a button of a message, also one that the message no longer has."""
        return await self._press(message, who, {"component_type": 2, "custom_id": custom_id})

    async def choose(self, message: Payload, who: str, custom_id: str, *values: str) -> Interaction:
        """Let a user choose from a select menu of a message."""
        return await self._press(
            message, who, {"component_type": 3, "custom_id": custom_id, "values": list(values)}
        )

    async def _press(self, message: Payload, who: str, data: Payload) -> Interaction:
        author = int(message["author"]["id"])
        owner = next(each for each in self.world.applications.values() if each.id == author)
        channel, user = int(message["channel_id"]), self.world.user(who)
        return await self._interactions.begin(owner, COMPONENT, user, channel, data, source=message)

    async def submit(self, shown: Interaction, who: str, values: Mapping[str, str]) -> Interaction:
        """Let a user fill in the modal that an interaction was answered with; `values` are by custom_id or label."""
        modal = (await shown.reply()).data
        filled = filled_in(modal["components"], values)
        data: Payload = {"custom_id": modal["custom_id"], "components": filled}
        channel, user = int(shown.payload["channel_id"]), self.world.user(who)
        return await self._interactions.begin(
            shown.application, MODAL, user, channel, data, source=shown.source
        )

    async def invoke(
        self,
        command: str,
        who: str,
        channel: int | None = None,
        *,
        target: Payload | None = None,
        **options: Any,
    ) -> Interaction:
        """Let a user call a command that the bot has registered: "quiz start", rounds=3, or by a message's menu."""
        data = self._command(command, options)
        if target is not None:
            data |= {"target_id": target["id"], "resolved": {"messages": {target["id"]: target}}}
        return await self._interactions.begin(
            self.bot, COMMAND, self.world.user(who), channel or self.channel, data
        )

    async def suggest(self, command: str, who: str, *, focused: str, **options: Any) -> Interaction:
        """Ask for the autocompletion of the option `focused` as typed so far."""
        data = self._command(command, options, focused)
        return await self._interactions.begin(
            self.bot, AUTOCOMPLETE, self.world.user(who), self.channel, data
        )

    def _command(self, path: str, options: Mapping[str, Any], focused: str = "") -> Payload:
        known = [each for scope in self.bot.commands.values() for each in scope]
        root = next(
            (each for each in known if path == each["name"] or path.startswith(f"{each['name']} ")), None
        )
        assert root is not None, f"no command {path!r} among {[each['name'] for each in known]}"
        data: Payload = {"id": root["id"], "name": root["name"], "type": root["type"]}
        definition, place = root, data
        for name in path.removeprefix(root["name"]).split():
            definition = next(each for each in definition["options"] if each["name"] == name)
            inner: Payload = {"name": name, "type": definition["type"]}
            place["options"] = [inner]
            place = inner
        types = {each["name"]: each["type"] for each in definition.get("options", [])}
        place["options"] = [
            {"name": key, "type": types[key], "value": value} for key, value in options.items()
        ]
        for option in place["options"]:
            if option["name"] == focused:
                option["focused"] = True
        return data

    def custom_id(self, message: Payload, label: str) -> str:
        """Return the custom_id of the component whose label contains that text."""
        found = list(pressable(message))
        for each in found:
            if label in each.get("label", "") or label in each.get("placeholder", ""):
                return each["custom_id"]
        raise AssertionError(f"no component {label!r} among {[each.get('label') for each in found]}")

    async def delete_channel(self, channel: int) -> None:
        """Delete a channel or thread."""
        told = self.world.remove_channel(channel)
        await self.gateway.dispatch("THREAD_DELETE" if told["parent_id"] else "CHANNEL_DELETE", told)

    async def archive(self, thread: int) -> None:
        """Archive a thread."""
        told = self.world.channels[thread]
        told["thread_metadata"]["archived"] = True
        await self.gateway.dispatch("THREAD_UPDATE", told)

    async def deny(self, permissions: int, *channels: int) -> None:
        """Deny the bot these permissions, and no others, in those channels, or in all; 0 gives all back."""
        for channel in channels or [key for guild in self.world.guilds.values() for key in guild.channels]:
            told = self.world.channels[channel]
            rule = {"id": str(self.bot.id), "type": 1, "allow": "0", "deny": str(permissions)}
            told["permission_overwrites"] = [rule] if permissions else []
            await self.gateway.dispatch("CHANNEL_UPDATE", told)

    async def promote(self, who: str) -> None:
        """Give a user the managers' role in every guild."""
        for guild in self.world.guilds.values():
            member = guild.members[int(self.world.user(who)["id"])]
            member["roles"] = [str(guild.id + 2)]
            await self.gateway.dispatch("GUILD_MEMBER_UPDATE", {**member, "guild_id": str(guild.id)})

    async def remove_guild(self, guild: Guild, *, outage: bool = False) -> None:
        """Remove the bot from a guild, or make the guild unavailable as in an outage."""
        told: Payload = {"id": str(guild.id)}
        if outage:
            told["unavailable"] = True
        else:
            self.world.guilds.pop(guild.id)
            for channel in guild.channels:
                self.world.channels.pop(channel, None)
        await self.gateway.dispatch("GUILD_DELETE", told)

    async def restore_guild(self, guild: Guild) -> None:
        """Make a guild available again, or let the bot join it."""
        self.world.guilds[guild.id] = guild
        self.world.channels |= guild.channels
        await self.gateway.dispatch("GUILD_CREATE", self.world.guild_payload(guild))

    def revoke(self, application: Application | None = None) -> None:
        """Make a bot's token worthless: REST answers 401, IDENTIFY is closed with 4004."""
        self.world.applications.pop((application or self.bot).token)

    async def ready(self, *, after: int = 0, within: float = 15.0) -> None:
        """Wait until a client has logged in (IDENTIFY or RESUME), counting from entry `after` of the logins."""
        await self.journal.logins.first(lambda login: not login.refused, after=after, within=within)


def filled_in(components: list[Payload], values: Mapping[str, str]) -> list[Payload]:
    """Return a modal's components as Discord sends them back, with the values typed in."""
    return [one for component in components for one in _filled(component, values, "")]


def _filled(component: Payload, values: Mapping[str, str], label: str) -> Iterator[Payload]:
    kept: Payload = {key: component[key] for key in ("type", "id", "custom_id") if key in component}
    if "components" in component:
        yield {**kept, "components": filled_in(component["components"], values)}
    elif "component" in component:
        inner = next(_filled(component["component"], values, component.get("label", "")))
        yield {**kept, "component": inner}
    elif component["type"] == 4:
        named = component["custom_id"], component.get("label") or label
        yield {
            **kept,
            "value": next((values[name] for name in named if name in values), component.get("value", "")),
        }
    elif "custom_id" in component:
        yield {
            **kept,
            "values": [values[name] for name in (component["custom_id"], label) if name in values][:1],
        }


@asynccontextmanager
async def running(world: World | None = None, port: int = 0) -> AsyncGenerator[StandIn]:
    """Serve a stand-in on the loopback until the block ends; its `url` is the API's base."""
    standin = StandIn(world or World())
    standin.rest.app.router.add_get("/", standin.gateway.connect)
    runner = web.AppRunner(standin.rest.app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        address = f"127.0.0.1:{runner.addresses[0][1]}"
        standin.url, standin.gateway.url = f"http://{address}{BASE}", f"ws://{address}"
        yield standin
    finally:
        await standin.gateway.close()
        await runner.cleanup()
