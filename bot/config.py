"""Settings: what an operator chooses, read once from the environment, `.env` and files that hold secrets."""

import os
from base64 import b64decode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.exits import Exit, Stop

DISCORD_API = "https://discord.com/api/v10"
ENV_FILE = Path(".env")
PREFIX_LENGTH = 5
SNOWFLAKE_DIGITS = 20


class SettingsError(Stop):
    """Settings that cannot work; `problems` has one line for each, with the name and what to do."""

    def __init__(self, problems: Iterable[str]) -> None:
        super().__init__(Exit.CONFIG, problems)


def shipped(folder: Literal["content", "seeds"]) -> Path:
    """Return a folder that comes with the program: the checkout's, or the copy inside an installed wheel."""
    here = Path(__file__).resolve().parent
    packaged = here / "shipped" / folder
    return packaged if packaged.is_dir() else here.parent / folder


def application_id(token: str) -> int | None:
    """Return the id of the application, which a bot's token begins with, or None if it does not."""
    first, dot, _ = token.partition(".")
    try:
        said = b64decode(first + "=" * (-len(first) % 4), altchars="-_", validate=True)
    except ValueError:
        return None
    return int(said) if dot and said.isdigit() and len(said) <= SNOWFLAKE_DIGITS else None


def _secret(value: object) -> object:
    """Pass a secret on, or say why the file that should hold it does not."""
    if isinstance(value, Exception):
        raise ValueError(str(value)) from value  # noqa: TRY004 - pydantic collects ValueError only
    return value


def _token(value: object) -> object:
    token = _secret(value)
    if isinstance(token, str) and any(mark.isspace() or mark in "\"'" for mark in token):
        raise ValueError("holds a space or a quotation mark")
    return token


def _api(value: object) -> object:
    address = str(value).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{address!r} is no web address")
    return address


def _database(value: object) -> object:
    _secret(value)
    url = str(value.get_secret_value() if isinstance(value, SecretStr) else value)
    scheme, _, rest = url.partition("://")
    # urlsplit would put a wrong address, password and all, into the text of its own ValueError.
    if scheme in {"postgresql", "postgres"} and "/" in rest:
        return url
    if scheme == "sqlite" and len(rest) > 1 and rest.startswith("/"):
        return url
    raise ValueError("is no address of a database")


def _prefix(value: object) -> object:
    prefix = str(value)
    if (
        not 1 <= len(prefix) <= PREFIX_LENGTH
        or not prefix.isprintable()
        # As a group's own prefix: if a letter ended it, every word that begins so would be a command.
        or any(mark.isspace() or mark in "/@#<`\\" for mark in prefix)
        or prefix[-1].isalnum()
    ):
        raise ValueError(f"{prefix!r} cannot start a command")
    return prefix


def _folders(value: object) -> object:
    if not isinstance(value, str):
        return value
    folders = tuple(Path(part.strip()).expanduser() for part in value.split(os.pathsep) if part.strip())
    if missing := [str(folder) for folder in folders if not folder.is_dir()]:
        raise ValueError(f"not a folder: {', '.join(missing)}")
    if not folders:
        raise ValueError("names no folder")
    return folders


def _folder(value: Path) -> Path:
    folder = value.expanduser()
    if not folder.is_dir():
        raise ValueError(f"not a folder: {folder}")
    return folder


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _default_database(chosen: Mapping[str, Any]) -> SecretStr:
    return SecretStr(f"sqlite:///{(chosen['bot_data'] / 'colloquy.db').as_posix()}")


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads a secret from the file that NAME_FILE names, as containers and systemd hand secrets over."""

    def __init__(self, settings: type[BaseSettings], names: PydanticBaseSettingsSource) -> None:
        super().__init__(settings)
        self._said: Mapping[str, str | None] = names.env_vars if isinstance(names, EnvSettingsSource) else {}

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """Return what the file holds, or the ValueError that says why it does not."""
        file = self._said.get(f"{field_name}_file")
        if not file or field_name not in SECRET_FIELDS:
            return None, field_name, False
        if self._said.get(field_name):
            return ValueError("is set, and so is its _FILE: keep one of the two"), field_name, False
        try:
            return Path(file).expanduser().read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            return ValueError(f"cannot be read from {file!r}: {reason}"), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return every setting that a file was named for."""
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


class Settings(BaseSettings):
    """What an operator chooses: each field is the environment variable of that name.

    A field's description says what to give. No secret is in the repr: a SecretStr is asked for its
    value where the value is used, and nowhere else.
    """

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    discord_token: Annotated[SecretStr | None, BeforeValidator(_token)] = Field(
        default=None,
        description="Copy the bot's token from Discord's developer portal, without quotation marks",
    )
    discord_api_url: Annotated[str, BeforeValidator(_api)] = Field(
        default=DISCORD_API,
        description="Leave it out, or give the http:// or https:// address of a proxy of the API",
    )
    bot_data: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default_factory=lambda: user_data_path("colloquy", appauthor=False),
        description="Give a folder that the bot may write to",
    )
    database_url: Annotated[SecretStr, BeforeValidator(_database)] = Field(
        default_factory=_default_database,
        description="Leave it out, or give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
    bot_prefix: Annotated[str, BeforeValidator(_prefix)] = Field(
        default="!",
        description="Give one to five printable characters without spaces that do not start with / @ # < `",
    )
    bot_language: str = Field(
        default="en",
        description="Give the code of a language that there is a translation for, or leave it out",
    )
    bot_content: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_folders)] = Field(
        default_factory=lambda: (shipped("content"),),
        description=f"Give folders that hold packs, with {os.pathsep!r} between them",
    )
    bot_seeds: Annotated[Path, AfterValidator(_folder)] = Field(
        default_factory=lambda: shipped("seeds"),
        description="Give the folder that holds the dossiers of the essays",
    )
    bot_essays: Annotated[Path, AfterValidator(_folder)] | None = Field(
        default=None, description="Leave it out, or give the folder that holds the texts of the essays"
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = Field(
        default="info", description="Give debug, info, warning or error"
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = Field(
        default="text", description="Give text or json"
    )
    metrics_host: str = Field(
        default="127.0.0.1", description="Give the address to listen at; 127.0.0.1 is this machine alone"
    )
    metrics_port: Annotated[int | None, Field(ge=1, le=65535)] = Field(
        default=None,
        description="Give a port from 1 to 65535, or leave it out for no metrics and no health checks",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Rank the environment over `.env`, and a secret's file together with the secret itself."""
        return (
            init_settings,
            _SecretFiles(settings_cls, env_settings),
            env_settings,
            _SecretFiles(settings_cls, dotenv_settings),
            dotenv_settings,
        )

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None where the database is PostgreSQL."""
        scheme, _, path = self.database_url.get_secret_value().partition(":///")
        return Path(path) if scheme == "sqlite" else None

    @property
    def database_shown(self) -> str:
        """The database's address as it may be shown: without its user, password and options."""
        url = self.database_url.get_secret_value()
        scheme, _, rest = url.partition("://")
        return url if self.database_file else f"{scheme}://{rest.partition('?')[0].rpartition('@')[2]}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be shown, in each form in which it might turn up."""
        token = self.discord_token.get_secret_value() if self.discord_token else ""
        if self.database_file:
            return (token,) if token else ()
        address, _, options = self.database_url.get_secret_value().partition("://")[2].partition("?")
        password = address.rpartition("@")[0].partition(":")[2]
        return tuple(
            filter(None, (token, password, unquote(password), *parse_qs(options).get("password", ())))
        )


SECRET_FIELDS = frozenset({"discord_token", "database_url"})
"""The settings that may also be given as NAME_FILE."""


def load_settings(env_file: Path | None = ENV_FILE) -> Settings:
    """Return the settings of this process; the environment wins over `env_file`, which need not exist.

    Raises SettingsError with everything that is wrong, and never with the value of a secret.
    """
    try:
        # BaseSettings takes it in an __init__ that a checker does not see behind the dataclass transform.
        return Settings(_env_file=env_file)  # pyright: ignore[reportCallIssue]
    except ValidationError as error:
        raise SettingsError(filter(None, map(_problem, error.errors()))) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise SettingsError(
            (f"{env_file}: cannot be read: {reason}. Mend the file or take it away.",)
        ) from None


def _problem(error: ErrorDetails) -> str:
    """Return the line for one error, or "" for one that only follows from another."""
    if error["type"] == "default_factory_not_called":
        return ""
    name = str(error["loc"][0])
    reason = error.get("ctx", {}).get("error")
    if reason is None:
        reason = "does not fit" if name in SECRET_FIELDS else f"{error['input']!r} does not fit"
    return f"{name.upper()}: {reason}. {Settings.model_fields[name].description}."
