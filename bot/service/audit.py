"""The audit list: who changed what."""

import logging

from bot.core.ledger import Entry, StoreAwayError
from bot.service.ports import Store

log = logging.getLogger(__name__)


async def note(store: Store, guild: str, entry: Entry) -> None:
    """Write a line for what was changed; the change stands, and is told so, also while the store is away."""
    try:
        await store.note(guild, entry)
    except StoreAwayError:
        log.warning("not in the audit list: guild=%s what=%s", guild, entry.what)
