"""The rules: pure functions over values, with no clock, no chance, no files, no sockets and no wording."""
