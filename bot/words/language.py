"""The language of the sentences: gettext, so that a language can be added without touching code."""

import gettext
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "colloquy"

ENGLISH = "en"
"""The language in which the sentences stand in the code."""

_translations: gettext.NullTranslations = gettext.NullTranslations()


class UnknownLanguageError(Exception):
    """There is no translation into the language that was asked for; it says which there are."""


def _(sentence: str) -> str:
    """Return the sentence in the chosen language."""
    return _translations.gettext(sentence)


def many(one: str, several: str, count: int) -> str:
    """Return the sentence for that count, with {count} filled in."""
    return _translations.ngettext(one, several, count).format(count=count)


def languages() -> tuple[str, ...]:
    """Return the languages that there are, by their codes."""
    return (ENGLISH, *sorted(path.parts[-3] for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


def speak(language: str) -> None:
    """Choose the language of all sentences from now on; what is not translated stays English.

    Raises UnknownLanguageError.
    """
    global _translations  # noqa: PLW0603 - chosen once, at the start, by app
    if language == ENGLISH:
        _translations = gettext.NullTranslations()
        return
    try:
        _translations = gettext.translation(DOMAIN, LOCALES, languages=[language])
    except OSError as error:
        there = ", ".join(languages())
        raise UnknownLanguageError(f"there is no translation {language!r}; there are: {there}") from error
