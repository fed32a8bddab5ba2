"""What a group sets for itself, and the doctor who looks at it."""

import pytest

from bot.commands import press, say
from bot.core.customs import READERS
from bot.core.ledger import StoreAwayError
from bot.core.quiz.session import ModeName
from bot.service.people import Asker
from bot.words.doctor import Check
from bot.words.reply import Reply
from tests.fakes.dict_store import DictStore
from tests.studying import World, world


async def told(here: World, line: str, room: str = "room", *, manager: bool = True) -> Reply:
    """What a line is answered with."""
    reply = await say(here.study, here.asker("ann", room, manager=manager), line)
    assert isinstance(reply, Reply)
    return reply


VALUES = {
    "prefix": ("?", "?"),
    "mode": ("race", ModeName.RACE),
    "rounds": ("5", 5),
    "seconds": ("20s", 20),
    "grace": ("1.5", 1.5),
    "hints": ("off", False),
    "lookups": ("no", False),
    "board": ("own", "own"),
    "zone": ("Europe/Berlin", "Europe/Berlin"),
    "role": ("<@&12>", "12"),
    "channels": ("<#1> <#2>", ("1", "2")),
    "packs_off": ("cells", ("cells",)),
}


@pytest.mark.parametrize("name", READERS)
async def test_each_setting_is_changed_shown_kept_and_put_back(name: str):
    said, meant = VALUES[name]
    here = await world()
    default = getattr(here.study.settings.of("guild"), name)
    assert (await told(here, f"!settings {name} {said}")).tone == "good"
    assert getattr(here.study.settings.of("guild"), name) == meant
    again = await world(here.store)
    assert getattr(again.study.settings.of("guild"), name) == meant
    prefix = again.study.settings.of("guild").prefix
    assert f"`{name}`" in (await told(again, f"{prefix}settings {name}")).text
    assert "(default)" not in (await told(again, f"{prefix}settings {name}")).text
    await told(again, f"{prefix}settings {name} default")
    assert getattr(again.study.settings.of("guild"), name) == default
    audit = (await told(again, "!audit")).text.replace("\\", "")
    assert f"changed a setting: {name}=default" in audit
    assert f"changed a setting: {name}=" in audit.split("\n")[1]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("rounds 51", "It can be 1 to 50"),
        ("rounds many", "It can be 1 to 50"),
        ("seconds 3", "5 to 600, or 0"),
        ("grace 11", "0 to 10"),
        ("mode chess", "`everyone`, `race`"),
        ("board some", "`all`, `own` or `hidden`"),
        ("zone Atlantis/Capital", "a name such as"),
        ("zone ../../etc/passwd", "a name such as"),
        ("prefix hello", "1 to 5 signs, the last no letter"),
        ("hints perhaps", "`on` or `off`"),
        ("packs_off nothing-like-it", "keys of packs (cells)"),
        ("colour blue", "There is no setting “colour”"),
        ("here board own", "for the whole group"),
    ],
)
async def test_what_cannot_be_is_refused_with_what_can(line: str, text: str):
    here = await world()
    reply = await told(here, f"!settings {line}")
    assert text in reply.text
    assert reply.private
    assert await here.store.settings() == {}


async def test_a_room_may_differ_from_its_group():
    here = await world()
    await told(here, "!settings seconds 20")
    assert "In this channel `seconds` is now **45**" in (await told(here, "!settings here seconds 45")).text
    assert [here.study.settings.of("guild", room).seconds for room in ("room", "hall")] == [45, 20]
    assert (await told(here, "!settings")).fields[0].value == "seconds: 45"
    assert (await told(here, "!settings", "hall")).fields == ()


async def test_the_overview_shows_all_and_changes_by_menus_and_buttons():
    here = await world()
    reply = await told(here, "!settings")
    assert [row.split("`")[1] for row in reply.text.split("\n\n")[0].split("\n")] == list(READERS)
    assert {menu.action for menu in reply.menus} == {"set:mode", "set:rounds", "set:seconds", "set:board"}
    manager = here.asker("ann", manager=True)
    changed = await press(here.study, manager, "set:rounds", ["15"])
    assert isinstance(changed, Reply)
    assert changed.instead
    assert here.study.settings.of("guild").rounds == 15
    assert "`!settings rounds 5`" in changed.text
    for button in reply.buttons:
        await press(here.study, manager, button.action)
    held = here.study.settings.of("guild")
    assert (held.hints, held.lookups) == (False, False)
    for menu in reply.menus:
        for choice in menu.choices:
            answered = await press(here.study, manager, menu.action, [choice.value])
            assert isinstance(answered, Reply)
            assert answered.instead


@pytest.mark.parametrize(
    ("action", "manager", "text"),
    [
        ("set:rounds:15", False, "Only managers can do that"),
        ("set:rounds:99", True, "It can be 1 to 50"),
        ("set:colour:blue", True, "no longer there"),
        ("set", True, "no longer there"),
    ],
)
async def test_a_press_is_checked_like_a_line(action: str, manager: bool, text: str):
    here = await world()
    reply = await press(here.study, here.asker("bob", manager=manager), action)
    assert isinstance(reply, Reply)
    assert text in reply.text
    assert await here.store.settings() == {}


async def test_a_wrong_setting_in_the_store_falls_back():
    here = await world()
    await here.store.put_setting("guild", "", "rounds", "lots")
    again = await world(here.store)
    assert again.study.settings.of("guild").rounds == 10


class Away(DictStore):
    """A store that is away."""

    async def put_setting(self, guild: str, room: str, name: str, value: str | None) -> None:
        raise StoreAwayError(f"{guild} {room} {name} {value}")

    async def ping(self) -> float:
        raise StoreAwayError("gone")


async def test_a_store_that_is_away_changes_nothing_and_is_diagnosed():
    here = await world(Away())
    assert (await told(here, "!settings rounds 5")).text.startswith("I cannot reach")
    assert here.study.settings.of("guild").rounds == 10
    reply = await told(here, "!doctor")
    assert reply.title == "1 thing to do"
    assert reply.text.startswith("✗ **Database**: cannot be reached.")


async def test_the_doctor_ticks_what_is_well_and_lists_what_was_looked_up_in_vain():
    here = await world()
    await told(here, "!define xylophone quartet")
    reply = await told(here, "!doctor")
    assert reply.title == "All is well"
    assert all(row.startswith("✓ ") for row in reply.text.split("\n"))
    assert "1 pack" in reply.text
    assert reply.fields[0].value == "xylophone quartet (1)"


async def test_the_doctor_says_what_to_do_here():
    here = await world()
    await told(here, "!settings channels <#5>")
    await told(here, "!settings packs_off cells")
    reply = await told(here, "!doctor")
    assert reply.title == "2 things to do"
    assert "no quiz may run here. `!settings channels`" in reply.text
    assert "see `!settings packs_off`" in reply.text


async def test_a_front_end_adds_what_it_looks_at():
    here = await world()

    async def look(asker: Asker) -> list[Check]:
        return [Check("Permissions", f"missing in {asker.room}", "Allow Embed Links.")]

    here.study.doctor.more.append(look)
    assert (await told(here, "!doctor")).text.startswith(
        "✗ **Permissions**: missing in room. Allow Embed Links."
    )


async def test_replies_to_presses_name_commands_with_the_groups_own_prefix():
    here = await world()
    await told(here, "!settings prefix k!")
    reply = await press(here.study, here.asker("ann", manager=True), "set:rounds", ["5"])
    assert isinstance(reply, Reply)
    assert "`k!settings rounds 5`" in reply.text
