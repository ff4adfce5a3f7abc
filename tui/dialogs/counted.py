"""What a number counts, and what it does not, to look at and to open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual.screen import Screen

from store import Article, Desk, Task
from store.campaigns.counted import Item
from store.records import Id
from store.text import show_day_short
from tui.dialogs.picker import Option, Picker
from tui.i18n import _, filled, number
from tui.widgets.labels import status_name, title_of


async def choose_counted(
    screen: Screen[Any], desk: Desk, title: str, items: Sequence[Item], note: str = ""
) -> Id | None:
    """Show the items of a number; return the article that is to be opened.

    Args:
        screen: from where; to be called in a worker of it.
        desk: the records of the items are on it.
        title: what the number is of, already translated.
        items: all that were examined.
        note: what counts, already translated.
    """
    picker = Picker(title, list(_options(desk, items)), note=note)
    picked = await screen.app.push_screen_wait(picker)
    return _article_of(desk, picked[0]) if picked else None


def _options(desk: Desk, items: Sequence[Item]) -> Iterator[Option]:
    """Yield the items that count, then those that do not, each with the reason."""
    for head, counts in (_("What counts: {count}"), True), (_("What does not: {count}"), False):
        found = [item for item in items if (item.why is None) == counts]
        if found:
            yield Option(None, head.format(count=number(len(found))))
            for item in found:
                yield from _lines_of(desk, item)


def _lines_of(desk: Desk, item: Item) -> Iterator[Option]:
    """Yield an item by its name, and below it its records."""
    why = filled(item.why.message, item.why.values) if item.why else ""
    if item.name:
        first = next((one for one in item.records if _article_of(desk, one)), "")
        yield Option(first, f"  {item.name}", why)
    for one in item.records:
        label, place = _named(desk, one)
        article = desk.articles.get(one)
        if label and item.name:
            yield Option(one, f"    {label}", place, article=article)
        elif label:
            yield Option(one, f"  {label}", why or place, article=article)


def _named(desk: Desk, record: Id) -> tuple[str, str]:
    """Return the title of a counted record, and its state."""
    if article := desk.articles.get(record):
        return title_of(article), _went_out(desk, article) or status_name(article.status)
    if task := desk.tasks.get(record):
        return task.title, _went_out(desk, task) or (_("ticked") if task.done else _("open"))
    if rumour := desk.rumours.get(record):
        return rumour.claim, _("Negative news")
    if question := desk.campaigns.questions.get(record):
        return question.text, _("Question")
    if campaign := desk.campaigns.get(record):
        return campaign.name, ""
    entry = next((one for one in desk.ledger if one.piece == record), None)
    return (entry.headline, _("deleted")) if entry else ("", "")


def _went_out(desk: Desk, piece: Article | Task) -> str:
    """Return when and where it went out, by its entries in the ledger."""
    today = desk.records.today()
    live = (entry for entry in desk.ledger.entries(piece=piece) if entry.withdrawn is None)
    shown = (
        f"{show_day_short(desk.ledger.day_of(entry), today)} {entry.channel}".strip()
        for entry in live
    )
    return ", ".join(shown)


def _article_of(desk: Desk, record: Id) -> Id | None:
    if record in desk.articles:
        return record
    task = desk.tasks.get(record)
    return next((a for a in task.articles if a in desk.articles), None) if task else None
