"""The quiz: a session is a value, and `step` is the one way in which it changes."""

from bot.core.quiz.opening import Seen, deal, open_session
from bot.core.quiz.session import Options, Phase, Plan, Round, Session
from bot.core.quiz.step import step

__all__ = ["Options", "Phase", "Plan", "Round", "Seen", "Session", "deal", "open_session", "step"]
