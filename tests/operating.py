"""The page for operators, taken apart for the tests that hold it to the program."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "OPERATING.md").read_text(encoding="utf-8")

HERE, BESIDE, POSTGRES = "run", "run beside the bot", "run with PostgreSQL"
"""How a block of commands says, in a comment above it, where it can be run; what cannot says "not run: …"."""

BLOCKS: list[tuple[str, str]] = [
    (mark, re.sub(r"^ {3}", "", text, flags=re.MULTILINE) if indent else text)
    for indent, mark, text in re.findall(
        r"^( *)<!-- ([^\n]+) -->\n *```sh\n(.*?)^ *```$", PAGE, flags=re.DOTALL | re.MULTILINE
    )
]
"""Every block of commands, with what the comment above it says."""


def blocks(mark: str) -> list[str]:
    """Return the blocks whose comment begins so, in the order of the page."""
    return [text for said, text in BLOCKS if said.partition(":")[0] == mark]


def fenced(language: str) -> str:
    """Return the one block of that language."""
    (text,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
    return text


def table(head: str) -> list[list[str]]:
    """Return the cells of each row of the table whose first column is called that."""
    (body,) = re.findall(rf"^\| {head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, flags=re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in body.splitlines()]
