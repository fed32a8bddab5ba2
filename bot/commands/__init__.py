"""The grammar of what members type and press, shared by both front ends: words in, use case, reply out."""

from bot.commands.dispatch import press, run, say

__all__ = ["press", "run", "say"]
