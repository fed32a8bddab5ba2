"""Metrics: what an operator may count and time, with labels from fixed sets and no person in them."""

import platform
from collections.abc import Callable, Collection, Iterable

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)

from bot import __version__

OTHER = "other"
EVENTS = ("message", "interaction", "button", "tick", "resume", "reconnect", "malformed")
ENDINGS = ("done", "refused", "failed")
VERDICTS = ("accept", "prompt", "reject")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx", "none")
SCOPES = ("user", "shared", "global", "cloudflare")

_FAST = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25)
_SLOW = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class _Words:
    """The fixed set of words that a label may be; whatever else comes is `other`."""

    def __init__(self, words: Iterable[str]) -> None:
        self.all = (*dict.fromkeys(words), OTHER)
        self._known = frozenset(self.all)

    def bound(self, word: str) -> str:
        """Return the word, or `other` if the set does not hold it."""
        return word if word in self._known else OTHER


class _Tally:
    """A counter with one label. Its children are made once, so that counting is one dict look-up and one addition."""

    def __init__(
        self, registry: CollectorRegistry, name: str, about: str, label: str, words: Iterable[str]
    ) -> None:
        counter = Counter(name, about, (label,), registry=registry)
        self._by_word = {word: counter.labels(word) for word in _Words(words).all}

    def add(self, word: str) -> None:
        """Count one."""
        (self._by_word.get(word) or self._by_word[OTHER]).inc()


class Metrics:
    """Everything that is counted and timed in one process; times are in seconds.

    `commands` and `verbs` are the names that may be labels: those of the bot's commands and of the store's verbs.
    """

    def __init__(self, commands: Collection[str], verbs: Collection[str]) -> None:
        registry = self._registry = CollectorRegistry()
        self._events = _Tally(registry, "colloquy_events", "Events from the platform.", "kind", EVENTS)
        self._answers = _Tally(registry, "colloquy_answers", "Answers that were judged.", "verdict", VERDICTS)
        self._limits = _Tally(
            registry, "colloquy_rest_rate_limits", "Calls that Discord answered with 429.", "scope", SCOPES
        )
        self._commands = Counter("colloquy_commands", "Commands.", ("command", "ending"), registry=registry)
        self._rest = Counter(
            "colloquy_rest_calls", "Calls to Discord's API.", ("method", "status"), registry=registry
        )
        self._judge = Histogram(
            "colloquy_judge_seconds", "Judging one answer.", registry=registry, buckets=_FAST
        )
        self._store = Histogram(
            "colloquy_store_seconds", "One call of the store.", ("verb",), registry=registry, buckets=_SLOW
        )
        self._lag = Histogram(
            "colloquy_loop_lag_seconds", "How late the event loop was.", registry=registry, buckets=_SLOW
        )
        self._sessions = Gauge("colloquy_open_sessions", "Sessions that are open.", registry=registry)
        self._outbox = Gauge("colloquy_outbox_depth", "Replies that wait to be sent.", registry=registry)
        self._names, self._verbs = _Words(commands), _Words(verbs)
        Info("colloquy_build", "The program that runs.", registry=registry).info(
            {"version": __version__, "python": platform.python_version()}
        )
        ProcessCollector(registry=registry)

    def event(self, kind: str) -> None:
        """Count an event from the platform; see EVENTS."""
        self._events.add(kind)

    def command(self, name: str, ending: str) -> None:
        """Count a command and how it ended; see ENDINGS."""
        self._commands.labels(self._names.bound(name), _ENDINGS.bound(ending)).inc()

    def answer(self, verdict: str, seconds: float) -> None:
        """Count a judged answer and the time that the judge took; see VERDICTS."""
        self._answers.add(verdict)
        self._judge.observe(seconds)

    def stored(self, verb: str, seconds: float) -> None:
        """Time one call of the store."""
        self._store.labels(self._verbs.bound(verb)).observe(seconds)

    def rest_call(self, method: str, status: int | None) -> None:
        """Count a call to Discord's API by the class of its answer; None is a call that got none."""
        group = f"{status // 100}xx" if status else "none"
        self._rest.labels(_METHODS.bound(method), _STATUSES.bound(group)).inc()

    def rate_limited(self, scope: str) -> None:
        """Count an answer of 429; see SCOPES."""
        self._limits.add(scope)

    def loop_lag(self, seconds: float) -> None:
        """Time how much later than planned the event loop came round."""
        self._lag.observe(seconds)

    def gauge(self, *, open_sessions: Callable[[], int], outbox_depth: Callable[[], int]) -> None:
        """Ask these whenever the page is asked for: what goes up and down must not be counted by halves."""
        self._sessions.set_function(open_sessions)
        self._outbox.set_function(outbox_depth)

    def page(self) -> tuple[str, bytes]:
        """Return everything as Prometheus reads it: the content type, and the text."""
        return CONTENT_TYPE_LATEST, generate_latest(self._registry)


_ENDINGS, _METHODS, _STATUSES = _Words(ENDINGS), _Words(METHODS), _Words(STATUSES)
