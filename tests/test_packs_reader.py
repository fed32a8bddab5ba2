"""The reader takes every scalar for text, knows where it stands, and refuses what is hostile."""

import os
import time
import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.document import Document, Tree
from bot.packs.reader import MOST_PROBLEMS, Reading, parse, read


def document(text: str | bytes) -> Document:
    reading = parse(text.encode() if isinstance(text, str) else text, "a.yaml")
    assert reading.problems == ()
    assert reading.document
    return reading.document


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("yes: no\n1.10: 12:30\n~: null", {"yes": "no", "1.10": "12:30", "~": "null"}),
        (
            "a: 2020-03-27\nb: 0x1F\nc: 1_000\nd: .inf",
            {"a": "2020-03-27", "b": "0x1F", "c": "1_000", "d": ".inf"},
        ),
        ("a:\nb: ''\nc: ' '", {"a": "", "b": "", "c": " "}),
        ("- [a, {b: c}]\n- d", [["a", {"b": "c"}], "d"]),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("a: >-\n  b\n  c\nd: |\n  e\n", {"a": "b c", "d": "e\n"}),
        ("just text", "just text"),
        ("\ufeffa: b", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ],
)
def test_every_scalar_is_text(text: str, tree: Tree):
    assert document(text).tree == tree


@pytest.mark.parametrize(
    ("steps", "at_key", "place"),
    [
        ((), False, (1, 1)),
        (("name",), False, (1, 7)),
        (("name",), True, (1, 1)),
        (("facts",), False, (3, 3)),
        (("facts", 0), False, (3, 5)),
        (("facts", 0, "aliases", 1), False, (4, 18)),
        (("facts", 1, "key"), False, (6, 10)),
        (("facts", 1, "text"), False, (7, 11)),
        (("facts", 1, "missing"), False, (6, 5)),
        (("facts", 9, "key"), False, (3, 3)),
        (("facts", 1, "choice", "aspects", "what"), False, (9, 21)),
        (("facts", 1, "aspects", "what"), True, (9, 15)),
        (("é",), False, (10, 4)),
    ],
)
def test_a_problem_stands_where_the_value_or_its_key_stands(
    steps: tuple[str | int, ...], at_key: bool, place: tuple[int, int]
):
    text = """\
name: Case
facts:
  - key: one
    aliases: [a, b, {c: d}]

  - key: two
    text: >-
      Folded.
    aspects: {what: x}
é: last
"""
    problem = document(text).problem("wrong", *steps, at_key=at_key)
    assert (problem.line, problem.column) == place
    assert str(problem) == f"a.yaml:{place[0]}:{place[1]}: wrong"


def test_positions_hold_after_a_repeated_key():
    reading = parse(b"a: {b: c}\na: {d: [e, f]}\ng: h\n", "a.yaml")
    assert [str(problem) for problem in reading.problems] == ["a.yaml:2:1: repeated key `a`"]
    assert reading.document
    assert reading.document.tree == {"a": {"b": "c"}, "g": "h"}
    assert reading.document.problem("", "g").line == 3


BOMB = b"a: &a [x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (letter, letter, b", ".join([b"*%c" % (letter - 1)] * 9)) for letter in b"bcdefghi"
)
HOSTILE = {
    "alias bomb": (BOMB, "1:4: anchor &a"),
    "alias": (b"a: *b", "1:4: alias *b"),
    "many anchors": (b"- &a b\n" * 700_000, "1:3: anchor &a"),
    "deep brackets": (b"[" * 4_900_000, "1:21: more than 20 levels"),
    "deep braces": (b"{" * 4_900_000, "1:21: more than 20 levels"),
    "deep lists": (b"- " * 2_400_000, "1:41: more than 20 levels"),
    "deep keys": (b"? " * 2_400_000, "1:41: more than 20 levels"),
    "deep mappings": (b"".join(b" " * n + b"a:\n" for n in range(3000)), "21:21: more than 20 levels"),
    "5 MB and a byte": (b"a" * 5_000_001, "1:1: the file is larger than 5 MB"),
    "50 MB": (b"a: b\n" * 10_000_000, "1:1: the file is larger than 5 MB"),
    "repeated keys": (b"a: b\n" * 900_000, "2:1: repeated key `a`"),
    "tab": (b"a:\n\t- b", "2:1: a tab cannot indent YAML"),
    "python object": (
        b"a: !!python/object/apply:os.system ['true']",
        "1:4: tag tag:yaml.org,2002:python/object",
    ),
    "python name": (b"!!python/name:os.system", "1:1: tag tag:yaml.org,2002:python/name"),
    "binary": (b"a: !!binary aGk=", "1:4: tag tag:yaml.org,2002:binary"),
    "own tag": (b"a: !b c", "1:4: tag !b"),
    "list as key": (b"? [a]\n: b", "1:3: a key must be plain text"),
    "UTF-16": ("a: b".encode("utf-16"), "1:1: this is not UTF-8"),
    "UTF-32": ("a: b".encode("utf-32"), "1:1: this is not UTF-8"),
    "Latin-1": ("a: b\nc: é".encode("latin-1"), "2:4: this is not UTF-8"),
    "half a pair": (b"a: \xed\xa0\x80", "1:4: this is not UTF-8"),
    "null byte": (b"a: b\nc: \x00", "2:4: control characters"),
    "escape": ("é: \x1b[31m".encode(), "1:4: control characters"),
    "directive": (b"%YAML 3.0\n---\na: b", "1:1: found incompatible YAML document"),
    "nothing but comments": (b"# a\n" * 1_000_000, "1000001:1: the file is empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_refused_at_once_with_a_position(name: str):
    raw, said = HOSTILE[name]
    best, reading = quickest(raw)
    assert str(reading.problems[0]).startswith(f"a.yaml:{said}")
    assert len(reading.problems) <= MOST_PROBLEMS + 1
    assert best < 0.1


def test_too_many_values_are_refused_before_they_are_all_read():
    best, reading = quickest(b"[" + b"a," * 2_400_000 + b"]")
    assert [str(problem) for problem in reading.problems] == ["a.yaml:1:400000: more than 200,000 values"]
    assert best < 0.5


def quickest(raw: bytes) -> tuple[float, Reading]:
    """Read three times and return the shortest time, in seconds of the processor: the machine may be busy."""
    times: list[float] = []
    reading = parse(raw, "a.yaml")
    for _ in range(3):
        begin = time.process_time()
        reading = parse(raw, "a.yaml")
        times.append(time.process_time() - begin)
    return min(times), reading


@pytest.mark.parametrize("name", ["alias bomb", "deep brackets", "repeated keys", "many anchors"])
def test_hostile_yaml_takes_no_more_memory_than_its_text(name: str):
    raw = HOSTILE[name][0]
    tracemalloc.start()
    parse(raw, "a.yaml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(raw) + 500_000


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    tracemalloc.start()
    reading = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.problems[0].message == "the file is larger than 5 MB"
    assert peak < 20_000_000


def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert [str(problem) for problem in read(pipe).problems] == [f"{pipe}:1:1: this is not a file"]
    assert read(tmp_path).problems[0].message == "this is not a file"
    assert read(tmp_path / "none.yaml").problems[0].message == "cannot be read: No such file or directory"


trees = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc -:#é", max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(trees)
def test_what_is_written_is_read_again(tree: Tree):
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML asks so
            return True

    text = yaml.dump(tree, Dumper=Dumper, allow_unicode=True, default_style='"')
    assert document(text).tree == tree


yamlish = st.text("ab:-#?!&*|>'\"%@`{}[],~<=. \t\n\r\x00\x85\ufeff\u2028é", max_size=60)


@given(
    st.binary(max_size=200)
    | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | yamlish.map(str.encode)
)
def test_any_bytes_are_a_tree_or_a_problem_with_a_position(raw: bytes):
    reading = parse(raw, "a.yaml")
    assert reading.document or reading.problems
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert len(str(problem).splitlines()) == 1
    if reading.document:
        every_node_has_a_mark(reading.document)


def every_node_has_a_mark(document: Document) -> None:
    def nodes(tree: Tree) -> int:
        if isinstance(tree, dict):
            return 1 + sum(1 + nodes(value) for value in tree.values())
        return 1 + sum(map(nodes, tree)) if isinstance(tree, list) else 1

    assert len(document.marks) == nodes(document.tree)


def test_what_a_file_holds_neither_breaks_a_line_nor_steers_a_terminal():
    (problem,) = parse(b'"\\e[31m\\nred": a\n"\\e[31m\\nred": b\n', "a.yaml").problems
    assert str(problem) == "a.yaml:2:1: repeated key `\ufffd[31m\ufffdred`"
