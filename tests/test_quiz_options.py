"""What is typed after !quiz is read by its names, in any order; the table has the rows."""

from pathlib import Path

import pytest

from bot.commands.forms import words_of
from bot.commands.options import CHANGES, is_option, read_options
from bot.core.quiz import Options
from bot.words.reply import Reply
from tests.studying import LIBRARY

LINES = (Path(__file__).parent / "golden/quiz_options.tsv").read_text("utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]
BASE = Options(rounds=10, seconds=30)
UNTIMED = Options(rounds=10, seconds=0)


@pytest.mark.parametrize(("typed", "expected"), ROWS, ids=[typed for typed, _ in ROWS])
def test_options_are_read_as_the_table_says(typed: str, expected: str):
    read = read_options(typed.split(), BASE, LIBRARY.catalog.topics)
    said = (
        read.text
        if isinstance(read, Reply)
        else " ".join(words_of(read, UNTIMED if not read.seconds else BASE))
    )
    assert said.startswith(expected)
    assert isinstance(read, Reply) or said == expected


@pytest.mark.parametrize("word", sorted(word for words in CHANGES.values() for word in words))
def test_each_word_of_the_grammar_means_something_and_can_be_no_topic(word: str):
    assert isinstance(read_options(word.split(), BASE, LIBRARY.catalog.topics), Options)
    assert is_option(word.title())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("5", True),
        ("20s", True),
        ("same", True),
        ("Options", True),
        ("Race", True),
        ("races", False),
        ("plants", False),
    ],
)
def test_a_topic_cannot_be_called_what_means_something_else(name: str, expected: bool):
    assert is_option(name) == expected
