"""A session without those who want nothing kept of them."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.core.quiz.session import Round, Session


def without(session: Session, players: AbstractSet[str]) -> Session:
    """Return the session as it may be kept: as if those players had never said or done anything in it.

    The session itself if none of them took part.
    """
    if involved(session).isdisjoint(players):
        return session
    return replace(
        session,
        starter="" if session.starter in players else session.starter,
        tallies={player: tally for player, tally in session.tallies.items() if player not in players},
        rounds=tuple(_without(round_, players) for round_ in session.rounds),
    )


def involved(session: Session) -> set[str]:
    """Return everybody who said or did something in a session."""
    return {session.starter, *session.tallies}.union(*map(_players, session.rounds))


def _players(round_: Round) -> set[str]:
    return {
        *round_.answerers,
        *(find.player for find in round_.finds),
        *round_.scored,
        *round_.undone,
        *round_.hint_votes,
        *round_.skip_votes,
    }


def _without(round_: Round, players: AbstractSet[str]) -> Round:
    def others(named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(player for player in named if player not in players)

    return replace(
        round_,
        said=tuple(said for said in round_.said if said.player not in players),
        finds=tuple(find for find in round_.finds if find.player not in players),
        prompts=tuple(prompt for prompt in round_.prompts if prompt.player not in players),
        scored=others(round_.scored),
        undone=others(round_.undone),
        hint_votes=others(round_.hint_votes),
        skip_votes=others(round_.skip_votes),
    )
