"""The house keeps its own rules: form, types, directions, sizes, and what may stand nowhere."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOT = sorted((ROOT / "bot").rglob("*.py"))
PYTHON = [*BOT, *sorted((ROOT / "tests").rglob("*.py"))]
LINES = 300


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _run(*words: str, cwd: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run([sys.executable, *words], cwd=cwd, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _linted(cwd: Path) -> tuple[int, str]:
    command = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    return _run("-c", command, cwd=cwd)


def _tracked() -> list[Path]:
    """Every file that belongs to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize(
    "words",
    [("ruff", "check"), ("ruff", "format", "--check"), ("basedpyright",)],
    ids=" ".join,
)
def test_form_and_types_are_clean(words: tuple[str, ...]) -> None:
    code, said = _run("-m", *words)
    assert code == 0, said


def test_imports_point_one_way() -> None:
    code, said = _linted(ROOT)
    assert code == 0, said


@pytest.mark.parametrize(
    ("module", "line", "arrow"),
    [
        ("core/pack.py", "import bot.config", "bot.core.pack -> bot.config"),
        ("core/pack.py", "import bot.words", "bot.core.pack -> bot.words"),
        ("core/text.py", "import asyncio", "bot.core.text -> asyncio"),
        ("core/text.py", "import sqlite3", "bot.core.text -> sqlite3"),
        ("packs/reader.py", "import bot.service", "bot.packs.reader -> bot.service"),
        ("words/__init__.py", "import discord", "bot.words -> discord"),
        ("service/__init__.py", "import bot.discordbot", "bot.service -> bot.discordbot"),
        ("service/__init__.py", "import bot.app", "bot.service -> bot.app"),
        ("terminal/__init__.py", "import bot.discordbot", "bot.terminal -> bot.discordbot"),
        ("logs.py", "import bot.config", "bot.logs -> bot.config"),
    ],
)
def test_an_import_that_points_the_wrong_way_is_caught(
    tmp_path: Path, module: str, line: str, arrow: str
) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "bot" / module
    planted.write_text(f"{planted.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")

    code, said = _linted(tmp_path)

    assert code == 1
    assert arrow in said


def test_no_file_is_long_without_a_reason() -> None:
    section = (
        (ROOT / "CONTRIBUTING.md")
        .read_text(encoding="utf-8")
        .partition("## Files over")[2]
        .partition("\n## ")[0]
    )
    reasons = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, flags=re.MULTILINE))
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    assert {name for name, lines in lengths.items() if lines > LINES} == set(reasons)


SQL = re.compile(
    r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE (VIRTUAL )?TABLE|DROP|ALTER TABLE|PRAGMA|WITH \w+ AS)\s"
)
SQL_PLACES = ("bot/store/", "bot/packs/fulltext.py")


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_sql_is_in_the_store_alone() -> None:
    found = [
        f"{_name(path)}:{line}"
        for path in BOT
        if not _name(path).startswith(SQL_PLACES)
        for line, text in _strings(path)
        if SQL.match(text)
    ]
    assert not found


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            yield called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""), node


def _is_ours(node: ast.expr, tree: ast.AST) -> bool:
    """Whether an expression can only be text of ours: literals, constants, and what is put together from them."""
    match node:
        case ast.Constant(value=str()):
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name) if name.isupper():
            return True
        case ast.Name(id=name):
            said = [
                each.value for each in ast.walk(tree) if isinstance(each, ast.Assign) and _assigns(each, name)
            ]
            return bool(said) and all(_is_ours(value, tree) for value in said)
        case ast.Call(func=ast.Name(id="_" | "_n"), args=args):
            return all(_is_ours(arg, tree) for arg in args if not isinstance(arg, ast.Name))
        case ast.JoinedStr(values=values):
            parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in values]
            return all(_is_ours(part, tree) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _is_ours(left, tree) and _is_ours(right, tree)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_ours(body, tree) and _is_ours(orelse, tree)
        case _:
            return False


def _assigns(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _functions(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Yield every function with its place: text from outside gets nowhere else, for importing does nothing."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{_name(path)}:{node.name}", node


LOOKED_AT = {
    "bot/core/judge/numbers.py:_value": "the pattern is filled with a comma or a full stop",
    "bot/words/language.py:many": "the sentence is a literal where it is called, as gettext needs it",
}
"""Functions whose pattern or format is ours, though it takes a person to see it; and why."""


def test_no_text_from_outside_is_run() -> None:
    banned = {"eval", "exec", "__import__", "system", "popen", "Template", "format_map", "vformat"}
    trees = ((path, ast.parse(path.read_text(encoding="utf-8"))) for path in BOT)
    found = [
        f"{_name(path)}:{call.lineno}"
        for path, tree in trees
        for name, call in _calls(tree)
        if name in banned
    ]
    assert not found


def test_no_text_from_outside_is_a_pattern_or_a_format() -> None:
    makes = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
    found: set[str] = set()
    for path in BOT:
        for where, tree in _functions(path):
            for name, call in _calls(tree):
                match call.func:
                    case ast.Attribute(value=ast.Name(id="re")) if name in makes and not _is_ours(
                        call.args[0], tree
                    ):
                        found.add(where)
                    case ast.Attribute(value=said) if (
                        name == "format" and call.keywords and not _is_ours(said, tree)
                    ):
                        found.add(where)
                    case _:
                        pass
    assert found == set(LOOKED_AT)


def test_sql_is_never_put_together_from_values() -> None:
    runs = {"execute", "executemany", "executescript", "fetch", "fetchrow", "fetchval"}
    found: list[str] = []
    for path in BOT:
        for where, tree in _functions(path):
            for name, call in _calls(tree):
                put_together = call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
                if name in runs and put_together and not _is_ours(call.args[0], tree):
                    found.append(where)
    assert not found


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_what_no_part_may_import() -> None:
    everywhere = ("unittest.mock",)
    bot = ("pickle", "marshal", "shelve", "ctypes", "subprocess", "unittest", "pytest", "simcord", "tests")
    found = [
        f"{_name(path)}: {name}"
        for path in PYTHON
        for name in _imports(path)
        if name.startswith(everywhere) or (path in BOT and name.partition(".")[0] in bot)
    ]
    assert not found


REGISTRY = re.compile(
    r"pypi[.]org|python[h]osted|registry[.]npmjs|crates[.]io|proxy[.]golang|--(extra-)?index[-]url[ =]"
)


def test_no_file_names_a_registry() -> None:
    texts = ((path, path.read_bytes()) for path in _tracked())
    found = [_name(path) for path, raw in texts if b"\0" not in raw and REGISTRY.search(raw.decode("utf-8"))]
    assert not found


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {_normal(name): pin for name, pin in re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE)}


def _normal(requirement: str) -> str:
    """Return the name in a requirement, as package tools compare names."""
    (name,) = re.findall(r"^[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_pin_has_hashes() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        entries = re.split(r"\n(?=\w)", (ROOT / lock).read_text(encoding="utf-8"))
        assert all("--hash=sha256:" in entry for entry in entries)


def test_the_development_lock_holds_the_other() -> None:
    assert _pins("requirements.lock").items() <= _pins("requirements-dev.lock").items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["postgres"]]
    for lock, wanted in (
        ("requirements.lock", asked),
        ("requirements-dev.lock", project["dependency-groups"]["dev"]),
    ):
        assert set(map(_normal, wanted)) <= set(_pins(lock))
