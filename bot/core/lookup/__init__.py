"""Finding a fact: by its name however it is put, by a name close to it, or by the words of its text."""

from bot.core.lookup.catalog import Catalog, Found, Hit, Miss, Near, Search

__all__ = ["Catalog", "Found", "Hit", "Miss", "Near", "Search"]
