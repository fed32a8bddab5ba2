"""What a reviewer would mark in the margin: content that loads, but would mislead, bore or give itself away."""

from collections.abc import Callable, Collection, Iterator

from bot.core.judge import Judge
from bot.packs.lint.bank import hiding_names, taken_names, twins
from bot.packs.lint.judging import ill_judged
from bot.packs.lint.writing import fact_writing, item_writing
from bot.packs.loader import Survey
from bot.packs.problems import Problem


def lint(
    survey: Survey, judge: Judge, commands: Collection[str], is_option: Callable[[str], bool]
) -> Iterator[Problem]:
    """Yield what is wrong with the sound entries of the packs, each where it stands.

    The judge must know the packs' items; `commands` are the words that the bot takes for itself, and `is_option` says
    which mean something after `!quiz`.
    """
    for pack in survey.packs:
        for topic in pack.topics:
            for message, steps in hiding_names(topic, is_option):
                yield survey.places["topic", pack.key, topic.key].problem(message, *steps)
    facts = [fact for pack in survey.packs for fact in pack.facts]
    items = [item for pack in survey.packs for item in pack.items]
    for fact in facts:
        place = survey.places["fact", fact.pack, fact.key]
        for message, steps in (*fact_writing(fact), *taken_names(fact, commands)):
            yield place.problem(message, *steps)
        if (fact.pack, fact.key) not in survey.tested:
            yield place.problem(f"no item tests `{fact.key}`", "key")
    for item in items:
        place = survey.places["item", item.pack, item.id]
        for message, steps in (*item_writing(item), *ill_judged(item, judge)):
            yield place.problem(message, *steps)
    for item, earlier, answer in twins(items):
        message = f"`{earlier.id}` asks nearly the same, and `{answer}` answers both"
        yield survey.places["item", item.pack, item.id].problem(message, "stem")
