"""Cards: facts, offers of near ones, sources, timelines and comparisons."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice

from bot.core.pack import Dossier, Fact, Paragraph, Source, Topic
from bot.core.text import fold
from bot.words.dates import span
from bot.words.escape import CUT, cut, plain
from bot.words.language import _, many
from bot.words.reply import Button, Field, Reply, Tone, notice

LABEL = 80
"""Characters that a button's label may have."""

RELATED = 4
"""Related facts that a card offers, beside the button that starts a quiz."""

LISTED = 60
"""Facts of all topics on a page, so that it is a screen or two."""

FOUND = 8
"""Facts of a search that are shown."""

_UNKNOWN = re.compile(r"none (?:given|named)(?:; )?")
"""How a record of an essay begins where the essay itself does not say."""


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
            "\n".join(f"{later.note} ({span(later.when)}; {later.record})" for later in fact.later),
        )
    ]
    return Reply(
        title=fact.name,
        text=f"**{fact.short}**\n\n{fact.text}",
        fields=tuple(since) if fact.later else (),
        footer=cite(fact.sources, labels),
        buttons=(
            *(Button(cut(_short_name(fact), LABEL), f"fact:{fact.key}") for fact in related[:RELATED]),
            Button(_("Quiz me on this"), f"quizme:{fact.key}", strong=True),
        ),
    )


def _short_name(fact: Fact) -> str:
    """Return the initials of a name if the fact goes by them too, such as PfP; else the name."""
    words = re.findall(r"\w+", fact.name)
    known = {fold(name) for name in (fact.key, *fact.aliases)}
    for counted in (words, [word for word in words if word[0].isupper()]):
        initials = "".join(word[0] for word in counted)
        if len(counted) > 1 and fold(initials) in known:
            return initials
    return fact.name


def _entry(fact: Fact) -> str:
    """Return the name, and the key if the name does not hold it."""
    there = f" {fold(fact.key)} " in f" {fold(fact.name)} "
    return f"**{fact.name}**" if there else f"**{fact.name}** (`{fact.key}`)"


def _opens(fact: Fact, verb: str = "fact") -> Button:
    return Button(cut(fact.name, LABEL), f"{verb}:{fact.key}")


def offer(query: str, facts: Sequence[Fact], verb: str = "fact") -> Reply:
    """Offer what a query may have meant; the verb is what the buttons do with it."""
    lines = (f"• **{fact.name}**: {fact.short}" for fact in facts)
    # A whole message that somebody points at is no name that was mistyped.
    nothing = _("Nothing is called “{query}”.") if len(query) <= CUT else _("These may be what is meant:")
    return Reply(
        title=_("Did you mean …?"),
        text=nothing.format(query=plain(query)) + "\n" + "\n".join(lines),
        buttons=tuple(_opens(fact, verb) for fact in facts),
        tone=Tone.NOTICE,
    )


def miss(query: str) -> Reply:
    """Say honestly that nothing was found."""
    text = (
        _(
            "I have nothing on “{query}”. `!topics` shows what there is, `!search words` looks inside the texts."
        )
        if len(query) <= CUT
        else _("I know nothing in it by name. `!topics` shows what there is.")
    )
    return notice(text.format(query=plain(query)))


def found(words: str, facts: Sequence[Fact], passages: Sequence[str] = ()) -> Reply:
    """List what a search found, the first of it, with passages of the essays where the operator has them."""
    if not facts and not passages:
        text = _("Neither names nor texts hold “{query}”. `!topics` shows what there is.")
        return notice(text.format(query=plain(words)))
    lines = [f"• {_entry(fact)}: {fact.short}" for fact in facts[:FOUND]]
    count = many("{count} fact", "{count} facts", len(facts))
    first = _("The first {shown} of {facts}").format(shown=FOUND, facts=count)
    return Reply(
        title=first if len(facts) > FOUND else count,
        text="\n".join([*lines, *(f"> {cut(passage, 400)}" for passage in passages)]),
        buttons=tuple(map(_opens, facts[:5])),
    )


def to_study(facts: Sequence[Fact]) -> Reply:
    """List the facts that a quiz showed to be worth another look."""
    return Reply(
        title=many("{count} fact", "{count} facts", len(facts)),
        text="\n".join(f"• {_entry(fact)}: {fact.short}" for fact in facts),
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
    essays = dict.fromkeys(_essay(dossier) for dossier, _paragraph in record)
    return Reply(
        title=_("Where “{name}” stands").format(name=fact.name),
        text="\n".join(essays),
        fields=tuple(fields[:8]),
        buttons=(_opens(fact),),
    )


def _essay(dossier: Dossier) -> str:
    """Return what is known of an essay: title, author, date."""
    title = dossier.label if _UNKNOWN.match(dossier.title) else dossier.title
    more = [known for said in (dossier.author, dossier.date) if (known := _UNKNOWN.sub("", said, count=1))]
    return f"{title} ({'; '.join(more)})" if more else title


def related(fact: Fact, facts: Sequence[Fact]) -> Reply:
    """List what belongs with a fact."""
    lines = (f"• {_entry(other)}: {other.short}" for other in facts)
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
        + many("{count} question", "{count} questions", len(topic.items))
        for topic in all_topics
    )
    return Reply(
        title=_("Topics"),
        text="\n".join(lines),
        footer=_("!facts TOPIC lists one · !quiz TOPIC asks about it"),
    )


def facts(topics: Sequence[Topic], asked: str = "", page: int = 0) -> Reply:
    """List what can be looked up, topic by topic, a page at a time; `asked` is the key of the one asked for."""
    pages = tuple(_pages(topics))
    here = min(page, len(pages) - 1)
    turns = [Button(_("◀ Before"), f"facts:{here - 1}:{asked}")] if here > 0 else []
    turns += [Button(_("Next ▶"), f"facts:{here + 1}:{asked}")] if here + 1 < len(pages) else []
    count = sum(len(topic.facts) for topic in topics)
    number = _(" · Page {page} of {pages}").format(page=here + 1, pages=len(pages)) if len(pages) > 1 else ""
    listed = Reply(
        title=_("What can be looked up"),
        fields=tuple(Field(name, _keys(part)) for name, part in pages[here]),
        footer=many("{count} fact; !NAME shows it", "{count} facts; !NAME shows one", count) + number,
        buttons=tuple(turns),
    )
    if len(pages[here]) > 1:
        return listed
    return replace(listed, title=pages[here][0][0], text=listed.fields[0].value, fields=())


def _keys(listed: Sequence[Fact]) -> str:
    return " · ".join(f"`{fact.key}`" for fact in listed)


def _pages(topics: Iterable[Topic]) -> Iterator[list[tuple[str, Sequence[Fact]]]]:
    """Yield pages of (name of a topic, facts): whole topics where they fit."""
    page: list[tuple[str, Sequence[Fact]]] = []
    room = LISTED
    for topic in topics:
        rest = iter(topic.facts)
        if page and len(topic.facts) > room:
            yield page
            page, room = [], LISTED
        while part := tuple(islice(rest, LISTED)):
            if len(part) > room:
                yield page
                page, room = [], LISTED
            page.append((topic.name, part))
            room -= len(part)
    if page:
        yield page


def timeline(name: str, dated: Sequence[Fact]) -> Reply:
    """Show dated facts in their order."""
    lines = (f"{span(fact.when)}: {_entry(fact)}" for fact in dated)
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
    unsaid = _("not stated")
    fields = tuple(
        Field(names[aspect], f"**{one.name}:** {first or unsaid}\n**{other.name}:** {second or unsaid}")
        for aspect, first, second in rows
    )
    return Reply(
        title=f"{one.name} | {other.name}",
        text="" if fields else f"**{one.name}:** {one.short}\n**{other.name}:** {other.short}",
        fields=fields,
        footer=cite((*one.sources, *other.sources), labels),
        buttons=(_opens(one), _opens(other)),
    )
