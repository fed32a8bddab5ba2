"""The template of all sentences, for translators: `python -m tests.template` writes it; `make template` calls this."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.words.language import DOMAIN, LOCALES

ROOT = Path(__file__).parents[1]

HEAD = """# The sentences of Colloquy. How a language is added stands in CONTRIBUTING.md.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""

Sentence = tuple[str, ...]
"""A sentence, or the one for one thing and the one for several."""


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield each place of a file where a sentence is translated."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "many"}:
            yield node


def sentence(call: ast.Call) -> Sentence | None:
    """Return what is translated there, or None where it does not stand there as it is."""
    parts = call.args if isinstance(call.func, ast.Name) and call.func.id == "_" else call.args[:2]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return tuple(texts) if texts and len(texts) == len(parts) else None


def template() -> str:
    """Return every sentence of the bot once, with the files in which it stands, in gettext's form."""
    found: dict[str, tuple[Sentence, dict[str, None]]] = {}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for call in calls(path):
            if said := sentence(call):
                # For gettext the singular is the key, also of a sentence that has a plural elsewhere.
                known, files = found.setdefault(said[0], (said, {}))
                found[said[0]] = (
                    max(known, said, key=len),
                    files | {path.relative_to(ROOT).as_posix(): None},
                )
    return "\n".join([HEAD, *(_entry(said, files) for said, files in found.values())])


def _entry(said: Sentence, files: dict[str, None]) -> str:
    lines = [f"#: {' '.join(files)}"]
    if any("{" in text for text in said):
        lines.append("#, python-brace-format")
    lines.append(f"msgid {_quoted(said[0])}")
    if len(said) == 1:
        return "\n".join([*lines, 'msgstr ""', ""])
    return "\n".join([*lines, f"msgid_plural {_quoted(said[1])}", 'msgstr[0] ""', 'msgstr[1] ""', ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    LOCALES.mkdir(exist_ok=True)
    (LOCALES / f"{DOMAIN}.pot").write_text(template(), encoding="utf-8")
