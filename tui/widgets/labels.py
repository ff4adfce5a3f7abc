"""The words of the trade on the screens: states, marks, days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from store.articles.linking import day_of as day_of_piece
from store.articles.plain_text import Role
from store.articles.sources import with_second
from store.dates.anchors import END, START
from store.dates.zone import on_wall
from store.records import FINISHED, Article, NewsItem, Relation, Status, Task
from store.text import show_day, show_day_short
from tui.i18n import N_, _, ngettext

STATUS_NAMES: Final = {
    Status.IDEA: N_("idea"),
    Status.ASSIGNED: N_("assigned"),
    Status.WRITING: N_("being written"),
    Status.TO_EDIT: N_("waiting for an editor"),
    Status.EDITING: N_("being edited"),
    Status.TO_APPROVE: N_("waiting for approval"),
    Status.APPROVED: N_("approved"),
    Status.EXPORTED: N_("exported"),
    Status.WITHDRAWN: N_("withdrawn"),
    Status.CANCELLED: N_("cancelled"),
}
"""What each status is called; message ids, in the order of the work."""

RELATION_NAMES: Final = {
    Relation.BACKGROUND: N_("background"),
    Relation.DEVELOPMENT: N_("development"),
    Relation.SAME_TOPIC: N_("same topic"),
    Relation.RESPONSE: N_("response"),
    Relation.NONE: N_("(no kind)"),
}
"""What each kind of relation is called; message ids."""

ROLE_NAMES: Final = {
    Role.HEADLINE: N_("headline"),
    Role.BYLINE: N_("byline"),
    Role.DATELINE: N_("dateline"),
    Role.PARAGRAPH: N_("paragraph"),
    Role.SIGNOFF: N_("sign-off"),
    Role.RELATED: N_("related news"),
    Role.OMITTED: N_("left out"),
}
"""What each block of a plain text is called; message ids."""

TASK_MARKS: Final = {"todo": "○", "doing": "◐", "done": "✔"}
"""The mark in front of a task."""


PRIORITY_MARKS: Final = {1: "▲ ", 0: "", -1: "▽ "}
"""The mark before the title of a task whose priority is not the usual one."""


def status_name(status: Status) -> str:
    """Return what a status is called."""
    return _(STATUS_NAMES[status])


def role_name(role: Role) -> str:
    """Return what a block of a plain text is called."""
    return _(ROLE_NAMES[role])


def title_of(article: Article) -> str:
    """Return what an article is called in a list."""
    return article.title or _("(no headline)")


def sources_of(article: Article) -> str:
    """Say how many sources an article has, and how many of them another one bears out."""
    if not article.sources:
        return _("no sources")
    second = with_second(article.sources)
    told = _("sources {count} ({second} ✔)") if second else _("sources {count}")
    return told.format(count=len(article.sources), second=second)


def day_of(day: date | None, today: date) -> str:
    """Return a day in few letters; the empty text for none."""
    return "" if day is None else show_day_short(day, today)


def time_of(at: datetime, now: datetime) -> str:
    """Return a day and time in short form."""
    at = on_wall(at, now)
    return f"{show_day_short(at.date(), now.date())} {at:%H:%M}"


def anchor_name(anchor: str) -> str:
    """Return what the day is called on which a due day hangs."""
    return {START: _("the start"), END: _("the end")}.get(anchor, anchor)


def due_of_task(task: Task, today: date) -> str:
    """Return the day of a task in few letters; else what it will hang on, "D-10 Đại hội"."""
    if task.due is None and task.anchor:
        offset = f"{task.offset:+d}" if task.offset else ""
        return f"D{offset} {anchor_name(task.anchor)}"
    return day_of(task.due, today)


def typed_day(day: date | None) -> str:
    """Return a day as it stands in an entry; the empty text for none."""
    return "" if day is None else show_day(day)


def task_tone(task: Task, today: date) -> str:
    """Return the tone a task is drawn in."""
    if task.done:
        return "dim"
    return "warn" if task.is_overdue(today) else ""


def age_of(day: date | None, today: date) -> str:
    """Return how old something is, in one unit; the empty text where its day is not known."""
    if day is None:
        return ""
    days = (today - day).days
    if days < 0:
        return show_day_short(day, today)
    if days == 0:
        return _("today")
    if days < 31:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    if days < 365:
        months = round(days / 30.44)
        return ngettext("{count} month", "{count} months", months).format(count=months)
    years = days // 365
    return ngettext("{count} year", "{count} years", years).format(count=years)


def piece_title(piece: NewsItem | Article) -> str:
    """Return what a news item or article is called in a list."""
    return title_of(piece) if isinstance(piece, Article) else piece.headline


def piece_facts(piece: NewsItem | Article, today: date) -> list[tuple[str, str]]:
    """Return author, age and state of a piece, each with its tone.

    What is not known is left out.
    """
    author = piece.byline if isinstance(piece, Article) else piece.author
    facts = [(author, "dim"), (age_of(day_of_piece(piece), today), "dim")]
    if isinstance(piece, Article):
        tone = "good" if piece.status in FINISHED else "warn"
        facts.append((status_name(piece.status), tone))
    elif piece.source:
        facts.append((piece.source, "dim"))
    return [fact for fact in facts if fact[0]]


def joined(facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put dots between facts."""
    line: list[tuple[str, str]] = []
    for fact in facts:
        line += [(" · ", "dim"), fact] if line else [fact]
    return line


def cited(count: int) -> str:
    """Say in how many articles a piece has a card; the empty text for none."""
    if not count:
        return ""
    return ngettext("cited in {count} article", "cited in {count} articles", count).format(
        count=count
    )
