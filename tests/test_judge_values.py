"""The parts that read values and words: spoken numbers, amounts, dates, spelling, names."""

from fractions import Fraction

import pytest

from bot.core.judge.dates import Date, read_dates
from bot.core.judge.forms import variants
from bot.core.judge.numbers import read_amounts
from bot.core.judge.spelling import is_inflection, is_misspelt, sound, stem
from bot.core.judge.words import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sixteen hundred", "#1600"),
        ("nineteen ninety-four", "#1994"),
        ("twenty oh four", "#2004"),
        ("twenty oh well", "#20 oh well"),
        ("nineteen hundred and five", "#1905"),
        ("nineteen hundred and more", "#1900 and more"),
        ("two thousand and twelve", "#2012"),
        ("three million two hundred thousand", "#3200000"),
        ("two dozen", "#24"),
        ("hundreds of thousands", "#100 of #1000"),
        ("fiftysix", "#56"),
        ("one two three", "#1 #2 #3"),
        ("twenty-first century", "#21 century"),
        ("Henry VIII", "henry #8"),
        ("the 2nd of 3", "the #2 of #3"),
        ("N.A.T.O. and n a t o", "nato and nato"),
        ("J. K. Rowling", "jk rowling"),
        ("U.S. president", "usa president"),
        ("the United States of America", "the usa"),
        ("Republic of Azerbaijan", "azerbaijan"),
        ("the Federal Republic of Germany", "the germany"),
        ("the Islamic Republic of the Gambia", "the gambia"),
        ("Republic of China", "republic of china"),
        ("state of emergency", "state of emergency"),
        ("WWII", "world war #2"),
        ("Co-operation", "cooperation"),
        ("C++ and C#", "c plusplus and c sharp"),
        ("1,600 men", "#1600 men"),
        ("9" * 30, "#" + "9" * 30),
    ],
)
def test_words_are_read_in_one_form(text: str, words: str):
    assert " ".join(tokens(text)) == words


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,600", 1600, ""),
        ("1 600", 1600, ""),
        ("1'600", 1600, ""),
        ("1,00,000", 100_000, ""),
        ("1.600.000", 1_600_000, ""),
        ("1.600,5", Fraction(3201, 2), ""),
        ("0,5", Fraction(1, 2), ""),
        (".5", Fraction(1, 2), ""),
        ("2 1/2", Fraction(5, 2), ""),
        ("3/4", Fraction(3, 4), ""),
        ("3/0", 3, ""),
        ("10^3", 1000, ""),
        ("2 x 10^5", 200_000, ""),
        ("2*10^5", 200_000, ""),
        ("10^99", -1, ""),
        ("-5", -5, ""),
        ("< 5", 5, ""),
        ("≥ 5", 5, ""),
        ("minus five", -5, ""),
        ("half a million", 500_000, ""),
        ("a quarter of a million", 250_000, ""),
        ("two and a half", Fraction(5, 2), ""),
        ("one and a half million", 1_500_000, ""),
        ("one point five million", 1_500_000, ""),
        ("three point", 3, ""),
        ("three point one four", Fraction(157, 50), ""),
        ("two thirds", Fraction(2, 3), ""),
        ("a third", Fraction(1, 3), ""),
        ("5k", 5000, ""),
        ("$1.5m", 1_500_000, "$"),
        ("5 € ", 5, "€"),
        ("US$10", 10, "$"),
        ("60 per cent", 60, "%"),
        ("90°", 90, "°"),
        ("100 °C", 100, "celsius"),
        ("373 K", 373, "kelvin"),
        ("5 sq km", 5, "km2"),
        ("5 metres", 5, "meter"),
        ("16th c.", 16, "century"),
        ("MCMXCIV", 1994, ""),
        ("the 21st", 21, ""),
    ],
)
def test_amounts_are_read_in_many_spellings(text: str, value: Fraction, unit: str):
    amount = read_amounts(text)[0].amounts[0]
    assert (amount.value, amount.unit) == (value, unit)


@pytest.mark.parametrize("text", ["", "no number here", "mild and civil", "%", "I think"])
def test_what_states_no_number_has_no_reading(text: str):
    assert read_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1994", [Date(1994)]),
        ("in the year 1994", [Date(1994)]),
        ("'94", [Date(94, short=True)]),
        ("44 B.C.", [Date(-44)]),
        ("AD 79", [Date(79)]),
        ("July 2012", [Date(2012, 7)]),
        ("7/2012", [Date(2012, 7)]),
        ("14 July", [Date(0, 7, 14)]),
        ("the fourteenth of July, twenty twelve", [Date(2012, 7, 14)]),
        ("14.VII.2012", [Date(2012, 7, 14)]),
        ("2012-07-14", [Date(2012, 7, 14)]),
        ("20120714", [Date(2012, 7, 14)]),
        ("4/7/2012", [Date(2012, 7, 4), Date(2012, 4, 7)]),
        ("4/7/12", [Date(12, 7, 4, short=True), Date(12, 4, 7, short=True)]),
        ("32/13/2012", []),
        ("2012-07-14 and 5", []),
        ("-1994", []),
        ("1994%", []),
        ("1991 1992", []),
        ("July 14 and 15 2012", []),
        ("", []),
    ],
)
def test_dates_are_read_in_many_spellings(text: str, dates: list[Date]):
    assert [span.start for span in read_dates(text) if span.end is None] == dates


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1991-94", Date(1991), Date(1994)),
        ("1991/92", Date(1991), Date(1992)),
        ("from 1991 to 1994", Date(1991), Date(1994)),
        ("between 1991 and 1994", Date(1991), Date(1994)),
        ("12-14 July 2012", Date(2012, 7, 12), Date(2012, 7, 14)),
        ("2012-07-12 to 2012-07-14", Date(2012, 7, 12), Date(2012, 7, 14)),
        ("the 1990s", Date(1990), Date(1999)),
        ("90s", Date(1990), Date(1999)),
        ("the nineties", Date(1990), Date(1999)),
        ("the eighteen nineties", Date(1890), Date(1899)),
    ],
)
def test_spans_are_read_in_many_spellings(text: str, start: Date, end: Date):
    span = read_dates(text)[0]
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize("text", ["the roaring twenties", "1990s or 2000"])
def test_what_is_no_one_decade_is_none(text: str):
    assert read_dates(text) == ()


def test_a_round_decade_may_be_a_century():
    assert [span.end for span in read_dates("the 1800s")] == [Date(1809), Date(1899)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisations", "organization"), ("colour", "color"), ("centre", "center"), ("defence", "defense"),
        ("programmes", "program"), ("travelled", "traveled"), ("fulfil", "fulfill"), ("skilful", "skillful"),
        ("encyclopaedia", "encyclopedia"), ("oestrogen", "estrogen"), ("mice", "mouse"), ("parties", "party"),
        ("boxes", "box"), ("govt", "government"), ("judgement", "judgment"), ("analyse", "analyze"),
    ],
)  # fmt: skip
def test_singular_plural_british_and_american_have_one_stem(one: str, other: str):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other", "verbs", "is_one"),
    [
        ("analyses", "analysis", False, True),
        ("bacterium", "bacteria", False, True),
        ("nucleus", "nuclei", False, True),
        ("enlarging", "enlarge", True, True),
        ("enlarging", "enlarge", False, False),
        ("iran", "iraq", True, False),
        ("sea", "seas", False, False),
    ],
)
def test_inflections_are_known_by_their_endings(one: str, other: str, verbs: bool, is_one: bool):
    assert is_inflection(one, other, verbs=verbs) is is_one


@pytest.mark.parametrize(
    ("typed", "word", "is_slip"),
    [
        ("haert", "heart", True), ("hart", "heart", True), ("peace", "pease", True), ("pece", "peace", True),
        ("ysdney", "sydney", True), ("Chigaco".lower(), "chicago", True), ("filosofy", "philosophy", True),
        ("kaledioscop", "kaleidoscope", True), ("wolga", "volga", True), ("yoshua", "joshua", True),
        ("sea", "see", False), ("sudan", "sweden", False), ("slovenia", "slovakia", False), ("legal", "illegal", False),
        ("1995", "1994", False), ("he4rt", "heart", False), ("differentiation", "determination", False),
    ],
)  # fmt: skip
def test_a_slip_is_an_edit_or_the_same_sound(typed: str, word: str, is_slip: bool):
    assert is_misspelt(typed, word) is is_slip


def test_words_that_sound_alike_have_one_sound():
    assert sound("principle") == sound("principal")
    assert sound("Louis".lower()) == sound("louise")
    assert sound("iran") != sound("iraq")


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        ("(the) Partnership for Peace / PfP", ("the Partnership for Peace", "Partnership for Peace", "PfP")),
        ("North Atlantic Council (NAC)", ("North Atlantic Council NAC", "North Atlantic Council")),
        ("(the) (old) way", ("the old way", "the way", "old way", "way")),
        ("(optional)", ("optional",)),
        ("1/2", ("1/2",)),
    ],
)
def test_an_authored_answer_stands_for_its_variants(answer: str, texts: tuple[str, ...]):
    assert variants(answer) == texts
