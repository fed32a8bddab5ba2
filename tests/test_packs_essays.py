"""Essays fall into paragraphs, match their dossiers, and are covered by facts and items."""

import hashlib
import shutil
from pathlib import Path

import pytest

from bot.core.pack import Pack, Source
from bot.packs.coverage import coverage, uncovered
from bot.packs.essays import Essays, fingerprint, paragraphs, verify
from bot.packs.loader import load_packs, survey

HERE = Path(__file__).parent
LEAVES = HERE / "golden" / "packs" / "leaves"
DOSSIERS = HERE / "golden" / "packs" / "dossiers"
TEXT = "How leaves breathe: by day they\ntake in what by night they give.\n\nRoots\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one", ["one"]),
        ("one\ntwo\n\nthree\n", ["one two", "three"]),
        ("one\n two\nthree", ["one", "two three"]),
        (" one\n two", ["one", "two"]),
        ("\ufeffone", ["\ufeffone"]),
        ("one\r\ntwo\r\n\r\nthree", ["one two", "three"]),
        ("one\n \ntwo", ["one", "two"]),
        ("one\n\u00a0two", ["one", "two"]),
    ],
)
def test_a_paragraph_ends_at_a_blank_line_and_before_an_indented_one(text: str, expected: list[str]):
    assert list(paragraphs(text)) == expected


def test_a_fingerprint_disregards_case_spacing_and_compatibility_forms():
    expected = hashlib.sha256("five fish of the café".encode()).hexdigest()
    assert fingerprint("Five ﬁsh  of\u00a0the\n cafe\u0301 ") == expected
    assert fingerprint("Five fish of the cafe") != expected


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "flora.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def packs() -> tuple[Pack, ...]:
    return load_packs([LEAVES], DOSSIERS)


def test_texts_are_compared_with_the_dossiers(texts: Path):
    found = verify(texts, survey([LEAVES], DOSSIERS))
    assert (found.matching, found.paragraphs, found.problems) == (2, 2, ())


def test_a_text_that_changed_is_told_paragraph_by_paragraph(texts: Path):
    (texts / "flora.txt").write_text("A new first.\n\n" + TEXT.replace("night", "dusk"), "utf-8")
    found = verify(texts, survey([LEAVES], DOSSIERS))
    assert (found.matching, found.paragraphs) == (0, 2)
    dossier = DOSSIERS / "flora.yaml"
    assert [str(problem) for problem in found.problems] == [
        f"{dossier}:12:1: flora.txt has 3 paragraphs, and the dossier 2",
        f"{dossier}:18:13: paragraph 1 is not that of flora.txt",
        f"{dossier}:24:13: paragraph 2 is not that of flora.txt; it is number 3 there",
    ]


@pytest.mark.parametrize("spoil", ["missing", "latin-1", "link", "huge"])
def test_a_text_that_cannot_be_read_is_told(texts: Path, spoil: str, packs: tuple[Pack, ...]):
    path = texts / "flora.txt"
    path.unlink()
    match spoil:
        case "latin-1":
            path.write_bytes("café".encode("latin-1"))
        case "link":
            path.symlink_to(__file__)
        case "huge":
            with path.open("wb") as file:
                file.truncate(6_000_000)
        case _:
            pass
    found = verify(texts, survey([LEAVES], DOSSIERS))
    assert (found.matching, found.paragraphs) == (0, 2)
    assert str(found.problems[0]).startswith(f"{DOSSIERS}/flora.yaml:11:7: the text cannot be read: ")
    assert Essays(texts, packs).passage(Source("flora", 1)) == ""


def test_a_passage_is_shown_where_the_text_is_at_hand(texts: Path, packs: tuple[Pack, ...]):
    essays = Essays(texts, packs)
    shown = "How leaves breathe: by day they take in what by night they give."
    assert essays.passage(Source("flora", 1)) == shown
    assert essays.passage(Source("flora", 3)) == ""
    assert essays.passage(Source("fauna", 1)) == ""
    assert essays.passages("Night leaves", 3) == ((Source("flora", 1), shown),)
    assert essays.passages("roots", 3) == ((Source("flora", 2), "Roots"),)
    assert essays.passages("night roots", 3) == ()
    assert essays.passages("?!", 3) == ()
    assert essays.passages("roots", 0) == ()
    assert Essays(None, packs).passage(Source("flora", 1)) == ""
    assert Essays(None, packs).passages("roots", 3) == ()


def test_a_paragraph_that_is_not_the_one_of_the_dossier_is_not_shown(texts: Path, packs: tuple[Pack, ...]):
    (texts / "flora.txt").write_text(TEXT.replace("night", "dusk"), "utf-8")
    essays = Essays(texts, packs)
    assert essays.passage(Source("flora", 1)) == ""
    assert essays.passage(Source("flora", 2)) == "Roots"


def test_texts_are_read_when_they_are_asked_for_and_once(texts: Path, packs: tuple[Pack, ...]):
    moved = texts / "later.txt"
    (texts / "flora.txt").rename(moved)
    essays = Essays(texts, packs)
    moved.rename(texts / "flora.txt")
    assert essays.passage(Source("flora", 2)) == "Roots"
    (texts / "flora.txt").unlink()
    assert essays.passage(Source("flora", 2)) == "Roots"


def test_each_paragraph_has_a_row_with_what_rests_on_it(packs: tuple[Pack, ...]):
    first, second = coverage(packs)
    assert (first.essay, first.paragraph.number, first.facts, first.items) == (
        "flora", 1, ("stoma",), ("stoma-night",),
    )  # fmt: skip
    assert first.gaps == ("1 of 2 items for its argument",)
    assert (second.facts, second.items, second.gaps) == ((), (), ())


def test_a_forgotten_paragraph_is_told_in_the_dossier(tmp_path: Path):
    shutil.copytree(DOSSIERS, tmp_path / "dossiers")
    path = tmp_path / "dossiers" / "flora.yaml"
    path.write_text(path.read_text("utf-8").replace("    left_out: A heading.\n", ""), "utf-8")
    found = survey([LEAVES], tmp_path / "dossiers")
    assert [str(problem) for problem in uncovered(found, coverage(found.packs))] == [
        f"{path}:13:13: paragraph 1 has 1 of 2 items for its argument, and no reason why it is left out",
        f"{path}:19:13: paragraph 2 has no fact, and no reason why it is left out",
    ]
