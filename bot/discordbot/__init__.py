"""The front end for Discord, and the only importer of discord: events to use cases, replies to messages."""
