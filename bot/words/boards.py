"""Boards and profiles: who has how many points, and how one player does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.ledger import BoardQuery, Line, Order, Page, Profile, TopicScore
from bot.words.escape import cut, plain
from bot.words.language import _, many
from bot.words.lines import person
from bot.words.reply import Button, Field, Image, Reply, notice

LABEL = 80
ACTION = 90
TOPICS = 12
"""Topics that a profile lists; the rest is in the sum."""


@dataclass(frozen=True, slots=True)
class View:
    """Which board is looked at: what was asked for, and the name of the topic or pack, empty for all."""

    query: BoardQuery
    subject: str = ""

    @property
    def page(self) -> int:
        """The page, counted from 0."""
        return self.query.offset // self.query.limit


def board(view: View, page: Page, picture: Image | None) -> Reply:
    """Show a page of a board, and where the one who asked stands if that is not on the page."""
    on_page = page.own is not None and any(line.player == page.own.player for line in page.lines)
    lines = "\n".join(_line(line, view.query.order) for line in page.lines)
    return Reply(
        title=_title(view),
        text=lines or _empty(view),
        fields=() if on_page else (_own(view, page),),
        footer=_rule(view, page),
        buttons=_turning(view, page),
        image=picture,
    )


def own_line(view: View, page: Page) -> Reply:
    """Show one's own line alone, as the group wants it."""
    return Reply(title=_title(view), fields=(_own(view, page),), private=True)


def hidden() -> Reply:
    """The group shows no board."""
    text = _("This group shows no board. `!me` tells how you do; `!scores` how the running quiz stands.")
    return notice(text)


def unlisted() -> Reply:
    """Nothing is kept about the one who asks."""
    text = _("Nothing is kept about you here, as you wished. `!privacy on` changes that.")
    return notice(text)


def about_oneself() -> Reply:
    """A profile of somebody else is asked for."""
    return notice(_("`!me` shows how you yourself do; `!leaderboard` shows the others."))


def unknown_word(word: str, subjects: Sequence[str]) -> Reply:
    """A word that says nothing about a board."""
    text = _(
        "I do not know “{word}”. Say `week`, `month` or `all`, a topic or a pack ({subjects}), "
        "`percent` or `improved`, or a page."
    )
    return notice(text.format(word=plain(word), subjects=", ".join(subjects)))


def nothing_before() -> Reply:
    """The most improved of all time."""
    return notice(_("Improved since when? Say `improved` with `week` or `month`."))


def period_name(name: str) -> str:
    """Return what a period is called."""
    return {"week": _("this week"), "month": _("this month")}.get(name, _("all time"))


def _title(view: View) -> str:
    order = {
        Order.POINTS: _("Points"),
        Order.PERCENT: _("Percent right"),
        Order.IMPROVED: _("Most improved"),
    }[view.query.order]
    return " · ".join(part for part in (order, period_name(view.query.period.name), view.subject) if part)


def _line(line: Line, order: Order) -> str:
    return f"{line.rank}. **{person(line.name)}** · {_value(line, order)}"


def _value(line: Line, order: Order) -> str:
    points = many("{count} point", "{count} points", line.points)
    right = _("{right} of {asked} right").format(right=line.right, asked=line.asked)
    match order:
        case Order.PERCENT:
            return f"{line.value}% ({right})"
        case Order.IMPROVED:
            return _("{more} ({points} in all)").format(more=f"{line.value:+}", points=points)
        case Order.POINTS:
            return f"{points} ({right})" if line.asked else points


def _own(view: View, page: Page) -> Field:
    own = page.own
    if own is None and view.query.order is Order.PERCENT:
        return Field(
            _("You"),
            many(
                "listed from {count} answer on",
                "listed from {count} answers on",
                view.query.minimum,
            ),
        )
    if own is None:
        return Field(_("You"), _("no points here yet"))
    place = _("rank {rank} of {total}").format(rank=own.rank, total=max(page.total, own.rank))
    return Field(_("You"), f"{place} · {_value(own, view.query.order)}")


def _empty(view: View) -> str:
    if view.query.order is Order.PERCENT:
        return many(
            "Nobody has given {count} answer yet.",
            "Nobody has given {count} answers yet.",
            view.query.minimum,
        )
    nobody = {"week": _("Nobody has played this week yet."), "month": _("Nobody has played this month yet.")}
    return nobody.get(view.query.period.name, _("Nobody has played yet."))


def _rule(view: View, page: Page) -> str:
    pages = max(1, -(-page.total // view.query.limit))
    rule = {
        Order.POINTS: "",
        Order.PERCENT: many("From {count} answer on", "From {count} answers on", view.query.minimum),
        Order.IMPROVED: {"week": _("Change from last week"), "month": _("Change from last month")}.get(
            view.query.period.name, ""
        ),
    }[view.query.order]
    number = _("Page {page} of {pages}").format(page=view.page + 1, pages=pages) if pages > 1 else ""
    return " · ".join(part for part in (number, rule) if part)


def _turning(view: View, page: Page) -> tuple[Button, ...]:
    last = max(0, page.total - 1) // view.query.limit
    here = view.page
    turns: list[Button] = []
    if here > 0:
        turns.append(Button(_("◀ Before"), action_of(view, min(here - 1, last))))
    if here < last:
        turns.append(Button(_("Next ▶"), action_of(view, here + 1)))
    periods = (
        Button(name, action_of(view, 0, period))
        for period, name in (("week", _("Week")), ("month", _("Month")), ("all", _("All time")))
        if period != view.query.period.name and not (period == "all" and view.query.order is Order.IMPROVED)
    )
    return tuple(button for button in (*turns, *periods) if len(button.action) <= ACTION)


def action_of(view: View, page: int, period: str = "") -> str:
    """Return what a button to another page or period says."""
    query = view.query
    kind, key = ("t", query.topic) if query.topic else ("p", query.pack)
    return f"board:{page}:{period or query.period.name}:{query.order}:{kind}:{key}"


def picture_of_board(page: Page, order: Order) -> str:
    """Say what the chart of a page shows."""
    shown = many("Bars for {count} player", "Bars for {count} players", len(page.lines))
    first = [line for line in page.lines if line.rank == 1 and line.value > 0]
    if not first:
        return _("{shown}.").format(shown=shown)
    value = f"{first[0].value}%" if order is Order.PERCENT else str(first[0].value)
    if len(first) > 1:
        return _("{shown}; {count} share first place with {value}.").format(
            shown=shown, count=len(first), value=value
        )
    return _("{shown}; {name} leads with {value}.").format(
        shown=shown, name=person(first[0].name), value=value
    )


def picture_of_player(profile: Profile, days: int) -> str:
    """Say what the chart of a player shows."""
    shares = many(
        "the share of right answers in {count} topic",
        "the share of right answers in {count} topics",
        len(profile.topics),
    )
    return _("Points on each of the last {days} days, and {shares}.").format(days=days, shares=shares)


def ends(days: int) -> tuple[str, str]:
    """Return what stands under the first and the last of so many days."""
    return many("{count} day ago", "{count} days ago", days - 1), _("today")


@dataclass(frozen=True, slots=True)
class Progress:
    """How a player does: days in a row, the topics that need work, and where they stand, if that is shown.

    A topic is called weak from `enough` answers on.
    """

    streak: int
    weak: tuple[TopicScore, ...]
    rank: int
    total: int
    enough: int


def me(
    profile: Profile, progress: Progress, topics: Mapping[str, str], picture: Image | None, *, private: bool
) -> Reply:
    """Show how a player does; `topics` are the names of topics by key."""
    if not (profile.asked or profile.points):
        text = _("You have played no quiz here yet; `!quiz` starts one.")
        return notice(text)
    weak = ", ".join(_topic(score, topics) for score in progress.weak)
    fields = [Field(_("Topics"), _topics(profile, topics))] if profile.topics else []
    if weak:
        title = many(
            "Worth another look, of topics with {count} answer or more",
            "Worth another look, of topics with {count} answers or more",
            progress.enough,
        )
        fields.append(Field(title, weak))
    return Reply(
        title=person(profile.name),
        text=_summary(profile, progress),
        fields=tuple(fields),
        buttons=(Button(_("Quiz me on these"), "weak", strong=True),) if weak else (),
        image=picture,
        private=private,
    )


def _summary(profile: Profile, progress: Progress) -> str:
    lines = [many("{count} point", "{count} points", profile.points)]
    if profile.asked:
        lines.append(
            _("{right} of {asked} right ({percent}%)").format(
                right=profile.right, asked=profile.asked, percent=percent(profile.right, profile.asked)
            )
        )
    if progress.rank:
        lines.append(_("rank {rank} of {total}").format(rank=progress.rank, total=progress.total))
    if progress.streak > 1:
        lines.append(many("{count} day in a row", "{count} days in a row", progress.streak))
    return " · ".join(lines)


def _topics(profile: Profile, topics: Mapping[str, str]) -> str:
    ordered = sorted(profile.topics, key=lambda score: (-score.asked, topics.get(score.topic, score.topic)))
    rows = [_topic(score, topics) for score in ordered[:TOPICS]]
    more = len(ordered) - TOPICS
    if more > 0:
        rows.append(many("and {count} more", "and {count} more", more))
    return "\n".join(rows)


def _topic(score: TopicScore, topics: Mapping[str, str]) -> str:
    name = cut(topics.get(score.topic, score.topic), LABEL)
    return _("{topic}: {right} of {asked}").format(topic=name, right=score.right, asked=score.asked)


def percent(right: int, asked: int) -> int:
    """Return the share of right answers, rounded; 0 of none."""
    return (200 * right + asked) // (2 * asked) if asked else 0
