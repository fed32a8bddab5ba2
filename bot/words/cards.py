"""Cards: facts, offers of near ones, sources, timelines and comparisons."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from bot.core.pack import Dossier, Fact, Paragraph, Source, Topic
from bot.words.escape import cut, plain
from bot.words.language import _, many
from bot.words.reply import Button, Field, Reply, Tone

LABEL = 80
"""Characters that a button's label may have."""

RELATED = 4
"""Related facts that a card offers, beside the button that starts a quiz."""


def cite(sources: Iterable[Source], labels: Mapping[str, str]) -> str:
    """Return where something stands, such as "Hecht 2012, §9 §35; Speech, §7", the essays in the pack's order."""
    order = {essay: place for place, essay in enumerate(labels)}
    ordered = sorted(set(sources), key=lambda source: (order.get(source.essay, len(order)), source))
    parts = (
        f"{labels.get(essay, essay)}, {' '.join(f'§{source.paragraph}' for source in group)}"
        for essay, group in groupby(ordered, key=lambda source: source.essay)
    )
    return "; ".join(parts)


def card(fact: Fact, related: Sequence[Fact], labels: Mapping[str, str]) -> Reply:
    """Show a fact."""
    since = [
        Field(
            _("Since the essay was written"),
            "\n".join(f"{later.note} ({later.when}; {later.record})" for later in fact.later),
        )
    ]
    return Reply(
        title=fact.name,
        text=f"**{fact.short}**\n\n{fact.text}",
        fields=tuple(since) if fact.later else (),
        footer=cite(fact.sources, labels),
        buttons=(
            *map(_opens, related[:RELATED]),
            Button(_("Quiz me on this"), f"quizme:{fact.key}", strong=True),
        ),
    )


def _opens(fact: Fact) -> Button:
    return Button(cut(fact.name, LABEL), f"fact:{fact.key}")


def offer(query: str, facts: Sequence[Fact]) -> Reply:
    """Offer what a query may have meant."""
    lines = (f"• **{fact.name}**: {fact.short}" for fact in facts)
    return Reply(
        title=_("Did you mean …?"),
        text=_("Nothing is called “{query}”.").format(query=plain(query)) + "\n" + "\n".join(lines),
        buttons=tuple(map(_opens, facts)),
        tone=Tone.NOTICE,
    )


def miss(query: str) -> Reply:
    """Say honestly that nothing was found."""
    text = _(
        "I have nothing on “{query}”. `!topics` shows what there is, `!search words` looks inside the texts."
    )
    return Reply(text.format(query=plain(query)), tone=Tone.NOTICE)


def found(words: str, facts: Sequence[Fact], passages: Sequence[str] = ()) -> Reply:
    """List what a search found, with passages of the essays where the operator has them."""
    if not facts and not passages:
        return miss(words)
    lines = [f"• **{fact.name}** (`{fact.key}`): {fact.short}" for fact in facts]
    return Reply(
        title=many("{count} fact", "{count} facts", len(facts)),
        text="\n".join([*lines, *(f"> {cut(passage, 400)}" for passage in passages)]),
        buttons=tuple(map(_opens, facts[:5])),
    )


def sources(fact: Fact, record: Sequence[tuple[Dossier, Paragraph]], passages: Mapping[Source, str]) -> Reply:
    """Say where a fact stands, what those paragraphs are about, and the passages where the operator has them."""
    fields: list[Field] = []
    for dossier, paragraph in record:
        passage = passages.get(Source(dossier.key, paragraph.number), "")
        quoted = f"\n> {cut(passage, 700)}" if passage else ""
        fields.append(
            Field(f"{dossier.label}, §{paragraph.number} · {paragraph.section}", paragraph.summary + quoted)
        )
    essays = dict.fromkeys(
        f"{dossier.title} ({dossier.author}; {dossier.date})" for dossier, _paragraph in record
    )
    return Reply(
        title=_("Where “{name}” stands").format(name=fact.name),
        text="\n".join(essays),
        fields=tuple(fields[:8]),
        buttons=(_opens(fact),),
    )


def related(fact: Fact, facts: Sequence[Fact]) -> Reply:
    """List what belongs with a fact."""
    lines = (f"• **{other.name}** (`{other.key}`): {other.short}" for other in facts)
    return Reply(
        title=_("Related to {name}").format(name=fact.name),
        text="\n".join(lines) or _("Nothing is listed as related."),
        buttons=tuple(map(_opens, facts[:5])),
    )


def topics(all_topics: Sequence[Topic]) -> Reply:
    """List the topics with what each holds."""
    lines = (
        f"• **{topic.name}** (`{topic.key}`): {topic.about} "
        + many("{count} fact", "{count} facts", len(topic.facts))
        + ", "
        + many("{count} item", "{count} items", len(topic.items))
        for topic in all_topics
    )
    return Reply(
        title=_("Topics"),
        text="\n".join(lines),
        footer=_("!facts TOPIC lists one · !quiz TOPIC asks about it"),
    )


def facts(name: str, listed: Sequence[Fact]) -> Reply:
    """List what can be looked up."""
    keys = " · ".join(f"`{fact.key}`" for fact in listed)
    return Reply(
        title=name,
        text=cut(keys, 3900),
        footer=many("{count} fact; type ! and its name", "{count} facts; type ! and a name", len(listed)),
    )


def timeline(name: str, dated: Sequence[Fact]) -> Reply:
    """Show dated facts in their order."""
    lines = (f"**{fact.when.replace('/', '–')}** {fact.name} (`{fact.key}`)" for fact in dated)
    text = "\n".join(lines) or _("Nothing there bears a date.")
    return Reply(title=_("Timeline: {name}").format(name=name), text=cut(text, 3900))


def compare(one: Fact, other: Fact, rows: Sequence[tuple[str, str, str]], labels: Mapping[str, str]) -> Reply:
    """Put two facts side by side."""
    names = {
        "what": _("What"),
        "since": _("Since when"),
        "for": _("For whom"),
        "purpose": _("Purpose"),
        "asks": _("What is asked"),
        "argues": _("What the essay argues"),
    }
    fields = tuple(
        Field(names[aspect], f"**{one.name}:** {first or '–'}\n**{other.name}:** {second or '–'}")
        for aspect, first, second in rows
    )
    return Reply(
        title=f"{one.name} | {other.name}",
        text="" if fields else f"**{one.name}:** {one.short}\n**{other.name}:** {other.short}",
        fields=fields,
        footer=cite((*one.sources, *other.sources), labels),
        buttons=(_opens(one), _opens(other)),
    )
