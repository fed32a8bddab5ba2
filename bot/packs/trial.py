"""How good the judge is on labelled answers, beside rules that others use."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.core.judge import Judge, Verdict, VerdictKind
from bot.core.text import fold
from bot.packs.cases import Case

_RATIO, _SET_RATIO = 85, 90


@dataclass(frozen=True, slots=True)
class Score:
    """How many right and wrong answers there were, and how many of each were accepted."""

    right: int
    right_accepted: int
    wrong: int
    wrong_accepted: int

    @property
    def recall(self) -> float:
        """Which share of right answers was accepted, 0 to 1."""
        return self.right_accepted / self.right if self.right else 1.0

    @property
    def specificity(self) -> float:
        """Which share of the others was not accepted, 0 to 1."""
        return 1 - self.wrong_accepted / self.wrong if self.wrong else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        errors = (self.right - self.right_accepted) + self.wrong_accepted
        return 2 * self.right_accepted / (2 * self.right_accepted + errors) if self.right_accepted else 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """The judged cases, and each with its verdict."""

    judged: tuple[tuple[Case, Verdict], ...]

    def score(self, kind: str | None = None) -> Score:
        """Return the score on all labelled cases, or on those of one kind."""
        judged = [
            (case.expected is VerdictKind.ACCEPT, verdict.kind is VerdictKind.ACCEPT)
            for case, verdict in self.judged
            if case.expected is not None and kind in {None, case.kind}
        ]
        return tally(judged)

    def misjudged(self, *, right: bool) -> tuple[tuple[Case, Verdict], ...]:
        """Return the right answers that were refused, or the wrong ones that were accepted."""
        return tuple(
            (case, verdict)
            for case, verdict in self.judged
            if case.expected is not None
            and right is (case.expected is VerdictKind.ACCEPT)
            and right is not (verdict.kind is VerdictKind.ACCEPT)
        )


def tally(judged: Iterable[tuple[bool, bool]]) -> Score:
    """Return the score of pairs (should be accepted, was accepted)."""
    counts = Counter(judged)
    return Score(
        right=counts[True, True] + counts[True, False],
        right_accepted=counts[True, True],
        wrong=counts[False, True] + counts[False, False],
        wrong_accepted=counts[False, True],
    )


def hold_trial(judge: Judge, cases: Sequence[Case]) -> Trial:
    """Return the cases with the verdicts of a judge."""
    return Trial(tuple((case, judge.judge(case.item, case.given)) for case in cases))


def _exact(answer: str, given: str) -> bool:
    return answer == given


def _red(answer: str, given: str) -> bool:
    """Judge as Red-DiscordBot's trivia does: a word must be among the words said, a phrase be in the message."""
    answer, given = answer.casefold(), given.casefold()
    return answer in given if " " in answer else answer in given.split()


def _ratio(answer: str, given: str) -> bool:
    return fuzz.ratio(fold(answer), fold(given)) >= _RATIO


def _set_ratio(answer: str, given: str) -> bool:
    return fuzz.token_set_ratio(fold(answer), fold(given)) >= _SET_RATIO


OTHERS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("exact match", _exact),
    ("Red's rule", _red),
    (f"fuzz.ratio >= {_RATIO}", _ratio),
    (f"token_set_ratio >= {_SET_RATIO}", _set_ratio),
)


def _others(cases: Sequence[Case]) -> Iterator[tuple[str, Score]]:
    for name, rule in OTHERS:
        yield (
            name,
            tally(
                (
                    case.expected is VerdictKind.ACCEPT,
                    any(rule(answer, case.given) for answer in _answers(case)),
                )
                for case in cases
                if case.expected is not None
            ),
        )


def _answers(case: Case) -> tuple[str, ...]:
    return case.item.answers or (", ".join(element[0] for element in case.item.elements),)


def report(trial: Trial) -> Iterator[str]:
    """Yield the lines of a report: the score beside other rules, by kind, and every answer judged wrongly."""
    yield f"{'':26}{'recall':>9}{'specificity':>13}{'F1':>9}"
    yield _line("the judge", trial.score())
    for name, score in _others([case for case, _ in trial.judged]):
        yield _line(name, score)
    yield ""
    yield f"{'kind':26}{'recall':>9}{'specificity':>13}{'F1':>9}{'cases':>8}"
    for kind in sorted({case.kind for case, _ in trial.judged}):
        score = trial.score(kind)
        yield f"{_line(kind or '-', score)}{score.right + score.wrong:>8}"
    for title, right in (("Accepted, but wrong", False), ("Right, but not accepted", True)):
        wrongly = trial.misjudged(right=right)
        yield ""
        yield f"{title}: {len(wrongly)}"
        for case, verdict in wrongly:
            yield f"  {case.id}: {case.given!r} for {_answers(case)[0]!r}: {verdict.kind}, {verdict.reason}"


def _line(name: str, score: Score) -> str:
    recall = f"{score.recall:.2%}" if score.right else "-"
    specificity = f"{score.specificity:.2%}" if score.wrong else "-"
    f1 = f"{score.f1:.2%}" if score.right else "-"
    return f"{name:26}{recall:>9}{specificity:>13}{f1:>9}"
