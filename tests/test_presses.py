"""Buttons and forms of a question, also those of another time."""

import asyncio
from dataclasses import replace

from bot.commands import press
from bot.core.quiz.session import ModeName
from bot.words.reply import Reply
from tests.studying import QUICK, world


async def test_a_second_press_of_skip_takes_no_question_that_nobody_saw():
    here = await world()
    await here.start(options=replace(QUICK, mode=ModeName.EXAM))
    room = here.study.quizzes.sessions()[0].plan.room
    private = replace(here.asker("ann"), room=room, private=True)
    action = f"skip:{here.session(room).plan.id}:1"
    first, second = await asyncio.gather(*(press(here.study, replace(private, id=n), action) for n in (1, 2)))
    assert first is None
    assert isinstance(second, Reply)
    assert "That question is closed" in second.text
    assert here.session(room).round.number == 2


async def test_an_answer_that_closes_the_question_cannot_be_changed_and_is_not_said_to():
    here = await world()
    await here.start(options=replace(QUICK, mode=ModeName.EXAM, grace=0.0))
    room = here.study.quizzes.sessions()[0].plan.room
    asker = replace(here.asker("ann"), room=room, private=True)
    assert await here.study.quizzes.hear(asker, "oxygen", deliberate=True) is None
    assert here.session(room).round.number == 2


async def test_buttons_of_another_time_are_answered():
    here = await world()
    for action in (
        "pick:old:1:A",
        "hint:old:1",
        "join:old:1",
        "again:old",
        "study:old",
        "say:old:1",
        "",
        "x:y:z",
    ):
        reply = await press(here.study, here.asker("ann"), action)
        assert reply is not None, action
    await here.start()
    where = here.session().plan.id
    reply = await press(here.study, here.asker("ann"), f"hint:{where}:7")
    assert reply is not None


async def test_a_modal_answers_unseen_in_its_own_round():
    here = await world()
    await here.start()
    where = here.session().plan.id
    await press(here.study, here.asker("bob"), f"said:{where}:1", ["oxygen"])
    await here.settle()
    assert here.points() == {"bob": 10}
    await here.passes(1)
    late = await press(here.study, here.asker("cem"), f"said:{where}:1", ["oxygen"])
    assert late is not None
    assert "closed" in getattr(late, "text", "")


async def test_who_has_a_quiz_of_their_own_open_is_told_where():
    here = await world()
    await here.start(options=replace(QUICK, mode=ModeName.EXAM))
    refused = await here.start(options=replace(QUICK, mode=ModeName.FLASH))
    assert refused is not None
    assert "in your direct messages" in refused.text
