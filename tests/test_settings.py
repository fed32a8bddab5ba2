"""What an operator sets, in which place, and what is said when it is wrong."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import SECRET_FIELDS, Settings, SettingsError, application_id, load_settings, shipped

ROOT = Path(__file__).parents[1]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.aBcDeFgHiJkLmNoPqRsTuVwXyZ-0123456789_"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"{name.upper()}_FILE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return caught.value.problems


def test_nothing_has_to_be_set(bare: Path) -> None:
    settings = load_settings()

    assert settings.discord_token is None
    assert settings.discord_api_url == "https://discord.com/api/v10"
    assert settings.bot_data == bare / "share" / "colloquy"
    assert settings.database_file == bare / "share" / "colloquy" / "colloquy.db"
    assert settings.bot_prefix == "!"
    assert settings.bot_content == (ROOT / "content",)
    assert settings.bot_seeds == ROOT / "seeds"
    assert settings.bot_essays is None
    assert (settings.log_level, settings.log_format) == ("info", "text")
    assert (settings.metrics_host, settings.metrics_port) == ("127.0.0.1", None)
    assert settings.secrets == ()


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / ".env").write_text("BOT_PREFIX=?\nLOG_LEVEL=WARNING\nUNKNOWN=1\n")
    monkeypatch.setenv("BOT_PREFIX", "$")

    settings = load_settings()

    assert (settings.bot_prefix, settings.log_level, settings.log_format) == ("$", "warning", "text")


def test_what_is_set_to_nothing_is_not_set(bare: Path) -> None:
    (bare / ".env").write_text("DISCORD_TOKEN=\nDATABASE_URL=\nMETRICS_PORT=\nBOT_CONTENT=\n")
    assert load_settings() == load_settings(env_file=None)


def test_the_example_file_sets_nothing_and_names_every_setting(bare: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = {line.lstrip("# ").partition("=")[0] for line in example.splitlines() if "=" in line}
    assert named >= {name.upper() for name in Settings.model_fields}
    assert named - {f"{name.upper()}_FILE" for name in SECRET_FIELDS} == {
        name.upper() for name in Settings.model_fields
    }

    (bare / ".env").write_text(example)
    assert load_settings() == load_settings(env_file=None)


@pytest.mark.parametrize("place", ["environment", ".env"])
def test_a_secret_may_stand_in_a_file(bare: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (bare / "token").write_text(TOKEN + "\n")
    (bare / "database").write_text("postgresql://ann:p%40ss@db/colloquy?sslmode=require\n")
    names = {"DISCORD_TOKEN_FILE": bare / "token", "DATABASE_URL_FILE": bare / "database"}
    if place == ".env":
        (bare / ".env").write_text("".join(f"{name}={file}\n" for name, file in names.items()))
    for name, file in names.items() if place == "environment" else ():
        monkeypatch.setenv(name, str(file))

    settings = load_settings()

    assert settings.discord_token
    assert settings.discord_token.get_secret_value() == TOKEN
    assert settings.database_file is None
    assert settings.database_shown == "postgresql://db/colloquy"
    assert settings.secrets == (TOKEN, "p%40ss", "p@ss")
    assert not any(secret in f"{settings!r} {settings}" for secret in settings.secrets)


def test_the_environment_wins_over_a_secret_file_that_env_names(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / ".env").write_text("DISCORD_TOKEN_FILE=nowhere\n")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert load_settings().secrets == (TOKEN,)


def test_only_secrets_have_files(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "prefix").write_text("?")
    monkeypatch.setenv("BOT_PREFIX_FILE", str(bare / "prefix"))
    assert load_settings().bot_prefix == "!"


def test_everything_that_is_wrong_is_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DISCORD_TOKEN": "two words",
        "DISCORD_API_URL": "discord.com",
        "DATABASE_URL": "mysql://ann:sekret@db/x",
        "BOT_PREFIX": "too long",
        "BOT_CONTENT": os.pathsep.join(["/no/packs", str(ROOT / "content"), "/nor/here"]),
        "BOT_SEEDS": "/no/seeds",
        "BOT_ESSAYS": "/no/essays",
        "LOG_LEVEL": "loud",
        "LOG_FORMAT": "xml",
        "METRICS_PORT": "99999",
    }.items():
        monkeypatch.setenv(name, value)

    problems = _problems()

    assert [line.partition(":")[0] for line in problems] == [
        "DISCORD_TOKEN",
        "DISCORD_API_URL",
        "DATABASE_URL",
        "BOT_PREFIX",
        "BOT_CONTENT",
        "BOT_SEEDS",
        "BOT_ESSAYS",
        "LOG_LEVEL",
        "LOG_FORMAT",
        "METRICS_PORT",
    ]
    assert problems[4].startswith("BOT_CONTENT: not a folder: /no/packs, /nor/here. Give folders")
    assert all(line.endswith(".") and line.count(". ") >= 1 for line in problems)
    assert "sekret" not in "\n".join(problems)
    assert "two words" not in "\n".join(problems)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", f'"{TOKEN}"'),
        ("DISCORD_API_URL", "ftp://discord.com"),
        ("DISCORD_API_URL", "http://"),
        ("DISCORD_API_URL", "http://[::1"),
        ("DATABASE_URL", "colloquy.db"),
        ("DATABASE_URL", "sqlite://colloquy.db"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "postgresql://ann:sek[ret@db"),
        ("BOT_PREFIX", "/"),
        ("BOT_PREFIX", "@"),
        ("BOT_PREFIX", "q"),
        ("BOT_PREFIX", "!a"),
        ("BOT_PREFIX", "k9"),
        ("BOT_PREFIX", "\\"),
        ("BOT_PREFIX", "a\u200b"),
        ("BOT_CONTENT", os.pathsep),
        ("METRICS_PORT", "0"),
        ("METRICS_PORT", "http"),
    ],
)
def test_one_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    (line,) = _problems()
    assert line.startswith(f"{name}: ")
    assert "sek[ret" not in line
    assert TOKEN not in line


def test_a_folder_may_start_at_home(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATA", "~/study")
    monkeypatch.setenv("HOME", str(bare))
    assert load_settings().database_file == bare / "study" / "colloquy.db"


def test_a_secret_and_its_file_together_are_refused(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "token").write_text(TOKEN)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(bare / "token"))
    (line,) = _problems()
    assert line.startswith("DISCORD_TOKEN: is set, and so is its _FILE: keep one of the two.")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_secret_file_that_cannot_be_read_is_named(
    bare: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content:
        (bare / "token").write_bytes(content)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "token")
    (line,) = _problems()
    assert line.startswith("DISCORD_TOKEN: cannot be read from 'token': ")


def test_an_env_file_that_is_no_text_is_named(bare: Path) -> None:
    (bare / ".env").write_bytes(b"\xff\xfe\x00")
    assert _problems() == (".env: cannot be read: not UTF-8 text. Mend the file or take it away.",)


def test_an_error_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", f"{TOKEN} ")
    monkeypatch.setenv("METRICS_PORT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.__suppress_context__
    assert TOKEN not in repr(caught.value)


@pytest.mark.parametrize(
    ("url", "file", "shown"),
    [
        ("sqlite:///scores.db", Path("scores.db"), "sqlite:///scores.db"),
        ("sqlite:////srv/a@b.db", Path("/srv/a@b.db"), "sqlite:////srv/a@b.db"),
        ("postgres://ann@db:5432/x", None, "postgres://db:5432/x"),
        ("postgresql://ann:a@b@db/x?password=c", None, "postgresql://db/x"),
    ],
)
def test_a_database_is_shown_without_its_user(
    monkeypatch: pytest.MonkeyPatch, url: str, file: Path | None, shown: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    settings = load_settings()
    assert (settings.database_file, settings.database_shown) == (file, shown)


@pytest.mark.parametrize(
    ("token", "number"),
    [
        (TOKEN, 123456789012345678),
        ("MTIz.a.b", 123),
        ("MTIz", None),
        ("", None),
        ("YW5u.a.b", None),
        ("\u00e9\u00e9.a.b", None),
        ("wrong", None),
    ],
)
def test_a_token_says_whose_it_is(token: str, number: int | None) -> None:
    assert application_id(token) == number


@given(st.text())
def test_no_token_is_too_strange(token: str) -> None:
    number = application_id(token)
    assert number is None or number >= 0


def test_a_password_among_the_options_is_a_secret_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/x?user=ann&password=a%20b")
    assert load_settings().secrets == ("a b",)


def test_the_shipped_folders_are_there() -> None:
    assert (shipped("content") / "README.md").is_file()
    assert shipped("seeds").is_dir()


def test_the_example_file_is_no_secret() -> None:
    assert not stat.S_IMODE((ROOT / ".env.example").stat().st_mode) & 0o111
