"""Cards and lists as they are said: dates in words, short names where there are, lists a page at a time."""

from dataclasses import replace

import pytest

from bot.commands import press, say
from bot.core.pack import Dossier, Fact, FactKind, Paragraph, Source, Topic
from bot.words.cards import LISTED, card, facts, sources, timeline
from bot.words.dates import span
from bot.words.reply import Reply
from tests.studying import world

PLAIN = Fact(
    key="nac",
    name="North Atlantic Council",
    kind=FactKind.TERM,
    short="A council.",
    text="A council.",
    sources=(Source("guide", 1),),
    pack="pack",
    topic="topic",
)
GUIDE = Dossier(
    key="guide",
    label="Guide",
    title="A guide",
    author="none named",
    affiliation="",
    publisher="",
    date="none given",
    language="en-GB",
    kind="essay",
    standpoint="",
    file="",
    paragraphs=(),
)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("1991", "1991"),
        ("1990/1999", "1990–1999"),
        ("2010-11", "November 2010"),
        ("2012-07-04", "4 July 2012"),
        ("2010-11-19/2010-11-20", "19–20 November 2010"),
        ("2012-03/2012-04", "March–April 2012"),
        ("2011-12/2012-01", "December 2011 – January 2012"),
        ("2012-04-30/2012-05-02", "30 April 2012 – 2 May 2012"),
        ("1990-05/1990", "May 1990 – 1990"),
        ("1990-05/1990-05", "May 1990"),
    ],
)
def test_dates_are_written_as_a_text_has_them(when: str, expected: str):
    assert span(when) == expected


@pytest.mark.parametrize(
    ("key", "name", "aliases", "shown"),
    [
        ("nac", "North Atlantic Council", (), "NAC"),
        ("pfp", "Partnership for Peace", (), "PfP"),
        ("cee", "Central and Eastern Europe", (), "CEE"),
        ("emirates", "United Arab Emirates", ("uae",), "UAE"),
        ("med", "Mediterranean Dialogue", (), "Mediterranean Dialogue"),
        ("n", "NATO", (), "NATO"),
    ],
)
def test_a_card_names_what_is_related_by_its_initials_if_it_goes_by_them(
    key: str, name: str, aliases: tuple[str, ...], shown: str
):
    other = replace(PLAIN, key=key, name=name, aliases=aliases)
    assert card(PLAIN, [other], {}).buttons[0].label == shown


def test_a_timeline_says_keys_only_where_the_names_do_not_hold_them():
    dated = [
        replace(PLAIN, key=key, name=name, when="1991")
        for key, name in (("1991", "The year 1991"), ("med", "Mediterranean Dialogue"))
    ]
    assert timeline("all", dated).text.split("\n") == [
        "1991: **The year 1991**",
        "1991: **Mediterranean Dialogue** (`med`)",
    ]


@pytest.mark.parametrize(
    ("title", "author", "date", "shown"),
    [
        ("A guide", "none named", "none given", "A guide"),
        (
            "A guide",
            "Ann",
            "none given; of 1994, to judge by its sources",
            "A guide (Ann; of 1994, to judge by its sources)",
        ),
        ("none given; called the guide here", "none named; a teacher", "1994", "Guide (a teacher; 1994)"),
    ],
)
def test_what_is_not_known_of_an_essay_is_left_out(title: str, author: str, date: str, shown: str):
    essay = replace(GUIDE, title=title, author=author, date=date)
    paragraph = Paragraph(1, "text", "Start", "It starts.", "")
    assert sources(PLAIN, [(essay, paragraph)], {}).text == shown


def topic(key: str, count: int) -> Topic:
    """A topic with so many facts."""
    listed = tuple(replace(PLAIN, key=f"{key}-{number}") for number in range(count))
    return Topic(key, key.title(), "Made up.", listed, ())


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1,), [[1]]),
        ((LISTED,), [[LISTED]]),
        ((LISTED - 1, 1, 1), [[LISTED - 1, 1], [1]]),
        ((10, LISTED + 5, 3), [[10], [LISTED], [5, 3]]),
        ((0, 7), [[7]]),
    ],
)
def test_facts_are_listed_by_topic_a_page_at_a_time(counts: tuple[int, ...], expected: list[list[int]]):
    topics = [topic(chr(ord("a") + place), count) for place, count in enumerate(counts)]
    pages = [facts(topics, "", page) for page in range(len(expected))]
    assert facts(topics, "", 99) == pages[-1]
    listed = [[field.value for field in page.fields] or [page.text] for page in pages]
    assert [[text.count("`") // 2 for text in page] for page in listed] == expected
    turns = [{button.action for button in page.buttons} for page in pages]
    assert turns == [
        {f"facts:{near}:" for near in (page - 1, page + 1) if 0 <= near < len(pages)}
        for page in range(len(pages))
    ]
    everything = " ".join(text for page in listed for text in page)
    assert all(f"`{fact.key}`" in everything for each in topics for fact in each.facts)


async def test_a_button_turns_the_page_in_its_place_and_a_dead_one_says_so():
    here = await world()
    ann = here.asker("ann")
    shown = await say(here.study, ann, "!facts")
    assert isinstance(shown, Reply)
    assert await press(here.study, ann, "facts:0:") == replace(shown, instead=True)
    assert await press(here.study, ann, "facts:99:") == replace(shown, instead=True)
    for action in ("facts", "facts:x:", "facts:-1:", f"facts:{'9' * 300}:"):
        told = await press(here.study, ann, action)
        assert isinstance(told, Reply)
        assert "no longer there" in told.text
    gone = await press(here.study, ann, "facts:0:gone")
    assert isinstance(gone, Reply)
    assert (gone.private, gone.instead) == (True, False)
