"""The engine's promises, whatever happens in whatever order: a Hypothesis machine over `step`."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.core.judge import Verdict, VerdictKind
from bot.core.pack import ItemType
from bot.core.quiz import Options, Phase, Session, step
from bot.core.quiz.closing import earned
from bot.core.quiz.events import (
    Adjust,
    Adjusted,
    Answer,
    Asked,
    Awarded,
    Closed,
    Ended,
    Event,
    Gone,
    Grade,
    Hint,
    Join,
    Leave,
    Outcome,
    Pause,
    Posted,
    Restarted,
    Resume,
    Reveal,
    Skip,
    Stop,
    Tick,
    Told,
)
from bot.core.quiz.session import ModeName, PauseReason
from tests.quizzing import NEARLY, OTHER_NUMBER, RIGHT, WRONG, after, choice, listing, opened, typed

PLAYERS = ("ann", "bob", "cem", "dee")
ITEMS = [
    typed(1),
    choice(2),
    listing(),
    typed(123, difficulty=3, hints=["Three digits."]),
    choice(5),
    typed(6),
]

players = st.sampled_from(PLAYERS)
flags = st.booleans()
lately = st.sampled_from([0.0, 0.001, 0.5, 2.0, 7.0, 40.0])


class Quiz(RuleBasedStateMachine):
    """Answers, timers, buttons, stops and restarts, early, late, twice and out of order."""

    session: Session

    @initialize(
        mode=st.sampled_from(list(ModeName)),
        seconds=st.sampled_from([0, 10, 30]),
        grace=st.sampled_from([0.0, 2.0]),
        hints=flags,
        rounds=st.integers(1, len(ITEMS)),
    )
    def start(self, mode: ModeName, seconds: int, grace: float, hints: bool, rounds: int) -> None:
        options = Options(mode, rounds, seconds, grace, hints)
        self.session = opened(ITEMS[:rounds], options)
        self.now = 0.0
        self.awards: dict[tuple[int, str], int] = {}
        self.adjusted: dict[str, int] = {}
        self.asked = 0 if mode is ModeName.TEAMS else 1
        self.closed: list[int] = []
        self.ends = 0
        self.answers: list[Answer] = []

    def happens(self, event: Event) -> tuple[Outcome, ...]:
        before = self.session
        self.session, outcomes = step(before, event, after(self.now))
        assert step(before, event, after(self.now)) == (self.session, outcomes), (
            "a step depends on nothing else"
        )
        for outcome in outcomes:
            match outcome:
                case Asked(number, again):
                    expected = self.asked if again or isinstance(event, Restarted) else self.asked + 1
                    assert number == expected, "rounds open once and in order"
                    self.asked = number
                case Closed(number, recorded=False):
                    assert number not in self.closed, "a round closes once"
                    self.closed.append(number)
                case Awarded(number, player, gained):
                    assert (number, player) not in self.awards, "nobody scores twice in a round"
                    self.awards[number, player] = gained
                case Adjusted(player, gained):
                    self.adjusted[player] = self.adjusted.get(player, 0) + gained
                case Ended() if not isinstance(event, Restarted):
                    self.ends += 1
                case _:
                    pass
        return outcomes

    @rule(
        player=players,
        verdict=st.sampled_from([RIGHT, WRONG, OTHER_NUMBER, NEARLY]),
        element=st.integers(0, 3),
        ago=lately,
        deliberate=flags,
        words=st.sampled_from([1, 9]),
    )
    def answers_something(
        self, player: str, verdict: Verdict, element: int, ago: float, deliberate: bool, words: int
    ) -> None:
        if verdict in {RIGHT, NEARLY} and self.session.rounds and self.session.item.type is ItemType.LIST:
            verdict = replace(NEARLY, matched=(element,))
        said = Answer(player, verdict, after(self.now - ago), len(self.answers), deliberate, words)
        self.answers.append(said)
        self.happens(said)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def a_replay_changes_nothing(self, data: st.DataObject) -> None:
        said = data.draw(st.sampled_from(self.answers))
        before = self.session
        again, _ = step(before, said, after(self.now))
        twice, _ = step(again, said, after(self.now))
        assert twice.tallies == again.tallies
        if before.round_at(said.at) is not None and any(
            stands.id == said.id for round_ in before.rounds for stands in round_.said
        ):
            assert {p: t.points for p, t in again.tallies.items()} == {
                p: t.points for p, t in before.tallies.items()
            }

    @rule(seconds=st.sampled_from([0.0, 0.5, 2.0, 6.0, 10.0, 30.0, 86_400.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.happens(Tick())

    @rule()
    def the_deadline_comes(self) -> None:
        if self.session.deadline is not None:
            self.now = max(self.now, (self.session.deadline - after(0)).total_seconds())
            self.happens(Tick())

    @rule(player=players, may=flags)
    def stops(self, player: str, may: bool) -> None:
        self.happens(Stop(player, may))

    @rule(player=players, may=flags, reason=st.sampled_from(list(PauseReason)))
    def pauses(self, player: str, may: bool, reason: PauseReason) -> None:
        self.happens(Pause(player if reason is PauseReason.ASKED else "", may, reason))

    @rule(player=players, may=flags)
    def resumes(self, player: str, may: bool) -> None:
        self.happens(Resume(player, may))

    @rule(player=players, team=st.integers(0, 4))
    def joins(self, player: str, team: int) -> None:
        self.happens(Join(player, team))

    @rule(player=players, event=st.sampled_from([Leave, Hint, Skip, Reveal]))
    def wants(self, player: str, event: type[Leave | Hint | Skip | Reveal]) -> None:
        self.happens(event(player))

    @rule(player=players, knew=flags)
    def grades(self, player: str, knew: bool) -> None:
        self.happens(Grade(player, knew))

    @rule(player=players, gained=st.integers(-20, 20))
    def a_manager_adjusts(self, player: str, gained: int) -> None:
        self.happens(Adjust(player, gained, 0))

    @rule(ago=lately)
    def the_question_stands(self, ago: float) -> None:
        self.happens(Posted(len(self.session.rounds), "m", after(self.now - ago)))

    @rule()
    def the_reveal_stands(self) -> None:
        self.happens(Told(len(self.session.rounds)))

    @rule()
    def the_program_restarts(self) -> None:
        outcomes = self.happens(Restarted())
        asked = [outcome for outcome in outcomes if isinstance(outcome, Asked)]
        closes = self.session.round.closes if self.session.phase is Phase.OPEN else None
        assert closes is None or closes >= after(self.now + 10)
        assert not asked or not self.session.round.message, "what stands in the room is not posted again"

    @precondition(lambda self: self.asked > 2)
    @rule()
    def the_room_goes(self) -> None:
        self.happens(Gone())

    @invariant()
    def points_are_the_sum_of_awards(self) -> None:
        if not hasattr(self, "awards"):
            return
        for player, tally in self.session.tallies.items():
            awarded = sum(gained for (_, who), gained in self.awards.items() if who == player)
            assert tally.points == awarded + self.adjusted.get(player, 0)

    @invariant()
    def numbers_hold_together(self) -> None:
        if not hasattr(self, "awards"):
            return
        session = self.session
        assert len(session.rounds) == self.asked
        assert self.ends <= 1
        assert (session.phase is Phase.OVER) == (self.ends == 1), "it ends once, and over is over"
        assert (session.deadline is None) == (session.phase is Phase.OVER), "it always ends by itself"
        for tally in session.tallies.values():
            assert 0 <= tally.right <= tally.asked
            assert len(tally.missed) == tally.asked - tally.right
            assert 0 <= tally.lives <= session.plan.mode.lives

    @invariant()
    def a_race_has_one_winner(self) -> None:
        if not hasattr(self, "awards") or not self.session.plan.mode.first_wins:
            return
        for round_ in self.session.rounds:
            if self.session.plan.items[round_.item].type is ItemType.LIST:
                continue
            right = [said for said in round_.said if said.kind is VerdictKind.ACCEPT]
            if right:
                winner = min(right, key=lambda said: (said.at, said.id)).player
                assert next(iter(earned(self.session, round_))) == winner

    @invariant()
    def nothing_counts_that_was_said_after_the_close(self) -> None:
        if not hasattr(self, "awards"):
            return
        for round_ in self.session.rounds:
            for said in round_.said:
                assert self.session.plan.mode.self_graded or round_.closes is None or said.at < round_.closes


TestQuiz = Quiz.TestCase
TestQuiz.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
