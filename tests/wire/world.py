"""What exists on the simulated Discord: applications, guilds, channels, users, messages. No sockets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import time_ns

from tests.wire.journal import Payload, listed

DISCORD_EPOCH = 1_420_070_400_000
"""Milliseconds of the Unix clock at which Discord's ids begin."""

VIEW, SEND, EMBED, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
MANAGE_MESSAGES, MANAGE_CHANNELS, MANAGE_GUILD, ADMINISTRATOR = 1 << 13, 1 << 4, 1 << 5, 1 << 3
THREADS, SEND_IN_THREADS, REACT, COMMANDS = 1 << 35, 1 << 38, 1 << 6, 1 << 31

MEMBER = VIEW | SEND | EMBED | ATTACH | HISTORY | THREADS | SEND_IN_THREADS | REACT | COMMANDS
MANAGER = MEMBER | MANAGE_MESSAGES | MANAGE_CHANNELS | MANAGE_GUILD
EVERYTHING = (1 << 53) - 1

TEXT, DM, THREAD = 0, 1, 11
MEMBERS_INTENT, PRESENCES_INTENT, CONTENT_INTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS_INTENT | PRESENCES_INTENT | CONTENT_INTENT


@dataclass(slots=True)
class Application:
    """A bot account. `privileged` are the intents that are switched on in the developer portal."""

    id: int
    token: str
    user: Payload
    privileged: int = PRIVILEGED
    commands: dict[int | None, list[Payload]] = field(default_factory=dict[int | None, list[Payload]])

    def payload(self) -> Payload:
        """Return what /applications/@me answers."""
        limited = {MEMBERS_INTENT: 1 << 15, PRESENCES_INTENT: 1 << 13, CONTENT_INTENT: 1 << 19}
        flags = sum(flag for intent, flag in limited.items() if self.privileged & intent)
        return {
            "id": str(self.id),
            "name": self.user["username"],
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "owner": {**self.user, "bot": False},
            "flags": flags,
        }


@dataclass(slots=True)
class Guild:
    """A server. Roles, members and channels are Discord's payloads by id; @everyone is the role with the guild's id."""

    id: int
    name: str
    owner: int
    roles: dict[int, Payload]
    members: dict[int, Payload] = field(default_factory=dict[int, Payload])
    channels: dict[int, Payload] = field(default_factory=dict[int, Payload])


class World:
    """The simulated Discord's data, and the rules that need no connection."""

    def __init__(
        self,
        *,
        guilds: int = 1,
        channels: int = 2,
        members: int = 3,
        everyone: int = MEMBER,
        bot: int = MEMBER,
    ) -> None:
        self._last_id = 0
        self.applications: dict[str, Application] = {}
        self.users: dict[int, Payload] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Payload] = {}
        self.dms: dict[int, tuple[int, int]] = {}
        """The application and the user of each direct channel."""
        self.messages: dict[int, dict[int, Payload]] = {}
        self._permissions = everyone, bot
        self.owner = self._make_user("owner")
        for name in ("ann", "bob", "cem", "dot", "eve", *(f"member{n}" for n in range(5, members)))[:members]:
            self._make_user(name)
        for number in range(guilds):
            self.add_guild(f"guild-{number}", channels)

    def snowflake(self, at: datetime | None = None) -> int:
        """Return a new id, which carries the time: that one, or now, always above the one before it."""
        millis = int(at.timestamp() * 1000) if at else time_ns() // 1_000_000
        wanted = (millis - DISCORD_EPOCH) << 22
        if at is not None:
            # Ids of a chosen time need not ascend, only differ: the low 22 bits count.
            self._last_id += 1
            return wanted | (self._last_id & 0x3FFFFF)
        self._last_id = max(wanted, self._last_id + 1)
        return self._last_id

    def _make_user(self, name: str, *, bot: bool = False) -> Payload:
        user: Payload = {
            "id": str(self.snowflake()),
            "username": name,
            "discriminator": "0",
            "global_name": name,
            "avatar": None,
            "bot": bot,
            "public_flags": 0,
        }
        self.users[int(user["id"])] = user
        return user

    def add_application(self, token: str, name: str = "study") -> Application:
        """Add a bot account that may log in with that token, a member of every guild."""
        user = self._make_user(name, bot=True)
        application = Application(int(user["id"]), token, user)
        self.applications[token] = application
        for guild in self.guilds.values():
            self._join(guild, user, guild.id + 1)
        return application

    def add_guild(self, name: str, channels: int) -> Guild:
        """Add a guild with that many text channels, of which every user is a member."""
        # The two ids after the guild's belong to its roles, so it can be read off an id what it is.
        guild_id = self.snowflake()
        self._last_id += 2
        everyone, bot = self._permissions
        rights = {
            guild_id: ("@everyone", everyone),
            guild_id + 1: ("bot", bot),
            guild_id + 2: ("managers", MANAGER),
        }
        roles = {key: role(key, *right) for key, right in rights.items()}
        guild = Guild(guild_id, name, int(self.owner["id"]), roles)
        self.guilds[guild_id] = guild
        for user in self.users.values():
            self._join(guild, user, guild_id + 1 if user["bot"] else None)
        for number in range(channels):
            self.add_channel(guild_id, f"channel-{number}")
        return guild

    def _join(self, guild: Guild, user: Payload, role_id: int | None = None) -> None:
        guild.members[int(user["id"])] = {
            "user": user,
            "roles": [str(role_id)] if role_id else [],
            "nick": None,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }

    def add_channel(self, guild_id: int, name: str, parent: int | None = None, owner: int = 0) -> Payload:
        """Add a text channel, or a thread of the channel `parent`."""
        channel: Payload = {
            "id": str(self.snowflake()),
            "type": THREAD if parent else TEXT,
            "guild_id": str(guild_id),
            "name": name,
            "parent_id": str(parent) if parent else None,
            "last_message_id": None,
            "rate_limit_per_user": 0,
        }
        if parent:
            kept: Payload = {"archived": False, "locked": False, "auto_archive_duration": 1440}
            kept["archive_timestamp"] = kept["create_timestamp"] = timestamp(int(channel["id"]))
            channel |= {
                "owner_id": str(owner),
                "message_count": 0,
                "member_count": 1,
                "thread_metadata": kept,
            }
        else:
            channel |= {"position": 0, "topic": None, "nsfw": False, "permission_overwrites": []}
        self.channels[int(channel["id"])] = channel
        self.guilds[guild_id].channels[int(channel["id"])] = channel
        return channel

    def remove_channel(self, channel_id: int) -> Payload:
        """Forget a channel, its threads and all their messages; return it."""
        channel = self.channels.pop(channel_id)
        self.messages.pop(channel_id, None)
        if guild_id := channel.get("guild_id"):
            guild = self.guilds[int(guild_id)]
            del guild.channels[channel_id]
            for thread in [
                key for key, each in guild.channels.items() if each["parent_id"] == str(channel_id)
            ]:
                self.remove_channel(thread)
        return channel

    def dm(self, application: Application, user_id: int) -> Payload:
        """Return the direct channel of a bot and a user; it is made at the first call."""
        pair = application.id, user_id
        for channel_id, owners in self.dms.items():
            if owners == pair:
                return self.channels[channel_id]
        channel_id = self.snowflake()
        told: Payload = {
            "id": str(channel_id),
            "type": DM,
            "recipients": [self.users[user_id]],
            "last_message_id": None,
        }
        self.channels[channel_id] = told
        self.dms[channel_id] = pair
        return told

    def user(self, name: str) -> Payload:
        """Return the user of that name; a new one joins every guild."""
        for user in self.users.values():
            if user["username"] == name:
                return user
        user = self._make_user(name)
        for guild in self.guilds.values():
            self._join(guild, user)
        return user

    def guild_of(self, channel_id: int) -> Guild | None:
        """Return the guild that a channel or thread belongs to; None for a DM."""
        guild_id = self.channels[channel_id].get("guild_id")
        return self.guilds[int(guild_id)] if guild_id else None

    def permissions(self, user_id: int, channel_id: int) -> int:
        """Return what a member may do in a channel, by roles and overwrites as Discord computes it."""
        guild = self.guild_of(channel_id)
        if guild is None:
            return EVERYTHING
        held = [guild.id, *map(int, guild.members[user_id]["roles"])]
        granted = 0
        for role_id in held:
            granted |= int(guild.roles[role_id]["permissions"])
        if granted & ADMINISTRATOR:
            return EVERYTHING
        channel = self.channels[channel_id]
        overwrites = self.channels[int(channel["parent_id"])] if channel["type"] == THREAD else channel
        by_id = {int(each["id"]): each for each in overwrites["permission_overwrites"]}
        for group in ([guild.id], held[1:], [user_id]):
            rules = [by_id[each] for each in group if each in by_id]
            for rule in rules:
                granted &= ~int(rule["deny"])
            for rule in rules:
                granted |= int(rule["allow"])
        return granted

    def post(self, channel_id: int, author: Payload, body: Payload, message_id: int | None = None) -> Payload:
        """Return a new message, kept in the channel's history."""
        message = self.compose(channel_id, author, body, message_id)
        self.messages.setdefault(channel_id, {})[int(message["id"])] = message
        self.channels[channel_id]["last_message_id"] = message["id"]
        return message

    def compose(
        self, channel_id: int, author: Payload, body: Payload, message_id: int | None = None
    ) -> Payload:
        """Return a message's payload, kept nowhere."""
        made = message_id or self.snowflake()
        content = body.get("content") or ""
        message: Payload = {
            "id": str(made),
            "channel_id": str(channel_id),
            "author": author,
            "content": content,
            "timestamp": timestamp(made),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [user for user in self.users.values() if f"<@{user['id']}>" in content]
            if "<@" in content
            else [],
            "mention_roles": [],
            "attachments": body.get("attachments") or [],
            "embeds": body.get("embeds") or [],
            "components": body.get("components") or [],
            "pinned": False,
            "type": 0,
            "flags": body.get("flags") or 0,
        }
        if body.get("nonce") is not None:
            message["nonce"] = body["nonce"]
        if reference := body.get("message_reference"):
            told = self.messages.get(channel_id, {}).get(int(reference["message_id"]))
            message |= {"type": 19, "message_reference": reference, "referenced_message": told}
        return message

    def event(self, message: Payload) -> Payload:
        """Return a message as the gateway tells it: with its guild and its author as a member."""
        guild = self.guild_of(int(message["channel_id"]))
        if guild is None:
            return {**message, "channel_type": DM}
        told = {**message, "guild_id": str(guild.id)}
        member = guild.members.get(int(message["author"]["id"]))
        if member:
            told["member"] = {key: value for key, value in member.items() if key != "user"}
        return told

    def guild_payload(self, guild: Guild) -> Payload:
        """Return what GUILD_CREATE and GET /guilds tell of a guild."""
        channels = guild.channels.values()
        return {
            "id": str(guild.id),
            "name": guild.name,
            "owner_id": str(guild.owner),
            "joined_at": "2024-01-01T00:00:00+00:00",
            "unavailable": False,
            "large": len(guild.members) > 250,
            "member_count": len(guild.members),
            "roles": list(guild.roles.values()),
            "members": list(guild.members.values()),
            "channels": [each for each in channels if each["type"] != THREAD],
            "threads": [each for each in channels if each["type"] == THREAD],
            "preferred_locale": "en-GB",
            **{key: [] for key in ("emojis", "stickers", "features", "presences", "voice_states")},
        }


def role(role_id: int, name: str, permissions: int) -> Payload:
    """Return a role's payload."""
    return {
        "id": str(role_id),
        "name": name,
        "permissions": str(permissions),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def timestamp(snowflake: int) -> str:
    """Return the time that an id carries, as ISO 8601."""
    return datetime.fromtimestamp(((snowflake >> 22) + DISCORD_EPOCH) / 1000, UTC).isoformat()


def pressable(part: Payload) -> Iterator[Payload]:
    """Yield every component with a custom_id in a message, modal or component, in order."""
    if "custom_id" in part and "type" in part:
        yield part
    for key in ("components", "accessory", "component"):
        for each in listed(part.get(key)):
            yield from pressable(each)
