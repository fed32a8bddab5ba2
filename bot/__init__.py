"""Colloquy: a Discord bot for study groups that read essays together."""

__version__ = "0.1.0"
