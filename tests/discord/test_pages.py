"""Every reply fits into Discord's limits: split or cut between graphemes, its buttons on the last message."""

import unicodedata

from discord.http import handle_message_parameters
from hypothesis import given
from hypothesis import strategies as st

from bot.discordbot.draw import Means, draw
from bot.discordbot.pages import ELLIPSIS, MOST_PAGES, pages, shortened, split
from bot.words.reply import Button, Choice, Field, File, Image, Menu, Reply, Tone
from tests.discord.recorder import faults_in

GLYPHS = st.sampled_from(
    ["a", "b ", "\n", "\n\n", "é", "e\u0301", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇫🇷", "👍🏽", "\\*", "中", "א", "x" * 50]
)
LONG = st.lists(GLYPHS, max_size=600).map("".join)
SHORT = st.lists(GLYPHS, max_size=40).map("".join)
NAMES = st.text(min_size=1, max_size=120)
REPLIES = st.builds(
    Reply,
    text=LONG.map(lambda text: text * 3),
    title=SHORT,
    fields=st.lists(st.builds(Field, SHORT, LONG), max_size=30).map(tuple),
    footer=LONG,
    tone=st.sampled_from(Tone),
    buttons=st.lists(st.builds(Button, NAMES, NAMES), max_size=40).map(tuple),
    menus=st.lists(
        st.builds(
            Menu, NAMES, NAMES, st.lists(st.builds(Choice, NAMES, NAMES), min_size=1, max_size=40).map(tuple)
        ),
        max_size=3,
    ).map(tuple),
    image=st.none() | st.builds(Image, st.just("chart.png"), st.just(b"png"), LONG),
    file=st.none() | st.builds(File, st.just("all.json"), st.just(b"{}")),
)


@given(REPLIES, st.booleans(), st.booleans())
async def test_every_reply_is_within_the_limits(reply: Reply, embeds: bool, files: bool) -> None:
    drawn = draw(reply, Means(embeds, files))
    assert 1 <= len(drawn) <= MOST_PAGES
    for drawing in drawn:
        arguments = drawing.arguments()
        embed, view = arguments.get("embed"), arguments.get("view")
        shown = {
            "content": arguments.get("content"),
            "embeds": [embed.to_dict()] if embed else [],
            "components": view.to_components() if view else [],
            "allowed_mentions": arguments["allowed_mentions"].to_dict(),
        }
        assert list(faults_in(shown)) == []
        assert embed or (arguments["content"] and len(arguments["content"]) > 0)
        assert embed is None or embeds


@given(REPLIES, st.booleans())
async def test_discord_py_would_tell_discord_the_same(reply: Reply, embeds: bool) -> None:
    for drawing in draw(reply, Means(embeds, files=False)):
        arguments = drawing.arguments()
        assert not drawing.has_files
        told = handle_message_parameters(**arguments).payload or {}
        for embed in told.get("embeds", ()):
            del embed["flags"]
        assert told == {"tts": False, **drawing.message()}


@given(LONG.map(lambda text: text * 2))
def test_what_is_split_loses_only_white_space_at_the_seams(text: str) -> None:
    pieces = list(split(text, 200))
    assert all(0 < len(piece) <= 200 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(LONG, st.integers(2, 60))
def test_nothing_is_cut_inside_a_grapheme(text: str, limit: int) -> None:
    cut = shortened(text, limit)
    assert len(cut) <= limit
    if len(text) > limit and cut != ELLIPSIS:
        kept = cut.removesuffix(ELLIPSIS)
        rest = text[len(kept) :].lstrip()
        assert text.startswith(kept)
        assert not rest or unicodedata.combining(rest[0]) == 0
        assert not kept.endswith("\u200d")
        assert not kept.endswith("\\")


def test_a_flag_is_not_torn_in_two() -> None:
    assert shortened("🇫🇷🇩🇪🇮🇹", 4) == "🇫🇷…"


def test_a_mountain_of_marks_is_cut_all_the_same() -> None:
    assert shortened("a" + "\u0301" * 5000, 100) == ELLIPSIS
    assert [len(piece) for piece in split("a" + "\u0301" * 250, 100)] == [100, 100, 51]


def test_short_words_need_no_embed_and_tone_is_never_colour_alone() -> None:
    (page,) = pages(Reply("Noted."), embeds=True)
    assert page.is_plain
    for tone, sign in ((Tone.GOOD, "✅"), (Tone.BAD, "❌"), (Tone.NOTICE, "ℹ️"), (Tone.WARNING, "⚠️")):
        (drawing,) = draw(Reply("x", title="A title", tone=tone), Means())
        assert drawing.arguments()["embed"].title.startswith(sign)


async def test_a_picture_has_words_and_only_a_role_that_asked_is_notified() -> None:
    image = Image("chart.png", b"png", "ann leads with 20 points")
    (drawing,) = draw(Reply("x", title="t", image=image, ping="12"), Means())
    arguments = drawing.arguments()
    assert arguments["files"][0].description == "ann leads with 20 points"
    assert arguments["embed"].image.url == "attachment://chart.png"
    assert arguments["content"] == "<@&12>"
    assert arguments["allowed_mentions"].to_dict() == {"parse": [], "roles": [12]}
    (drawing,) = draw(Reply("x", title="t", image=image, ping="@everyone"), Means(files=False))
    assert "(ann leads with 20 points)" in drawing.arguments()["content"]
    assert drawing.arguments()["allowed_mentions"].to_dict() == {"parse": []}
