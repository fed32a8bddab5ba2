"""Who asks, and what we know of them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asker:
    """Who said or pressed something, where and when; `id` is the platform's, ordered as things were sent.

    `manager` says that the platform lets them moderate this room; `private` that nobody else is in it.
    """

    guild: str
    room: str
    player: str
    name: str
    at: datetime
    id: int
    manager: bool = False
    private: bool = False
