"""The language of the sentences: gettext, so that a language can be added without touching code."""

import gettext
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"

_translations: gettext.NullTranslations = gettext.NullTranslations()


def _(sentence: str) -> str:
    """Return the sentence in the chosen language."""
    return _translations.gettext(sentence)


def many(one: str, several: str, count: int) -> str:
    """Return the sentence for that count, with {count} filled in."""
    return _translations.ngettext(one, several, count).format(count=count)


def speak(language: str) -> None:
    """Choose the language of all sentences from now on; English where there is no translation."""
    global _translations  # noqa: PLW0603 - chosen once, at the start, by app
    _translations = gettext.translation("colloquy", LOCALES, languages=[language], fallback=True)
