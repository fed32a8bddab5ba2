"""What people typed is shown as it is, and never live; what is said stays whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.table import COMMANDS
from bot.core.answers import display, letters, right_letters, shown_answer
from bot.core.customs import READERS, Customs, customs
from bot.core.judge import Reason, Verdict, VerdictKind
from bot.core.pack import Item, ItemType
from bot.core.quiz.hints import hint, hint_count, mask
from bot.words.escape import CUT, cut, plain
from bot.words.help import about, overview, pages, unknown
from bot.words.verdicts import missed, prompted, reason
from tests.quizzing import choice, listing, typed

HARMFUL = (
    "@everyone",
    "@here",
    "<@1>",
    "<@&1>",
    "<#1>",
    "<t:1:R>",
    "<:e:1>",
    "[a](http://b)",
    "```",
    "||",
    "https:",
)


@given(st.text(max_size=4000))
def test_echoed_text_has_no_live_markup(text: str):
    shown = plain(text)
    assert len(shown) <= 3 * CUT + 3
    for harmful in HARMFUL:
        assert harmful not in shown


@pytest.mark.parametrize("harmful", HARMFUL)
def test_what_is_harmful_is_made_harmless(harmful: str):
    assert harmful not in plain(f"x {harmful} y")


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "a\x1b[31mb", "a\u200db"])
def test_invisible_characters_are_dropped(text: str):
    assert plain(text).replace("\\", "") in {"ab", "a[31mb"}


@given(st.text(max_size=200), st.integers(1, 80))
def test_cutting_keeps_within_the_limit(text: str, limit: int):
    assert len(cut(text, limit)) <= limit


def test_cutting_never_parts_a_grapheme():
    assert cut("ab👩\u200d🚀cd", 5) == "ab…"
    assert cut("abe\u0301f", 4) == "ab…"


def test_every_command_has_help_with_examples_that_fit_one_screen():
    assert set(pages()) == set(COMMANDS)
    for name in COMMANDS:
        assert f"!{name}" in about(name, "!").text
    whole = overview("!")
    assert all(len(field.value) <= 1024 for field in whole.fields)
    assert sum(len(field.name) + len(field.value) for field in whole.fields) + len(whole.text) < 5500
    assert "no command" in unknown("@everyone", "").text


def test_the_overview_fits_a_phone_and_names_every_command_of_members():
    whole = overview("?")
    lines = [line for field in whole.fields for line in field.value.split("\n")]
    assert len(lines) + len(whole.fields) <= 18
    assert all(len(line) <= 70 for line in lines)
    members = {name for name, page in pages().items() if not page.managers}
    assert set(re.findall(r"`\?(\w+)`", "\n".join(lines))) == members


@pytest.mark.parametrize("code", list(Reason))
def test_every_reason_has_a_line(code: Reason):
    assert reason(Verdict(VerdictKind.REJECT, code))
    assert reason(Verdict(VerdictKind.REJECT, code, detail="the *other*")).count("*") in {0, 2}


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (Verdict(VerdictKind.PROMPT, Reason.CHECK_SPELLING), "Nearly: check the spelling. Try again."),
        (Verdict(VerdictKind.PROMPT, Reason.AUTHORED), "Nearly: near, but not it. Try again."),
        (
            Verdict(VerdictKind.PROMPT, Reason.AUTHORED, detail="Which menu? Give its name"),
            "Nearly. Which menu? Give its name. Try again.",
        ),
        (Verdict(VerdictKind.PROMPT, Reason.AUTHORED, detail="Which one?"), "Nearly. Which one? Try again."),
    ],
)
def test_what_an_author_says_stands_as_a_sentence_of_its_own(verdict: Verdict, told: str):
    assert prompted(verdict) == told
    assert missed(verdict).startswith(told.replace("Nearly", "Not yet").removesuffix("."))


@pytest.mark.parametrize(
    ("authored", "shown"),
    [
        ("(the) Partnership for Peace / PfP", "Partnership for Peace"),
        ("1994", "1994"),
        ("(the) (old) way", "way"),
        ("(all of it)", "all of it"),
        ("km/h", "km/h"),
    ],
)
def test_the_answer_shown_is_the_first_without_optional_words(authored: str, shown: str):
    assert display(authored) == shown


def item(type_: ItemType, **fields: object) -> Item:
    return Item("x", type_, "?", "x", "", (), "p", "t", **fields)  # pyright: ignore[reportArgumentType]


def test_letters_are_those_of_the_order_shown():
    order = item(ItemType.ORDER, sequence=("one", "two", "three"), shown=(2, 0, 1))
    assert letters(order) == (("A", "three"), ("B", "one"), ("C", "two"))
    assert right_letters(order) == "B C A"
    assert shown_answer(order) == "one → two → three"
    match = item(ItemType.MATCH, pairs=(("1", "one"), ("2", "two")), shown=(1, 0))
    assert (right_letters(match), shown_answer(match)) == ("B A", "1: one; 2: two")
    assert (right_letters(choice(3)), shown_answer(choice(3))) == ("B", "odd")
    assert (letters(typed(1)), right_letters(typed(1)), shown_answer(listing())) == ((), "", "2, 3, 5, 7")


def test_hints_are_the_authors_first_then_masks():
    longer = typed(1234, hints=["Four digits."])
    assert hint_count(longer) == 3
    assert [hint(longer, level) for level in (1, 2, 3)] == ["Four digits.", "1___", "1_3_"]
    assert [hint_count(typed(n)) for n in (1, 12, 123)] == [0, 1, 1]
    assert hint_count(choice(1)) == 0
    assert mask("Partnership for Peace", 1) == "P__________ f__ P____"


def test_settings_are_read_strictly_and_fall_back():
    assert customs(
        {"rounds": "5", "seconds": "20s", "hints": "off", "zone": "Europe/Zurich", "mode": "race"}
    ) == Customs(rounds=5, seconds=20, hints=False, zone="Europe/Zurich", mode=Customs().mode.__class__.RACE)
    assert customs({"rounds": "many", "unknown": "x"}) == Customs()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prefix", "a"), ("prefix", ""), ("prefix", "!!!!!!"), ("prefix", "/"), ("rounds", "0"), ("rounds", "51"),
        ("seconds", "3"), ("seconds", "601"), ("grace", "11"), ("grace", "-1"), ("hints", "perhaps"),
        ("board", "some"), ("zone", "Mars/Olympus"), ("zone", "../etc/passwd"), ("mode", "chess"), ("grace", "nan"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(name: str, text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - each reader words it differently
        READERS[name](text)


def test_lists_and_texts_of_settings():
    assert READERS["channels"]("1, 2 3") == ("1", "2", "3")
    assert READERS["role"](" 7 ") == "7"
    assert (READERS["prefix"]("?"), READERS["grace"]("1.5s"), READERS["board"]("Own")) == ("?", 1.5, "own")
