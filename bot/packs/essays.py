"""The essays themselves, where an operator has them: their paragraphs, checked against the dossiers."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.pack import Dossier, Pack, Source
from bot.core.text import fold
from bot.packs.document import Place
from bot.packs.folders import is_inside
from bot.packs.loader import Survey
from bot.packs.problems import Problem

# No essay of a study group is longer; a wrong file must not fill the memory.
_MOST_BYTES = 5_000_000


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each on one line.

    A paragraph is a run of lines that are not blank; a line that begins with white space starts a new one.
    """
    found: list[list[str]] = []
    within = False
    for line in text.splitlines():
        bare = line.strip()
        if not bare:
            within = False
        elif within and not line[0].isspace():
            found[-1].append(bare)
        else:
            found.append([bare])
            within = True
    return tuple(" ".join(lines) for lines in found)


def fingerprint(paragraph: str) -> str:
    """Return the SHA-256, in hexadecimal digits, of a paragraph after NFKC, lower case and single spaces."""
    normal = " ".join(unicodedata.normalize("NFKC", paragraph).lower().split())
    return hashlib.sha256(normal.encode()).hexdigest()


class Essays:
    """The texts in a folder, read when one is first asked for; without a folder there are none.

    A paragraph is shown only if it is the one of which the dossier speaks, to judge by its fingerprint.
    """

    def __init__(self, folder: Path | None, packs: Sequence[Pack]) -> None:
        self._folder = folder
        self._dossiers = {dossier.key: dossier for pack in packs for dossier in pack.dossiers}
        self._texts: dict[str, dict[int, str]] = {}

    def passage(self, source: Source) -> str:
        """Return the text of a paragraph, or an empty string where it is not at hand."""
        return self._text(source.essay).get(source.paragraph, "")

    def passages(self, words: str, limit: int) -> tuple[tuple[Source, str], ...]:
        """Return up to that many paragraphs that hold all the words, those that hold them most often first."""
        wanted = fold(words).split()
        if not wanted:
            return ()
        found: list[tuple[int, Source, str]] = []
        for essay in self._dossiers:
            for number, text in self._text(essay).items():
                held = Counter(fold(text).split())
                if all(held[word] for word in wanted):
                    found.append((-sum(held[word] for word in wanted), Source(essay, number), text))
        return tuple((source, text) for _, source, text in sorted(found)[:limit])

    def _text(self, essay: str) -> dict[int, str]:
        """Return the paragraphs of an essay, by number, that are what its dossier says."""
        if self._folder is None or essay not in self._dossiers:
            return {}
        if essay not in self._texts:
            self._texts[essay] = _held(self._folder, self._dossiers[essay])
        return self._texts[essay]


def _held(folder: Path, dossier: Dossier) -> dict[int, str]:
    try:
        return _matching(dossier, _read_paragraphs(folder, dossier))
    except (OSError, ValueError):
        return {}


def _matching(dossier: Dossier, texts: Sequence[str]) -> dict[int, str]:
    """Return the paragraphs, by number, whose texts are what the dossier says."""
    pairs = zip(dossier.paragraphs, texts, strict=False)
    return {each.number: text for each, text in pairs if fingerprint(text) == each.fingerprint}


def _read_paragraphs(folder: Path, dossier: Dossier) -> tuple[str, ...]:
    """Return the paragraphs of an essay's text; raises OSError, or ValueError if it is not a text of ours."""
    path = folder / dossier.file
    if not is_inside(path, folder):
        raise ValueError(f"leads out of {folder}")
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError("the text is larger than 5 MB")
    return paragraphs(path.read_text(encoding="utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Verification:
    """How many paragraphs the dossiers have, how many of them match the texts, and where they do not."""

    matching: int
    paragraphs: int
    problems: tuple[Problem, ...]


def verify(folder: Path, survey: Survey) -> Verification:
    """Return how the texts in the folder compare with the dossiers of the packs."""
    places = {essay: place for (kind, _, essay), place in survey.places.items() if kind == "essay"}
    dossiers = {dossier.key: dossier for pack in survey.packs for dossier in pack.dossiers}
    matching = 0
    problems: list[Problem] = []
    for essay, dossier in dossiers.items():
        try:
            texts = _read_paragraphs(folder, dossier)
        except (OSError, ValueError) as error:
            problems.append(places[essay].problem(f"the text cannot be read: {error}", "file"))
            continue
        matching += len(_matching(dossier, texts))
        problems.extend(_differences(dossier, texts, places[essay]))
    return Verification(matching, sum(len(each.paragraphs) for each in dossiers.values()), tuple(problems))


def _differences(dossier: Dossier, texts: Sequence[str], place: Place) -> Iterator[Problem]:
    if len(texts) != len(dossier.paragraphs):
        message = f"{dossier.file} has {len(texts)} paragraphs, and the dossier {len(dossier.paragraphs)}"
        yield place.problem(message, "paragraphs", at_key=True)
    prints = [fingerprint(text) for text in texts]
    for index, paragraph in enumerate(dossier.paragraphs):
        if prints[index : index + 1] != [paragraph.fingerprint]:
            moved = [number + 1 for number, each in enumerate(prints) if each == paragraph.fingerprint]
            hint = f"; it is number {moved[0]} there" if moved else ""
            message = f"paragraph {paragraph.number} is not that of {dossier.file}{hint}"
            yield place.problem(message, "paragraphs", index, "sha256")
