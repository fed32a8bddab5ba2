"""A language is added by a file: sentences and plural forms change, and what is not translated stays English."""

import ast
import re
import shutil
import struct
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.app import played
from bot.config import Settings
from bot.exits import Exit, Stop
from bot.words import language
from bot.words.language import DOMAIN, ENGLISH, UnknownLanguageError, _, languages, many, speak
from tests.template import ROOT, calls, sentence, template

FILES = [path for path in sorted((ROOT / "bot").rglob("*.py")) if path.name != "language.py"]

POLISH = {
    "": "Content-Type: text/plain; charset=UTF-8\n"
    "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n",
    "No quiz is running here. `!quiz` starts one.": "Nie ma tu quizu. `!quiz` go zaczyna.",
    "{count} point\0{count} points": "{count} punkt\0{count} punkty\0{count} punktów",
}


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second language, of two sentences."""
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{DOMAIN}.mo").write_bytes(compiled(POLISH))
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    yield
    speak(ENGLISH)


def compiled(catalogue: Mapping[str, str]) -> bytes:
    """Return sentences in gettext's compiled form.

    Reference: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
    """
    pairs = sorted((key.encode(), value.encode()) for key, value in catalogue.items())
    head = 7 * 4
    at, tables, texts = head + 16 * len(pairs), b"", b""
    for column in (0, 1):
        for pair in pairs:
            tables += struct.pack("<II", len(pair[column]), at + len(texts))
            texts += pair[column] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), head, head + 8 * len(pairs), 0, 0) + tables + texts


@pytest.mark.usefixtures("polish")
def test_plurals_are_those_of_the_language() -> None:
    assert [many("{count} point", "{count} points", count) for count in (1, 3, 5)] == [
        "1 point",
        "3 points",
        "5 points",
    ]
    speak("pl")
    told = [many("{count} point", "{count} points", count) for count in (1, 3, 5, 22)]
    assert told == ["1 punkt", "3 punkty", "5 punktów", "22 punkty"]
    assert languages() == (ENGLISH, "pl")


@pytest.mark.usefixtures("polish")
async def test_the_bot_speaks_the_language_of_its_settings_and_english_where_nothing_is_translated() -> None:
    lines = [
        "# content: tests/packs/cells",
        "# seeds: tests/packs/seeds",
        "ann> !stop",
        "ann> !hint",
        "ann> !answer",
    ]
    said = await played(Settings(discord_token=None, bot_language="pl"), lines, ROOT)
    assert said[3] == "bot| (to you) Nie ma tu quizu. !quiz go zaczyna."
    assert said[-1] == "bot| (to you) Answer what? For example !answer 1994."
    said = await played(Settings(discord_token=None), lines, ROOT)
    assert said[3] == "bot| (to you) No quiz is running here. !quiz starts one."


@pytest.mark.usefixtures("polish")
async def test_a_language_that_is_not_there_is_refused_at_the_start() -> None:
    with pytest.raises(UnknownLanguageError, match="en, pl"):
        speak("tlh")
    with pytest.raises(Stop) as stopped:
        await played(Settings(discord_token=None, bot_language="tlh"), [], ROOT)
    assert stopped.value.code == Exit.CONFIG
    assert "BOT_LANGUAGE" in str(stopped.value)


def test_every_sentence_stands_where_it_is_translated() -> None:
    places = [(path, call) for path in FILES for call in calls(path)]
    assert len(places) > 300
    assert [f"{path}:{call.lineno}" for path, call in places if sentence(call) is None] == []


def test_no_sentence_is_translated_before_the_language_is_chosen() -> None:
    """What stands outside of functions is said once, when it is imported."""
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        late = sum(
            isinstance(each, ast.Call) and getattr(each.func, "id", "") in {"_", "many"}
            for node in inside
            for each in ast.walk(node)
        )
        assert late >= len(list(calls(path))), path


def test_the_template_holds_every_sentence_once() -> None:
    made = template()
    keys = re.findall(r"^msgid (.*)$", made, flags=re.MULTILINE)
    assert len(keys) == len(set(keys))
    assert 'msgid "No quiz is running here. `!quiz` starts one."' in made
    assert 'msgid "{count} point"\nmsgid_plural "{count} points"\nmsgstr[0] ""' in made
    assert _("Your answer") in made


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs gettext's own msgfmt")
def test_gettext_itself_reads_the_template(tmp_path: Path) -> None:
    written = tmp_path / "colloquy.po"
    written.write_text(template(), encoding="utf-8")
    done = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", str(tmp_path / "colloquy.mo"), str(written)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
