"""The shipped pack is found: by its names, and by twenty questions in a student's own words."""

from pathlib import Path

import pytest

from bot.core.lookup import Catalog, Found, Hit, Miss, Near
from bot.packs.fulltext import FullText
from bot.packs.loader import load_packs

ROOT = Path(__file__).parent.parent
QUESTIONS = Path(__file__).parent / "golden" / "student_questions.tsv"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    packs = load_packs([ROOT / "content" / "nato-partnerships"], ROOT / "seeds")
    return Catalog(packs, FullText([fact for pack in packs for fact in pack.facts]).search)


def first(found: Found) -> str:
    """Return the key that is shown, or offered first."""
    match found:
        case Hit(fact) | Near((fact, *_)):
            return fact.key
        case Near() | Miss():
            return ""


def test_every_name_of_the_shipped_pack_is_a_hit(catalog: Catalog):
    facts = [fact for topic in catalog.topics for fact in topic.facts]
    named = [(name, fact) for fact in facts for name in (fact.key, fact.name, *fact.aliases)]
    assert named
    assert [name for name, fact in named if catalog.find(f"What is the {name}?") != Hit(fact)] == []


def test_at_least_nineteen_of_twenty_questions_lead_to_the_right_fact(catalog: Catalog):
    lines = [line for line in QUESTIONS.read_text("utf-8").splitlines() if not line.startswith("#")]
    asked = [line.split("\t") for line in lines]
    assert len(asked) == 20
    wrong = {
        question: f"{found or 'nothing'}, not {expected}"
        for question, expected in asked
        if (found := first(catalog.find(question))) not in expected.split("|")
    }
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("med dialogue", "med"),
        ("membership plan", "map"),
        ("criticism", "thesis"),
        ("ukraine", "donbass"),
        ("level", ""),
        ("cooperation", ""),
        ("play", ""),
        ("play map", ""),
        ("rank bob", ""),
        ("wiki nato", ""),
    ],
)
def test_a_bare_word_is_offered_what_it_nearly_names_and_leaves_other_bots_theirs(
    catalog: Catalog, typed: str, expected: str
):
    found = catalog.find(typed, bare=True)
    assert (first(found), isinstance(found, Hit)) == (expected, False)
