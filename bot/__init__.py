"""Colloquy: a Discord bot for study groups that read essays together."""
