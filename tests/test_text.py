import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import Flaw, Typed, clean, fold, plain

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Partnership for Peace", "partnership for peace"),
        ("  the   PfP! ", "the pfp"),
        ("Café—Zürich", "cafe zurich"),
        ("Łódź Øresund Đà ﬁn", "lodz oresund da fin"),
        ("STRASSE straße", "strasse strasse"),
        ("NATO's", "natos"),
        ("'PfP'", "pfp"),
        ("R&D", "r and d"),
        ("N\u200bA\u00adT\u2060O", "nato"),
        ("１９９４ ١٩٩٤ ①", "1994 1994 1"),
        ("10³", "10 3"),
        ("2½", "2 1 2"),
        ("\ud800x\udfff", "x"),
        ("?!…", ""),
        ("", ""),
    ],
)
def test_folding_takes_away_what_does_not_matter(text: str, folded: str):
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_plain_text_stays_plain(text: str):
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("**PfP**", "PfP"),
        ("***__~~PfP~~__***", "PfP"),
        ("|| 1994 ||", "1994"),
        ("`NATO`", "NATO"),
        ("```py\nNATO\n```", "NATO"),
        ("> quoted", "quoted"),
        ("# loud", "loud"),
        ("- item", "item"),
        ("-5", "-5"),
        ("2*3 and 2 * 3", "2*3 and 2 * 3"),
        ("snake_case _it_", "snake_case it"),
        (r"\*PfP\*", "PfP"),
        ("<@123456> 1994 <:nato:42> <t:1618953630:R>", "1994"),
        ("@everyone NATO :flag_nato:", "NATO"),
        ("a\u2028b", "a\nb"),
        ("−5 – 10²", "-5 - 10^2"),
    ],
)
def test_cleaning_keeps_what_was_said(text: str, cleaned: str):
    assert clean(text) == Typed(cleaned)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw.EMPTY),
        ("   \n", Flaw.EMPTY),
        ("<@123>", Flaw.EMPTY),
        ("\u200b\ud800", Flaw.EMPTY),
        ("NATO https://example.org", Flaw.LINK),
        ("x" * 301, Flaw.TOO_LONG),
        ("x" * 9000, Flaw.TOO_LONG),
        ("x " * 41, Flaw.TOO_LONG),
    ],
)
def test_what_cannot_be_read_is_a_flaw(text: str, flaw: Flaw):
    assert clean(text).flaw is flaw


@given(st.text(st.characters(), max_size=500))
def test_cleaning_never_raises_and_ends_short(text: str):
    assert len(clean(text).text) <= 300


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (":D", ""),
        ("D:", ""),
        (";-)", ""),
        ("B :D", "B"),
        ("1 :A 2 :D", "1 :A 2 :D"),
        ("D: the council", "D: the council"),
        ("3:1", "3:1"),
        ("a; b", "a; b"),
    ],
)
def test_a_face_is_no_letter(typed: str, left: str):
    assert clean(typed).text == left
