"""`python -m bot judge`: one answer explained, cases in bulk, and the report."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.judge import judge_command
from bot.core.judge import VerdictKind
from bot.core.pack import ItemType
from bot.exits import Exit, Stop
from bot.packs.cases import CaseError, read_cases, read_table

GOLDEN = Path(__file__).parent / "golden" / "judge.tsv"


def bot_judge(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(judge_command, words, input=stdin)


def lines(*cases: dict[str, object]) -> str:
    return "\n".join(map(json.dumps, cases))


def test_an_answer_is_judged_and_explained():
    said = bot_judge("pfp-year", "in 1995")
    assert said.exit_code == 0
    assert said.output.splitlines()[0] == "reject: different-year, decided by value"
    assert "  known        does not apply" in said.output.splitlines()


def test_an_unknown_item_is_said_to_be_unknown():
    error = bot_judge("no-such-item", "x").exception
    assert isinstance(error, Stop)
    assert (error.code, error.problems) == (Exit.USAGE, ("there is no item 'no-such-item'",))


@pytest.mark.parametrize("words", [(), ("pfp-year",), ("pfp-year", "x", "--jsonl")])
def test_it_says_what_it_wants_to_be_given(words: tuple[str, ...]):
    said = bot_judge(*words)
    assert said.exit_code == 2
    assert "Give an item and an answer" in said.output


def test_cases_become_verdicts_in_their_order():
    said = bot_judge(
        "--jsonl",
        stdin=lines(
            {"accept": ["heart"], "given": "haert"},
            {"id": "b", "question": "Name two.", "items": [["red"], ["blue"]], "need": 2, "given": "red"},
            {"id": "c", "accept": ["1994"], "reject": ["1991 => That was the NACC."], "given": "1991"},
        ),
    )
    assert [json.loads(line) for line in said.output.splitlines()] == [
        {"id": "1", "verdict": "accept", "reason": "spelling"},
        {"id": "b", "verdict": "prompt", "reason": "incomplete"},
        {"id": "c", "verdict": "reject", "reason": "authored"},
    ]


def test_the_cases_of_a_run_are_rivals_only_if_asked_for():
    cases = lines(
        {"accept": ["Kovalenko"], "given": "kovalenka"}, {"accept": ["Kovalenka"], "given": "kovalenka"}
    )
    verdicts = [
        json.loads(bot_judge("--jsonl", *bank, stdin=cases).output.splitlines()[0])
        for bank in ((), ("--bank",))
    ]
    assert [verdict["verdict"] for verdict in verdicts] == ["accept", "reject"]


def test_a_report_lists_what_was_judged_wrongly(tmp_path: Path):
    path = tmp_path / "cases.jsonl"
    path.write_text(
        lines(
            {"id": "a", "accept": ["heart"], "given": "haert", "expected": "accept", "kind": "typo"},
            {"id": "b", "accept": ["heart"], "given": "pump", "expected": "accept", "kind": "variant"},
            {"id": "c", "accept": ["heart"], "given": "the heart", "expected": "reject", "kind": "phrase"},
            {"id": "d", "accept": ["heart"], "given": "liver", "expected": "reject", "kind": "phrase"},
            {"id": "e", "accept": ["heart"], "given": "unlabelled"},
        )
    )
    said = bot_judge("--report", str(path)).output.splitlines()
    assert said[1].split() == ["the", "judge", "50.00%", "50.00%", "50.00%"]
    assert "Accepted, but wrong: 1" in said
    assert "  c: 'the heart' for 'heart': accept, variant" in said
    assert "  b: 'pump' for 'heart': reject, wrong" in said


def test_the_golden_table_has_a_report_too():
    assert bot_judge("--report", str(GOLDEN)).output.splitlines()[1].split()[2:4] == ["100.00%", "100.00%"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 1: "),
        ("[]", "line 1: a case is a JSON object"),
        ('{"accept": ["x"]}', "line 1: `given` must be a string"),
        ('{"given": "x"}', "line 1: `accept` must be a list of strings, not empty"),
        ('{"given": "x", "accept": "x"}', "line 1: `accept` must be a list"),
        ('{"given": "x", "accept": [1]}', "line 1: `accept` must hold strings"),
        ('{"given": "x", "items": [["a"]], "need": "two"}', "line 1: `need` must be a whole number"),
        ('{"given": "x", "accept": ["x"], "expected": "perhaps"}', "line 1: 'perhaps'"),
    ],
)
def test_a_case_that_cannot_be_read_is_named_by_its_line(line: str, problem: str):
    with pytest.raises(CaseError, match="^" + problem.replace("[", r"\[")):
        list(read_cases([line]))
    error = bot_judge("--jsonl", stdin=line).exception
    assert isinstance(error, Stop)


def test_a_table_row_holds_all_that_a_case_can():
    head = "kind\tverdict\tquestion\taccept\tgiven\tmore"
    row = (
        "list\tprompt\tWhich?\tred | scarlet ; blue\tred\t"
        "need=2; ordered; reject=green => No.; prompt=colour => Which?"
    )
    (case,) = read_table([head, row])
    assert (case.expected, case.item.type, case.item.need, case.item.ordered) == (
        VerdictKind.PROMPT,
        ItemType.LIST,
        2,
        True,
    )
    assert case.item.elements == (("red", "scarlet"), ("blue",))
    assert (case.item.reject[0].reason, case.item.prompt[0].answer) == ("No.", "colour")


def test_empty_lines_between_cases_are_skipped():
    assert len(list(read_cases(["", '{"given": "x", "accept": ["x"]}', "  "]))) == 1
