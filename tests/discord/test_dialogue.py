"""The main job on Discord: look up, quiz, tie, standings; by prefix, by slash, by button, and after a restart."""

import discord

from tests.discord.conftest import Town, answered, labels, text_of


async def test_a_word_is_looked_up_and_the_answer_replies_to_it(town: Town) -> None:
    asked = await town.say("ann", "!photosynthesis")
    card = town.last()
    assert card.embeds[0].title == "Photosynthesis"
    assert card.embeds[0].footer.text == "Primer, §1"
    assert card.reference is not None
    assert card.reference.message_id == asked.id
    assert labels(card) == ["Chlorophyll", "Quiz me on this", "Remove"]


async def test_a_related_fact_opens_by_its_button_and_a_slip_is_offered(town: Town) -> None:
    await town.say("ann", "!photosynthesis")
    opened = await town.people["bob"].click(town.last(), label="Chlorophyll")
    assert answered(opened).startswith("Chlorophyll\n")
    await town.say("cem", "!chlorophill")
    assert "Did you mean" in town.shown()
    picked = await town.people["cem"].click(town.last(), label="Chlorophyll")
    assert answered(picked).startswith("Chlorophyll\n")


async def test_three_members_quiz_tie_and_see_the_standings_by_prefix(town: Town) -> None:
    await town.say("ann", "!quiz number cloze 2 race ordered")
    assert "Question 1 of 2" in town.shown()
    await town.say("ann", "2")
    await town.passes(10)
    assert "Question 2 of 2" in town.shown()
    await town.say("bob", "chlorophyll")
    await town.passes(10)
    assert "1. ann · 10 points" in town.shown()
    assert "1. bob · 10 points" in town.shown()
    assert town.study.quizzes.session(str(town.channel.id)) is None


async def test_the_same_by_slash_and_by_button(town: Town) -> None:
    started = await town.people["ann"].slash(
        town.channel, "quiz start", topic="plants", rounds=1, type="choice"
    )
    await town.settle()
    assert answered(started) == "ℹ️ Here it comes."
    assert started.ephemeral
    question = town.last()
    assert labels(question)[-1] == "Skip"
    green = next(label for label in labels(question) if "green" in label)
    red = next(label for label in labels(question) if "red" in label)
    right = await town.people["ann"].click(question, label=green)
    wrong = await town.people["bob"].click(question, label=red)
    assert right.ephemeral
    assert wrong.ephemeral
    standing = await town.people["cem"].slash(town.channel, "scores")
    assert "Nobody has points yet." in answered(standing)
    await town.passes(40)
    told = "\n".join(town.all_shown())
    assert "ann +10" in told
    assert "bob: not “red”. That is one of the two that it catches." in told


async def test_an_answer_is_filled_into_a_form(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1")
    shown = await town.people["bob"].click(town.last(), label="Answer in secret")
    assert shown.modal is not None
    assert shown.modal["title"] == "Your answer"
    filled = await town.people["bob"].submit_modal(shown, {"typed": "oxygen"})
    assert "Noted" in answered(filled)
    assert filled.ephemeral
    await town.passes(40)
    assert "Right: bob +10" in "\n".join(town.all_shown())


async def test_several_are_chosen_from_a_menu(town: Town) -> None:
    await town.say("ann", "!quiz plants multi 1")
    (menu,) = [
        part
        for row in town.last().components
        for part in getattr(row, "children", ())
        if isinstance(part, discord.SelectMenu)
    ]
    right = [option.value for option in menu.options if "water" in option.label or "dioxide" in option.label]
    chosen = await town.people["ann"].select(town.last(), right)
    assert "Noted" in answered(chosen)
    await town.passes(40)
    assert "Right: ann" in "\n".join(town.all_shown())


async def test_a_quiz_goes_on_after_a_restart_and_its_buttons_still_work(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1")
    question = town.last()
    await town.restart()
    assert "Back again" in town.shown()
    shown = await town.people["bob"].click(question, label="Answer in secret")
    assert "Noted" in answered(await town.people["bob"].submit_modal(shown, {"typed": "oxygen"}))
    await town.passes(60)
    assert "Right: bob +10" in "\n".join(town.all_shown())
    assert sum("Question 1" in told for told in town.all_shown()) == 1


async def test_a_form_that_was_open_while_the_bot_restarted_still_counts(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1")
    shown = await town.people["bob"].click(town.last(), label="Answer in secret")
    await town.restart()
    assert "Noted" in answered(await town.people["bob"].submit_modal(shown, {"typed": "oxygen"}))


async def test_what_was_said_while_the_bot_was_away_counts(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1 race")
    await town.restart_saying(("bob", "oxygen"))
    await town.passes(30)
    assert "Right: bob +10" in "\n".join(town.all_shown())


async def test_the_missed_ones_are_played_again_by_a_button(town: Town) -> None:
    await town.say("ann", "!quiz plants short 1 race")
    await town.say("ann", "nitrogen")
    await town.passes(120)
    farewell = town.last()
    assert "The quiz is over." in text_of(farewell)
    again = next(label for label in labels(farewell) if label.startswith("Again"))
    pressed = await town.people["ann"].click(farewell, label=again)
    await town.settle()
    assert not pressed.followups
    assert "Question 1 of 1" in town.shown()
