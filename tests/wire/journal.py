"""What the stand-in saw and did: append-only logs that a test can wait on and count."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Generic, Literal, TypeVar, cast, overload

Payload = dict[str, Any]
"""A JSON object as Discord defines it; the stand-in keeps Discord's own shapes and does not model them again."""

T = TypeVar("T")


class Log(Sequence[T], Generic[T]):
    """An append-only list whose reader can wait for the entry that it needs."""

    def __init__(self) -> None:
        self._entries: list[T] = []
        self._grown = asyncio.Event()

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def add(self, entry: T) -> T:
        """Append an entry and wake all who wait."""
        self._entries.append(entry)
        self._grown.set()
        self._grown = asyncio.Event()
        return entry

    async def first(self, match: Callable[[T], object], *, after: int = 0, within: float = 5.0) -> T:
        """Return the first entry from index `after` on that matches, waiting for it up to `within` seconds."""
        place = after
        try:
            async with asyncio.timeout(within):
                while True:
                    grown = self._grown
                    for entry in self._entries[place:]:
                        if match(entry):
                            return entry
                    place = max(after, len(self._entries))
                    await grown.wait()
        except TimeoutError:
            last = "\n  ".join(map(repr, self._entries[-5:])) or "nothing at all"
            raise AssertionError(f"no match within {within} s; the last entries:\n  {last}") from None


@dataclass(slots=True)
class Call:
    """One REST call; `at` is its arrival, `status` 0 until it is answered and -1 after a reset."""

    method: str
    route: str
    path: str
    query: Payload
    body: Payload
    client: str
    at: float = field(default_factory=perf_counter)
    status: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that a client made, through a channel or an interaction; `request` is the body as it came."""

    message: Payload
    request: Payload
    client: str
    via: Literal["channel", "interaction"]
    at: float = field(default_factory=perf_counter)

    @property
    def id(self) -> int:
        return int(self.message["id"])

    @property
    def channel(self) -> int:
        return int(self.message["channel_id"])

    @property
    def content(self) -> str:
        return self.message["content"]

    @property
    def nonce(self) -> str | None:
        return self.request.get("nonce")

    @property
    def ephemeral(self) -> bool:
        return bool(self.message["flags"] & 64)

    @property
    def text(self) -> str:
        """All that a reader sees: the content and every text of the embeds and components, joined by line ends."""
        return "\n".join(words(self.message))


@dataclass(frozen=True, slots=True)
class Edited:
    """One edit of a message; `request` is the body as it came."""

    message: Payload
    request: Payload
    client: str
    at: float = field(default_factory=perf_counter)


@dataclass(frozen=True, slots=True)
class Login:
    """One IDENTIFY or RESUME and what became of it: the session's id, or the close code (9: op 9) that answered it.

    A "connect" is an attempt during an outage, which was answered with 503.
    """

    kind: Literal["identify", "resume", "connect"]
    client: str
    intents: int
    session: str = ""
    refused: int = 0
    replayed: int = 0
    at: float = field(default_factory=perf_counter)


@dataclass(slots=True)
class Journal:
    """All logs of one stand-in; `calls` by their arrival, and the same calls in `answered` by their end."""

    calls: Log[Call] = field(default_factory=Log[Call])
    answered: Log[Call] = field(default_factory=Log[Call])
    sent: Log[Sent] = field(default_factory=Log[Sent])
    edited: Log[Edited] = field(default_factory=Log[Edited])
    deleted: Log[int] = field(default_factory=Log[int])
    logins: Log[Login] = field(default_factory=Log[Login])

    def identifies(self) -> list[Login]:
        """Every IDENTIFY, those that were refused too."""
        return [login for login in self.logins if login.kind == "identify"]

    def resumes(self) -> list[Login]:
        """Every RESUME, those that were refused too."""
        return [login for login in self.logins if login.kind == "resume"]


def busiest(times: Iterable[float], window: float = 1.0) -> int:
    """Return the largest number of times that lie in any half-open window of that many seconds."""
    ordered = sorted(times)
    most = start = 0
    for end, time in enumerate(ordered):
        while ordered[start] <= time - window:
            start += 1
        most = max(most, end - start + 1)
    return most


_SHOWN = {"content", "title", "description", "name", "value", "text", "label", "placeholder"}
_HOLDS_MORE = {"embeds", "components", "fields", "footer", "author", "options", "accessory"}


def listed(value: Any) -> list[Payload]:
    """Return a JSON list of objects; null is an empty one, and an object a list of itself."""
    return cast("list[Payload]", value if isinstance(value, list) else [value] if value else [])


def words(part: Payload) -> Iterator[str]:
    """Yield the texts of a message payload that a reader sees, in the order in which they stand in it."""
    for key, value in part.items():
        if key in _SHOWN and isinstance(value, str):
            yield value
        elif key in _HOLDS_MORE and "username" not in value:
            for each in listed(value):
                yield from words(each)
