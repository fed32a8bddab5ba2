"""The use cases: what members can do, one turn at a time per room, over the ports Chat, Store and Clock."""
