"""Dates of facts as a text has them."""

from bot.words.language import _

_MONTH = 2
_DAY = 3


def span(when: str) -> str:
    """Return a date or a range as a pack has it, in words: `2010-11-19` is 19 November 2010."""
    begin, _bar, end = when.partition("/")
    first, last = begin.split("-"), end.split("-")
    if not end or first == last:
        return _written(first)
    if len(first) == len(last) == _DAY and first[:2] == last[:2]:
        return f"{int(first[2])}–{_written(last)}"
    if len(first) == len(last) == _MONTH and first[0] == last[0]:
        return f"{_month(first)}–{_written(last)}"
    if len(first) == len(last) == 1:
        return f"{begin}–{end}"
    return f"{_written(first)} – {_written(last)}"


def _written(date: list[str]) -> str:
    match date:
        case [year, _, day]:
            return _("{day} {month} {year}").format(day=int(day), month=_month(date), year=year)
        case [year, _]:
            return _("{month} {year}").format(month=_month(date), year=year)
        case _:
            return "-".join(date)


def _month(date: list[str]) -> str:
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return names[int(date[1]) - 1]
