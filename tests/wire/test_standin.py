"""The stand-in serves the unmodified discord.py: proved with a bare bot as a process of its own."""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.wire.conftest import StartBot
from tests.wire.faults import Fault, banned, broken, refused, reset, slow, too_many
from tests.wire.journal import busiest
from tests.wire.standin import StandIn
from tests.wire.world import CONTENT_INTENT, EMBED, SEND, VIEW, World

pytestmark = pytest.mark.wire

SEND_ROUTE = "POST /channels/{channel}/messages"


async def test_a_bot_logs_in_once_and_answers_a_prefix_command(standin: StandIn, start_bot: StartBot) -> None:
    bot = await start_bot()
    assert [sent.content for sent in standin.journal.sent] == ["pong"]
    assert standin.journal.sent[0].request["allowed_mentions"] == {"parse": []}
    assert len(standin.journal.identifies()) == 1
    assert standin.gateway.start_limit["remaining"] == 999
    assert bot.pid
    assert await bot.stop() == -15


async def test_commands_buttons_modals_and_deferred_answers(standin: StandIn, start_bot: StartBot) -> None:
    await start_bot()
    assert (await (await standin.invoke("ping", "ann", times=2)).reply()).text == "pong pong "
    suggested = await (await standin.suggest("ping", "ann", focused="times", times=7)).reply()
    assert suggested.data["choices"] == [{"name": "7 times", "value": 7}]

    await standin.say("ann", "!ask red modal edit")
    asked = (await standin.journal.sent.first(lambda sent: sent.content == "press one")).message
    pressed = await standin.click(asked, "bob", standin.custom_id(asked, "red"))
    assert (await pressed.reply()).text == "pressed red"
    assert (await pressed.reply()).ephemeral
    form = await standin.click(asked, "bob", "press:modal")
    assert (await (await standin.submit(form, "bob", {"Answer": "1994"})).reply()).text == "typed 1994"
    await (await standin.click(asked, "bob", "press:edit")).reply()
    assert asked["content"] == "edited"
    assert asked["components"] == []

    slow_one = await standin.invoke("slow", "cem")
    await slow_one.replies.first(lambda reply: reply.kind == "edit")
    assert [reply.kind for reply in slow_one.replies] == ["callback", "follow-up", "follow-up", "edit"]
    assert slow_one.original is not None
    assert slow_one.original["content"] == "first, edited"
    assert [reply.ephemeral for reply in slow_one.replies] == [False, False, True, False]


async def test_a_bot_reads_history_replies_and_sends_files(standin: StandIn, start_bot: StartBot) -> None:
    await start_bot()
    await standin.say("bob", "one", at=datetime(2024, 5, 1, tzinfo=UTC))
    await standin.say("bob", "two", at=datetime(2024, 5, 2, tzinfo=UTC))
    await standin.say("ann", "!history 10")
    told = await standin.journal.sent.first(lambda sent: "|" in sent.content)
    assert told.content == "pong|!ping|two|one"
    assert told.message["type"] == 19
    await standin.say("ann", "!chart")
    edited = await standin.journal.edited.first(lambda edit: edit.message["content"] == "1 file")
    assert edited.message["attachments"][0]["filename"] == "chart.png"


async def test_direct_messages_and_a_missing_intent(standin: StandIn, start_bot: StartBot) -> None:
    standin.bot.privileged &= ~CONTENT_INTENT
    refused_bot = await start_bot(probe=None)
    assert await refused_bot.exit_code() == 78
    assert standin.journal.logins[-1].refused == 4014
    assert "PrivilegedIntentsRequired" in refused_bot.output

    await start_bot(env={"BARE_CONTENT": "0"}, probe=None)
    await standin.ready(after=1)
    await standin.say("ann", "!ping")
    await standin.say("ann", "!ping", standin.dm("ann"))
    await standin.say("ann", f"<@{standin.bot.id}> !ping")
    answer = await standin.journal.sent.first(lambda sent: sent.content == "pong")
    assert answer.channel == standin.dm("ann")
    assert len(standin.journal.sent) == 1


@pytest.mark.parametrize("way", ["op 7", "op 9 resumable", "cut", 1001, 4000, 4009])
async def test_a_lost_connection_is_resumed_and_what_was_missed_is_replayed(
    standin: StandIn, start_bot: StartBot, way: str | int
) -> None:
    await start_bot()
    match way:
        case "op 7":
            losing = standin.gateway.reconnect()
        case "op 9 resumable":
            losing = standin.gateway.invalidate(resumable=True)
        case "cut":
            losing = standin.gateway.close()
        case _:
            losing = standin.gateway.close(int(way))
    await asyncio.gather(losing, standin.say("ann", "!ping"))
    await standin.journal.sent.first(lambda _: True, after=1)
    assert len(standin.journal.identifies()) == 1
    assert [login.replayed for login in standin.journal.resumes()] == [1]


async def test_a_void_session_is_identified_anew_and_what_was_said_meanwhile_stands_in_the_history(
    standin: StandIn, start_bot: StartBot
) -> None:
    await start_bot()
    logins = len(standin.journal.logins)
    await standin.gateway.invalidate(resumable=False)
    await standin.say("ann", "!ping in the gap")
    await standin.ready(after=logins)
    await standin.say("ann", "!history 1")
    assert (await standin.journal.sent.first(lambda _: True, after=1)).content == "!ping in the gap"
    assert [len(standin.journal.identifies()), len(standin.journal.resumes())] == [2, 0]


async def test_what_is_said_in_an_outage_is_replayed_after_it(standin: StandIn, start_bot: StartBot) -> None:
    await start_bot()
    standin.gateway.is_open = False
    await standin.gateway.close()
    await standin.say("ann", "!ping")
    await standin.journal.logins.first(lambda login: login.refused == 503)
    standin.gateway.is_open = True
    await standin.journal.sent.first(lambda _: True, after=1)
    assert standin.journal.resumes()[0].replayed == 1


async def test_a_session_that_discord_has_forgotten_begins_anew(
    standin: StandIn, start_bot: StartBot
) -> None:
    await start_bot()
    standin.gateway.forget_sessions()
    await standin.gateway.close()
    await standin.ready(after=1)
    assert [login.refused for login in standin.journal.logins] == [0, 9, 0]


async def test_events_come_twice_late_or_in_another_order(standin: StandIn, start_bot: StartBot) -> None:
    await start_bot()
    await standin.gateway.replay(2)
    await standin.journal.sent.first(lambda _: True, after=1)
    standin.gateway.overlap = 4
    await standin.gateway.reconnect()
    await standin.journal.sent.first(lambda _: True, after=2)
    assert [sent.content for sent in standin.journal.sent[:3]] == ["pong"] * 3

    standin.gateway.hold()
    at = datetime(2030, 1, 1, tzinfo=UTC)
    first, second = [await standin.say("ann", f"!ask {name}", at=at) for name in ("early", "late")]
    assert int(first["id"]) < int(second["id"])
    await standin.gateway.release(lambda held: held[::-1])
    asked = [await standin.journal.sent.first(lambda sent, n=n: n in sent.text) for n in ("late", "early")]
    assert asked[0].at < asked[1].at


async def test_a_client_whose_heartbeats_are_not_answered_connects_again(
    standin: StandIn, start_bot: StartBot
) -> None:
    standin.gateway.heartbeat_interval = 0.2
    await start_bot(env={"BARE_HEARTBEAT_TIMEOUT": "0.5"})
    assert standin.gateway.heartbeats
    standin.gateway.acks = False
    await standin.journal.logins.first(lambda login: login.kind == "resume")


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_429_is_waited_for(standin: StandIn, start_bot: StartBot, *, everywhere: bool) -> None:
    await start_bot()
    standin.rest.faults.add(SEND_ROUTE, *[too_many(0.3, everywhere=everywhere)] * 2)
    await standin.say("ann", "!ping")
    await standin.journal.sent.first(lambda _: True, after=1)
    calls = [call for call in standin.journal.calls if call.route == SEND_ROUTE][1:]
    assert [call.status for call in calls] == [429, 429, 200]
    assert calls[2].at - calls[0].at >= 0.6


async def test_a_bucket_is_kept_to_and_calls_are_counted(standin: StandIn, start_bot: StartBot) -> None:
    standin.rest.limits[SEND_ROUTE] = (5, 0.5)
    await start_bot()
    await standin.say("ann", "!flood 12")
    await standin.journal.sent.first(lambda _: True, after=12)
    calls = [call for call in standin.journal.calls if call.route == SEND_ROUTE]
    # On a busy machine one call may arrive at the very edge of a window.
    assert sum(call.status == 429 for call in calls) <= 1
    assert busiest((call.at for call in calls), 0.5) <= 10
    assert busiest([0.0, 0.9, 1.0, 1.8]) == 3


async def test_the_page_of_a_banned_address_and_a_503_are_not_tried_again(
    standin: StandIn, start_bot: StartBot
) -> None:
    bot = await start_bot()
    standin.rest.faults.add(f"POST /channels/{standin.channel}/messages", banned(), broken(503))
    for status in (429, 503):
        await standin.say("ann", "!try_to_send")
        await standin.journal.sent.first(lambda sent, status=status: f" {status} " in sent.content)
    await standin.say("ann", "!ping")
    await standin.journal.sent.first(lambda sent: sent.content == "pong", after=3)
    assert bot.process.returncode is None


@pytest.mark.parametrize(
    "fault",
    [broken(500), broken(502, after=True), reset(), reset(after=True), slow(0.3), slow(0.3, after=True)],
)
async def test_one_message_whatever_goes_wrong_with_the_call(
    standin: StandIn, start_bot: StartBot, fault: Fault
) -> None:
    await start_bot()
    standin.rest.faults.add(SEND_ROUTE, fault)
    calls = len(standin.journal.answered)
    await standin.say("ann", "!once")
    await standin.journal.answered.first(lambda call: call.status == 200, after=calls)
    assert [sent.content for sent in standin.journal.sent] == ["pong", "only once"]
    assert len(standin.journal.calls) - calls == (1 if fault.seconds else 2)


async def test_missing_permissions_and_discords_own_errors(standin: StandIn, start_bot: StartBot) -> None:
    await start_bot()
    for denied, told in ((SEND, "50013"), (EMBED, "50013"), (VIEW, "50001")):
        await standin.deny(denied)
        seen = len(standin.journal.sent)
        await standin.say("ann", "!try_to_send")
        assert (
            await standin.journal.sent.first(lambda _: True, after=seen)
        ).content == f"Forbidden 403 {told}"
    await standin.deny(0)
    standin.rest.faults.add(SEND_ROUTE, refused(404, 10003, "Unknown Channel"))
    await standin.say("ann", "!try_to_send")
    await standin.journal.sent.first(lambda sent: sent.content == "NotFound 404 10003")


async def test_a_worthless_token_and_a_refused_identify_end_the_bot(
    standin: StandIn, start_bot: StartBot
) -> None:
    standin.gateway.refusals.append(4004)
    bot = await start_bot(probe=None)
    assert await bot.exit_code() == 78
    assert [login.refused for login in standin.journal.logins] == [4004]
    standin.revoke()
    bot = await start_bot(probe=None)
    assert await bot.exit_code() == 78
    assert len(standin.journal.logins) == 1
    assert standin.journal.calls[-1].status == 401


async def test_two_clients_at_once_and_an_event_that_nobody_knows(
    standin: StandIn, start_bot: StartBot
) -> None:
    other = standin.world.add_application("other-token", "other")
    await start_bot()
    await start_bot(env={"DISCORD_TOKEN": other.token}, probe=None)
    await standin.ready(after=1)
    await standin.say("ann", "!ping")
    await standin.journal.sent.first(lambda sent: sent.client == other.token)
    assert {login.client for login in standin.journal.logins} == {standin.bot.token, other.token}
    await standin.gateway.send_raw(b'{"op": 0, "t": "UNHEARD_OF", "s": null, "d": {}}')
    await standin.say("ann", "!ping", standin.dm("ann"))
    answer = await standin.journal.sent.first(lambda sent: sent.channel == standin.dm("ann"))
    assert answer.client == standin.bot.token


@pytest.mark.parametrize("standin", [World(guilds=50, channels=20, members=10)], indirect=True)
async def test_many_guilds_and_a_deleted_channel_and_guild(standin: StandIn, start_bot: StartBot) -> None:
    bot = await start_bot()
    first, second = list(standin.world.guilds.values())[:2]
    await standin.delete_channel(standin.channel)
    await standin.remove_guild(second)
    await standin.say("ann", "!ping", next(iter(first.channels)))
    await standin.journal.sent.first(lambda _: True, after=1)
    await bot.kill()
    assert bot.process.returncode == -9
