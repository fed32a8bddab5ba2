"""The index of spellings finds what a look at every term would find."""

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.core.lookup.spellings import Spellings, slips_forgiven

WORDS = st.text("abcdr", min_size=1, max_size=9)
TERM = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TERMS = st.lists(TERM, min_size=1, max_size=40, unique=True).map(
    lambda terms: sorted(terms, key=lambda t: (len(t), t))
)


def slip(text: str, kind: str, place: int, letter: str) -> str:
    """Return text with one slip."""
    done, rest = text[:place], text[place:]
    match kind:
        case "added":
            return done + letter + rest
        case "missing":
            return done + rest[1:]
        case "wrong":
            return done + letter + rest[1:]
        case _:
            return done + rest[1:2] + rest[:1] + rest[2:]


SLIP = st.tuples(
    st.sampled_from(["added", "missing", "wrong", "swapped"]), st.integers(0, 30), st.sampled_from("abcd r")
)


def slipped(text: str, slips: list[tuple[str, int, str]]) -> str:
    for kind, place, letter in slips:
        text = slip(text, kind, place % (len(text) or 1), letter)
    return " ".join(text.split())


@given(TERMS, st.data(), st.lists(SLIP, max_size=4))
@example(["a" * 12], None, [])
def test_near_finds_each_term_within_the_slips_forgiven(
    terms: list[str], data: st.DataObject | None, slips: list[tuple[str, int, str]]
):
    typed = slipped(data.draw(st.sampled_from(terms)) if data else "a" * 13, slips)
    forgiven = slips_forgiven(len(typed))
    expected = {
        term
        for term in terms
        if forgiven and OSA.distance(typed, term) <= forgiven and (len(typed) > 4 or typed[0] in term[:2])
    }
    found = Spellings(terms).near(typed)
    assert {terms[number] for _, number in found} == expected
    assert list(found) == sorted(found)
    assert all(cost == OSA.distance(typed, terms[n]) + (typed[0] != terms[n][0]) / 2 for cost, n in found)


def test_y_for_i_is_no_slip():
    assert Spellings(["libya"]).near("lybia") == ((0, 0),)
    assert Spellings(["libya"]).near("lybiaa") == ((1, 0),)


def test_near_needs_the_same_digits():
    assert Spellings(["summit of 2004"]).near("sumit of 2004") == ((1, 0),)
    assert Spellings(["summit of 2004"]).near("summit of 2014") == ()


@given(TERMS, TERM)
def test_terms_that_begin_so_come_before_later_words_that_do(terms: list[str], typed: str):
    places = {number: f" {term}".find(f" {typed}") for number, term in enumerate(terms)}
    expected = sorted((place, number) for number, place in places.items() if place >= 0)
    assert Spellings(terms).beginning(typed, len(terms)) == tuple(number for _, number in expected)


@given(TERMS, st.data(), SLIP)
def test_a_term_that_begins_so_but_for_a_slip_is_found(
    terms: list[str], data: st.DataObject, slipping: tuple[str, int, str]
):
    number = data.draw(st.sampled_from(range(len(terms))))
    begun = terms[number][: data.draw(st.integers(3, 9))]
    kind, place, letter = slipping
    typed = slip(begun, kind, 1 + place % max(1, len(begun) - 2), letter)
    spellings = Spellings(terms)
    if len(begun) > 2 and typed:
        reached = {*spellings.beginning_nearly(typed, 99), *spellings.beginning(typed, 99)}
        assert number in reached


def test_a_word_far_into_a_long_term_does_not_count_as_a_beginning():
    long = "a " * 200 + "end"
    assert Spellings([long]).beginning("end", 9) == ()
    assert Spellings([long]).beginning("a a", 9) == (0,)
