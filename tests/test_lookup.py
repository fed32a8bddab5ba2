"""The look-up: a golden table over a small pack about the sky, and what holds for any query."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.lookup import Catalog, Found, Hit, Miss, Near
from bot.core.lookup.phrasing import readings, root, signature
from bot.core.pack import Dossier, Fact, FactKind, Pack, Paragraph, Source, Topic
from bot.core.text import fold
from bot.packs.fulltext import FullText

GOLDEN = Path(__file__).parent / "golden" / "lookup.tsv"


def fact(key: str, name: str, short: str, aliases: str = "", **more: object) -> Fact:
    """Return a fact on the sky; aliases are parted by semicolons."""
    plain = Fact(
        key=key,
        name=name,
        kind=FactKind.TERM,
        short=short,
        text=short,
        sources=(Source("guide", 2), Source("guide", 9), Source("lost", 1)),
        pack="sky",
        topic="bodies",
        aliases=tuple(filter(None, aliases.split(";"))),
    )
    return replace(plain, **more)  # pyright: ignore[reportArgumentType]  a test's shorthand


BODIES = (
    fact("moon", "The Moon", "The only natural satellite of the Earth.", related=("phases", "io", "gone")),
    fact("phases", "Phases of the Moon", "How much of its lit half is seen.", "lunar phases;moon phases"),
    fact("io", "Io", "The innermost of the four large moons of Jupiter, full of volcanoes."),
    fact("galilean", "Galilean moons", "The four moons of Jupiter found in 1610.", when="1610-01-07"),
    fact("colour-index", "Colour index", "The difference of a star's brightness through two filters."),
    fact(
        "kuiper-belt",
        "Kuiper belt",
        "A disc of icy bodies beyond Neptune; Pluto is one.",
        "Edgeworth-Kuiper belt",
    ),
    fact("angstrom", "Ångström", "A tenth of a nanometre, named after a Swede."),
    fact("seti", "SETI", "The search for intelligence beyond the Earth.", "S.E.T.I.;search for aliens"),
    fact("io-index", "What is new?", "A column of the almanac."),
    fact("1997", "Year of the great comet", "Hale-Bopp shone for eighteen months.", when="1996/1997"),
)
HOUSES = (
    fact("eso", "European Southern Observatory", "An organisation of sixteen states.", when="1962-10-05"),
    fact("vlt", "Very Large Telescope", "Four mirrors on one mountain in Chile.", when="1998"),
    fact("elt", "Extremely Large Telescope", "One mirror of thirty-nine metres.", "E-ELT"),
    fact("hubble", "Hubble Space Telescope", "An observatory in orbit.", "HST", when="1990-04-24"),
    fact(
        "brahe", "Tycho Brahe", "He measured the planets with the naked eye.", "Tycho", kind=FactKind.PERSON
    ),
    fact("centre", "Minor Planet Center", "It keeps the orbits of all small bodies.", "MPC"),
    fact("analysis", "Spectral analysis", "Reading what a star is made of from its light."),
    fact("menu", "Observing menu", "What is up tonight.", aspects={"what": "a list", "asks": "a clear sky"}),
    fact("plan", "Observing plan", "What we shall look at.", aspects={"what": "an order", "for": "members"}),
)
GUIDE = Dossier(
    key="guide",
    label="A guide",
    title="A guide to the sky",
    author="none named",
    affiliation="",
    publisher="",
    date="",
    language="en-GB",
    kind="essay",
    standpoint="",
    file="",
    paragraphs=(
        Paragraph(1, "heading", "Title", "The title.", ""),
        Paragraph(2, "text", "Sky", "What is up.", ""),
    ),
)
TOPICS = (
    Topic("bodies", "Bodies of the sky", "What is up there.", BODIES, ()),
    Topic("houses", "Observatories", "Who looks.", HOUSES, ()),
)
SKY = Pack("sky", "The sky", "For beginners.", "en-GB", TOPICS, (GUIDE,))
CATALOG = Catalog([SKY], FullText(SKY.facts).search)
TERMS = tuple((term, each) for each in SKY.facts for term in (each.key, each.name, *each.aliases))


def put(found: Found) -> str:
    """Return a result as the golden table has it."""
    match found:
        case Hit(one):
            return f"hit {one.key}"
        case Near(facts):
            return f"near {','.join(each.key for each in facts)}"
        case Miss():
            return "miss"


def rows(path: Path) -> list[tuple[str, str]]:
    lines = (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [(left, right) for left, _, right in (line.partition("\t") for line in lines)]


@pytest.mark.parametrize(("query", "expected"), rows(GOLDEN))
def test_a_query_finds_what_the_golden_table_says(query: str, expected: str):
    assert put(CATALOG.find(query.removeprefix("!"), bare=query.startswith("!"))) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ob", ["menu", "plan", "eso", "hubble"][:2]),
        ("hu", ["hubble"]),
        ("HST", ["hubble"]),
        ("ext", ["elt"]),
        ("spa", ["hubble"]),
        ("the mo", ["moon", "phases"]),
        ("what is the kui", ["kuiper-belt"]),
        ("kuyper", ["kuiper-belt"]),
        ("telesocpe", ["vlt", "hubble", "elt"]),
        ("ehxtremely large telscope", ["elt"]),
        ("zzz", []),
    ],
)
def test_autocomplete_ranks_beginnings_before_later_words_before_slips(typed: str, expected: list[str]):
    assert [each.key for each in CATALOG.complete(typed)][: len(expected) or 1] == expected


def test_autocomplete_offers_the_first_facts_in_order_before_anything_is_typed():
    assert CATALOG.complete("", 3) == BODIES[:3]
    assert CATALOG.complete(" ?! ", 99) == SKY.facts


def test_autocomplete_names_each_fact_once_and_no_more_than_asked():
    assert [each.key for each in CATALOG.complete("moon")].count("phases") == 1
    assert len(CATALOG.complete("o", 2)) == 2


def test_a_name_that_two_facts_share_is_offered_and_not_assumed():
    more = (
        fact("satellite", "A satellite", "", "moons"),
        fact("phase", "Phase", "", "Lunar phases"),
        fact("quarter", "Quarter", "", "lunar phase;lunar phases"),
    )
    catalog = Catalog([replace(SKY, topics=(Topic("a", "A", "", (*BODIES, *more), ()),))])
    assert put(catalog.find("lunar phases")) == "near phases,phase,quarter"
    assert put(catalog.find("lunar phase")) == "hit quarter"
    assert put(catalog.find("moon")) == "hit moon"
    assert put(catalog.find("moons")) == "hit satellite"


def test_without_a_search_only_names_are_found():
    assert Catalog([SKY]).find("volcanoes") == Miss()
    assert Catalog([SKY]).search("volcanoes") == ()


def test_an_empty_catalog_misses():
    assert Catalog([]).find("moon") == Miss()
    assert Catalog([], FullText(()).search).find("moon") == Miss()
    assert Catalog([]).complete("mo") == ()


def test_a_key_gets_its_fact_and_nothing_else_does():
    assert CATALOG.get("io") is BODIES[2]
    assert CATALOG.get("Io") is None


def test_facts_of_a_topic_come_by_its_key_or_name_in_order():
    assert CATALOG.facts_of("bodies") == CATALOG.facts_of("body of the Sky") == BODIES
    assert CATALOG.facts_of("kitchens") == ()
    assert [topic.key for topic in CATALOG.topics] == ["bodies", "houses"]


def test_the_timeline_is_in_order_of_when():
    assert [each.key for each in CATALOG.timeline()] == ["galilean", "eso", "hubble", "1997", "vlt"]
    assert [each.key for each in CATALOG.timeline("houses")] == ["eso", "hubble", "vlt"]


def test_a_year_comes_before_its_months_and_a_range_by_its_beginning():
    whens = ("1990", "1990/1999", "1990-04", "1990-04-24", "1991")
    facts = tuple(fact(f"f{place}", f"F {place}", "", when=when) for place, when in enumerate(whens))
    mixed = Pack("p", "P", "", "en-GB", (Topic("t", "T", "", facts[::-1], ()),))
    assert [each.when for each in Catalog([mixed]).timeline()] == list(whens)


def test_related_facts_come_as_the_fact_names_them():
    assert [each.key for each in CATALOG.related(BODIES[0])] == ["phases", "io"]


def test_two_facts_are_compared_in_the_aspects_that_either_has():
    menu, plan = HOUSES[-2:]
    assert CATALOG.compare(menu, plan) == (
        ("what", "a list", "an order"),
        ("for", "", "members"),
        ("asks", "a clear sky", ""),
    )


def test_the_source_of_a_fact_is_each_paragraph_that_is_on_record():
    assert CATALOG.source(BODIES[0]) == ((GUIDE, GUIDE.paragraphs[1]),)


def test_full_text_puts_names_before_short_texts_before_long_ones():
    facts = (
        fact("a", "Alpha", "A star.", text="Brighter than the comet."),
        fact("b", "Beta", "Where the comet was seen."),
        fact("c", "Great comet", "A visitor."),
    )
    assert [each.key for each in FullText(facts).search("comets", 9)] == ["c", "b", "a"]
    assert FullText(facts).search("comets", 1) == facts[2:]


def test_full_text_finds_inflections_and_either_spelling():
    assert CATALOG.search("volcano") == (BODIES[2],)
    assert CATALOG.search("organizations") == (HOUSES[0],)
    assert CATALOG.search("Jupiter's moons")[:2] == (BODIES[3], BODIES[2])


def test_in_a_large_pack_common_words_only_add_to_rare_ones():
    facts = (*(fact(f"star-{n}", f"Star {n}", "A star of the night.") for n in range(900)), *SKY.facts)
    texts = FullText(facts)
    assert [each.key for each in texts.search("which star of the night is number 512", 1)] == ["star-512"]
    assert [each.key for each in texts.search("star night", 2)] == ["star-0", "star-1"]
    assert texts.search("night volcano", 1) == (BODIES[2],)


@pytest.mark.parametrize(
    "query", ['"', "a OR b", "NOT", "*", "moon*", "names:moon", "NEAR(a b)", "{", "-", "''", "\\"]
)
def test_full_text_knows_no_syntax(query: str):
    assert CATALOG.search(query) == CATALOG.search(fold(query))


ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60) | st.sampled_from(
    [
        "\0",
        "\ud800",
        "👩‍🚀",
        '" OR "',
        "x" * 4000,
        "the " * 1000,
        "é" * 4000,
        "a" + "\u0301" * 4000,
        "what is " * 500,
    ]
)


@given(ANY_TEXT)
def test_any_text_is_a_query(query: str):
    assert len(CATALOG.complete(query)) <= 25
    assert len(CATALOG.search(query)) <= 10
    match CATALOG.find(query):
        case Near(facts):
            assert 1 <= len(facts) <= 3
            assert len({each.key for each in facts}) == len(facts)
        case Hit() | Miss():
            pass


FRAMES = (
    "{}", "{}?", "what is {}", "What's {}?", "what is the {}?", "what are {}", "What does {} mean?",
    "what does {} stand for", "who is {}", "who was {}?", "define {}", "Define: {}.", "tell me about {}",
    "explain {}", "explain the {}", "meaning of {}", "the meaning of {}", "what is the meaning of {}?", "a {}", "an {}",
    "{} meaning", "please explain {}",
)  # fmt: skip
MANNERS = (str, str.upper, str.lower, str.title, str.swapcase)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Fact]:
    """Draw a term as somebody may write it, and the fact that it names."""
    term, named = draw(st.sampled_from(TERMS))
    text = draw(st.sampled_from(MANNERS))(term).replace(
        " ", draw(st.sampled_from([" ", "  ", "-", " — ", "\n"]))
    )
    place = draw(st.integers(0, len(text)))
    text = text[:place] + draw(st.sampled_from(["", "\u0301", "\u200b"])) + text[place:]
    mark = draw(st.sampled_from(["", "**", "'", '"', "…", "!", " "]))
    return mark + text + mark, named


@given(written(), st.sampled_from(FRAMES))
@settings(max_examples=500)
def test_every_name_is_a_hit_however_it_is_put(named: tuple[str, Fact], frame: str):
    text, expected = named
    assert CATALOG.find(frame.format(text)) == Hit(expected)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str):
    folded = fold(text)
    assert fold(folded) == folded
    words = folded.split()
    assert [root(root(word)) for word in words] == [root(word) for word in words]
    assert all(fold(reading) == reading for reading in readings(text))
    if asked := readings(text):
        assert readings(asked[-1]) == (asked[-1],)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("programmes", "program"), ("defence", "defense"), ("organisations", "organization"), ("centre", "centers"),
        ("countries", "country"), ("crisis", "crises"), ("purposes", "purpose"), ("cases", "case"), ("buses", "bus"),
        ("menus", "menu"), ("neighbours", "neighbor"), ("travelled", "traveled"), ("analyse", "analyze"),
        ("dialogue", "dialogs"), ("licence", "license"), ("metres", "meter"), ("1990s", "1990"), ("heroes", "hero"),
        ("modelling", "modeling"), ("theatres", "theater"), ("signalled", "signaled"), ("allies", "ally"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_share_a_signature(one: str, other: str):
    assert signature(one) == signature(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("hour", "hor"),
        ("press", "pres"),
        ("map", "maps of"),
        ("filled", "filed"),
        ("were", "wer"),
    ],
)
def test_different_words_keep_their_signatures(one: str, other: str):
    assert signature(one) != signature(other)


def test_results_do_not_hang_on_the_hashes_of_a_run():
    queries = [query for query, _ in rows(GOLDEN)]
    asked = "import sys; from tests.test_lookup import *; print([put(CATALOG.find(q)) for q in sys.argv[1:]])"
    runs = {
        subprocess.run(
            [sys.executable, "-c", asked, *queries],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
