"""Short replies: what was refused and why, what is needed, what went wrong."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.core.judge import Verdict
from bot.core.quiz.events import Refusal, Refused
from bot.core.quiz.session import Session
from bot.words import narration, verdicts
from bot.words.escape import plain
from bot.words.language import _
from bot.words.reply import Reply, Tone, notice
from bot.words.reveals import Speech


def person(name: str) -> str:
    """Return what to call somebody: the name as last seen, or that they are not known any more."""
    return _harmless(name) or _("a former member")


@lru_cache(maxsize=4096)
def _harmless(name: str) -> str:
    # The same few names stand in reply after reply.
    return plain(name, 32)


def already_running() -> Reply:
    """A second quiz in a room."""
    return notice(_("A quiz is running here already. `!scores` shows how it stands, `!stop` ends it."))


def hello() -> Reply:
    """Somebody greets."""
    return Reply(_("Hello! `!help` shows what I can do, and `!quiz` starts a quiz."))


def welcome() -> Reply:
    """Somebody says thanks."""
    return Reply(_("You are welcome."))


def alone() -> Reply:
    """Help within a quiz that somebody plays alone."""
    return notice(
        _("`!hint` gives a hint, `!skip` goes on, `!stop` ends the quiz. Here the bare words do so, too.")
    )


def command_meant(name: str, offer: Reply | None) -> Reply:
    """A word that is one slip away from a command, beside what else is offered for it."""
    if offer is None:
        return notice(_("Did you mean `!{command}`?").format(command=name))
    text = _("Or did you mean `!{command}`?").format(command=name)
    return replace(offer, text=f"{offer.text}\n{text}")


def nothing_running() -> Reply:
    """A command for a quiz where there is none."""
    return notice(_("No quiz is running here. `!quiz` starts one."))


def finished() -> Reply:
    """A button of a session that is over."""
    return notice(_("That quiz is finished. `!quiz` starts another."))


def round_over() -> Reply:
    """A button of a question that is closed."""
    return notice(_("That question is closed."))


def refused(outcome: Refused) -> Reply:
    """Why nothing was done."""
    return notice(
        {
            Refusal.NOT_YOURS: _("Only the one who started the quiz, or a manager, can do that."),
            Refusal.NO_HINTS: _("This question has no hints."),
            Refusal.NO_MORE_HINTS: _("There is no further hint for this one."),
            Refusal.HINTS_OFF: _("This quiz is played without hints."),
            Refusal.NOT_NOW: _("That cannot be done at this point."),
            Refusal.CLOSED: _("That question is closed."),
            Refusal.NOT_PLAYING: _("This quiz is for the one who started it alone."),
            Refusal.OUT: _("You are out of lives in this quiz; play along in the next one."),
            Refusal.ALREADY: _("You are in already."),
            Refusal.NOT_IN: _("You are not in this quiz."),
            Refusal.BYSTANDER: _("Those who play decide on that; `!join` and you are one of them."),
            Refusal.ANSWERED: _("You have answered; in a race the first answer counts."),
            Refusal.NO_OPTION: _("That names none of the options, or not in a way that I understand."),
            Refusal.RESTING: _("The quiz rests; `!resume` goes on."),
            Refusal.RUNNING: _("The quiz is not paused."),
        }[outcome.why]
    )


def noted(*, last: bool = False) -> Reply:
    """A deliberate answer stands."""
    if last:
        return notice(_("Noted. In a race the first answer counts."))
    return notice(_("Noted. You can change it until the question closes."))


def prompted(verdict: Verdict) -> Reply:
    """A deliberate answer needs another look."""
    return notice(verdicts.prompted(verdict))


def found(
    session: Session, number: int, player: str, elements: Sequence[int], named: Sequence[int], speech: Speech
) -> Reply:
    """What was found of a list."""
    return notice(narration.found(session, number, player, elements, named, speech))


def store_away() -> Reply:
    """Scores cannot be saved now."""
    return notice(
        _("I cannot save scores at the moment, so I start no quiz. Look-ups work; please try again soon.")
    )


def scores_away() -> Reply:
    """What is kept cannot be reached now."""
    return notice(_("I cannot reach what is kept at the moment; please try again soon."))


def waiting_for_store() -> Reply:
    """A running quiz waits for the store."""
    return Reply(
        _(
            "I cannot save scores at the moment. The quiz rests and goes on by itself; nothing that you said is lost."
        ),
        tone=Tone.NOTICE,
    )


def muted(room: str, *, forbidden: bool) -> Reply:
    """To the starter: we cannot speak in the room, for we may not, or nothing that we say arrives."""
    return Reply(
        (
            _("I may not speak in <#{room}> any more, so the quiz there rests. `!resume` there goes on.")
            if forbidden
            else _(
                "Discord does not take what I say in <#{room}>, so the quiz there rests. `!resume` there goes on."
            )
        ).format(room=room),
        tone=Tone.NOTICE,
    )


def back_in_a_moment() -> Reply:
    """The program ends and will come back."""
    return Reply(_("Back in a moment; the quiz goes on then. No point is lost."), tone=Tone.NOTICE)


def answer_what() -> Reply:
    """An answer without words."""
    return notice(_("Answer what? For example `!answer 1994`."))


def no_longer_there() -> Reply:
    """A button to a fact that is gone."""
    return notice(_("That is no longer there."))


def define_what() -> Reply:
    """A look-up without words."""
    return notice(_("Look up what? For example `!define partnership for peace`."))


def search_what() -> Reply:
    """A search without words."""
    return notice(_("Search for what? For example `!search democratic principles`."))


def name_a_fact() -> Reply:
    """A command that needs a fact."""
    return notice(_("Of which fact? For example `!source pfp` or `!related pfp`."))


def compare_what() -> Reply:
    """A comparison without two facts."""
    return notice(_("Compare which two? For example `!compare pfp map`."))


def one_and_the_same(name: str) -> Reply:
    """A comparison of a fact with itself."""
    return notice(_("Both are {name}: name another to put beside it.").format(name=name))


def no_such_team(letters: str) -> Reply:
    """A team that is not there."""
    return notice(_("The teams of this quiz are {letters}, for example `!join A`.").format(letters=letters))


def all_facts() -> str:
    """What the list of everything is called."""
    return _("all topics")


def unknown_topic(topic: str, keys: Sequence[str]) -> Reply:
    """There is no such topic."""
    text = _("There is no topic “{topic}”. Topics: {keys}.")
    return notice(text.format(topic=plain(topic), keys=", ".join(f"`{key}`" for key in keys)))


def teams_alone() -> Reply:
    """Teams where nobody else is."""
    return notice(
        _("Teams need several players: start them where the others are, or play `!quiz` by yourself.")
    )


def unknown_option(word: str, meant: str, keys: Sequence[str]) -> Reply:
    """A word in !quiz that is no option, and perhaps the one that it was meant to be."""
    if meant:
        text = _("I do not know “{word}”. Did you mean `{meant}`? `!quiz options` lists all.")
        return notice(text.format(word=plain(word), meant=meant))
    text = _(
        "I do not know “{word}”. `!quiz options` lists what can be said, such as `!quiz {topic} 5 20s race easy`."
    )
    return notice(text.format(word=plain(word), topic=next(iter(keys), "")))


def contradiction(one: str, other: str) -> Reply:
    """Two words of which only one can hold."""
    text = _("“{one}” and “{other}” contradict each other: say only one of them.")
    return notice(text.format(one=plain(one), other=plain(other)))


def rounds_between(least: int, most: int) -> Reply:
    """A number of questions that cannot be."""
    return notice(_("A quiz has {least} to {most} questions.").format(least=least, most=most))


def seconds_between(least: int, most: int) -> Reply:
    """A time that cannot be."""
    return notice(
        _("A question is open for {least} to {most} seconds, or 0 for no limit.").format(
            least=least, most=most
        )
    )


def nothing_to_ask(*, cards: bool = False) -> Reply:
    """No item fits the options."""
    if cards:
        return notice(_("No card fits that choice: what is put in order or matched is not for cards."))
    return notice(_("No question fits that choice. `!topics` shows what there is."))


def not_in_this_channel(rooms: Sequence[str]) -> Reply:
    """Quizzes may run elsewhere only."""
    places = ", ".join(f"<#{room}>" for room in rooms)
    return notice(_("Quizzes are played in {places} here.").format(places=places))


def too_many_open(most: int) -> Reply:
    """A guild has its fill of sessions."""
    return notice(
        _("{most} quizzes are running in this group already; please wait for one to end.").format(most=most)
    )


def broken(reference: str) -> Reply:
    """Something failed; the log has it under the reference."""
    text = _(
        "Something went wrong on my side. If it happens again, tell the operator this number: {reference}."
    )
    return notice(text.format(reference=reference))


def slower() -> Reply:
    """Commands that come too fast."""
    return notice(_("A little slower, please; look-ups and answers are always welcome."))


def managers_only() -> Reply:
    """A command for managers."""
    return notice(_("Only managers can do that; `!help manage` says who they are."))


def usage(usage_: str, example: str) -> Reply:
    """The right usage."""
    return notice(_("Usage: `{usage}`, for example `{example}`.").format(usage=usage_, example=example))
