"""Twenty questions that a student asks of the shipped pack, in their own words."""

from pathlib import Path

from bot.core.lookup import Catalog, Found, Hit, Miss, Near
from bot.packs.fulltext import FullText
from bot.packs.loader import load_packs

ROOT = Path(__file__).parent.parent
QUESTIONS = Path(__file__).parent / "golden" / "student_questions.tsv"


def first(found: Found) -> str:
    """Return the key that is shown, or offered first."""
    match found:
        case Hit(fact) | Near((fact, *_)):
            return fact.key
        case Near() | Miss():
            return ""


def test_at_least_nineteen_of_twenty_questions_lead_to_the_right_fact():
    packs = load_packs([ROOT / "content" / "nato-partnerships"], ROOT / "seeds")
    catalog = Catalog(packs, FullText([fact for pack in packs for fact in pack.facts]).search)
    lines = [line for line in QUESTIONS.read_text("utf-8").splitlines() if not line.startswith("#")]
    asked = [line.split("\t") for line in lines]
    assert len(asked) == 20
    wrong = {
        question: f"{found or 'nothing'}, not {expected}"
        for question, expected in asked
        if (found := first(catalog.find(question))) not in expected.split("|")
    }
    assert len(wrong) <= 1, wrong
