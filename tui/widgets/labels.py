"""Labels used on many screens: states, marks, days."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from store.article_parts import Override
from store.articles.linking import day_of as day_of_piece
from store.articles.place_names import place_name
from store.articles.sources import with_second
from store.campaign_records import Task
from store.dates.anchors import END, START
from store.dates.zone import local_day, on_wall
from store.records import FINISHED, Article, NewsItem, Relation, Status
from store.text import show_day, show_day_short, show_time
from tui.i18n import N_, _, current, filled, ngettext, number

if TYPE_CHECKING:
    from store.articles.plain_text import Role
    from store.copydesk.rule import Rule
    from store.workflow import Stop

_FILLED_IN: Final = re.compile(r"\{[a-z]+\}")

GONE: Final = N_("This is gone: it was deleted meanwhile. Ctrl+D shows what was deleted.")
"""What is said when somebody opens what is no longer on the desk; a message id."""

STATUS_NAMES: Final = {
    Status.IDEA: N_("idea"),
    Status.ASSIGNED: N_("assigned"),
    Status.WRITING: N_("being written"),
    Status.RETURNED: N_("returned to the writer"),
    Status.TO_EDIT: N_("waiting for an editor"),
    Status.EDITING: N_("being edited"),
    Status.TO_APPROVE: N_("waiting for approval"),
    Status.APPROVED: N_("approved"),
    Status.EXPORTED: N_("exported"),
    Status.WITHDRAWN: N_("withdrawn"),
    Status.CANCELLED: N_("cancelled"),
}
"""The label of each status, in the order of work; message ids."""

RELATION_NAMES: Final = {
    Relation.BACKGROUND: N_("background"),
    Relation.DEVELOPMENT: N_("development"),
    Relation.SAME_TOPIC: N_("same topic"),
    Relation.RESPONSE: N_("response"),
    Relation.NONE: N_("(no kind)"),
}
"""The label of each kind of relation; message ids."""

ROLE_NAMES: Final = {
    "headline": N_("headline"),
    "byline": N_("byline"),
    "dateline": N_("dateline"),
    "paragraph": N_("paragraph"),
    "signoff": N_("sign-off"),
    "related": N_("related news"),
    "omitted": N_("left out"),
}
"""What each `Role` of a block of plain text is called; message ids."""

_IN_WORK: Final = (
    *(Status.WRITING, Status.RETURNED),
    *(Status.TO_EDIT, Status.EDITING, Status.TO_APPROVE),
)
PIECE_SIGNS: Final = {
    **dict.fromkeys((Status.IDEA, Status.ASSIGNED), "○"),
    **dict.fromkeys(_IN_WORK, "◐"),
    Status.APPROVED: "●",
    Status.EXPORTED: "✔",
    **dict.fromkeys((Status.WITHDRAWN, Status.CANCELLED), "×"),
}
"""How far a piece has come, in the signs of the matrix."""

SEVERITY_SIGNS: Final = {"block": "✗", "warning": "⚠", "reminder": "•"}
"""The sign of a finding of the copy desk, by its severity, the gravest first."""
SEVERITY_NAMES: Final = {
    "block": N_("blocking"),
    "warning": N_("warnings"),
    "reminder": N_("reminders"),
}
"""What each severity is called; message ids."""
SEVERITY_WORDS: Final = {
    "block": N_("block"),
    "warning": N_("warning"),
    "reminder": N_("reminder"),
}
"""What one finding of each severity is; message ids."""
SEVERITY_TONES: Final = {
    "block": "$text-error",
    "warning": "$text-warning",
    "reminder": "$text-secondary",
}
"""The colour of each severity."""

MATTER_NAMES: Final = {
    "figure": N_("figure"),
    "day": N_("day"),
    "person": N_("name"),
    "document": N_("document"),
    "slogan": N_("slogan"),
    "other": N_("other"),
}
"""What each kind of matter is called; message ids."""

TASK_MARKS: Final = {"todo": "○", "doing": "◐", "done": "✔"}
PRIORITY_MARKS: Final = {1: "▲ ", 0: "", -1: "▽ "}
"""The mark before the title of a task, by its priority."""


def arrow(descends: bool) -> str:
    """Return a sign for the way that something is sorted."""
    return "▾" if descends else "▴"


def status_name(status: Status) -> str:
    """Return the label of a status."""
    return _(STATUS_NAMES[status])


def override_told(passed: Override) -> str:
    """Return who let an article pass although something blocked it, and why."""
    blocks = "; ".join(
        f"{one.rule}: “{one.words}”" if one.rule else _(one.message) for one in passed.blocks
    )
    # Another program may have written the status.
    names = (_(name) for status, name in STATUS_NAMES.items() if status == passed.status)
    return _("Let pass as “{status}” on {day} by {who}: {reason} ({blocks})").format(
        status=next(names, passed.status),
        day=show_day(local_day(passed.at)),
        who=passed.who,
        reason=passed.reason,
        blocks=blocks,
    )


def let_pass_told(passed: Override) -> str:
    """Return who let something pass, and why."""
    return _("let pass by {who}: “{reason}”").format(who=passed.who, reason=passed.reason)


def with_let_pass(told: str, passed: Override | None) -> str:
    """Return what was found; where somebody has let it pass, with who and why."""
    return f"{told} – {let_pass_told(passed)}" if passed else told


def stop_told(stop: Stop) -> str:
    """Return what stands in the way of a status; of what was let pass before, who did it."""
    return with_let_pass(filled(stop.found.message, stop.found.values), stop.let_pass)


def rule_told(rule: Rule) -> str:
    """Return the message of a rule, with … for what it fills in."""
    return _FILLED_IN.sub("…", rule.vi if current() == "vi" else rule.en)


def place_told(article: Article, field: str, start: int) -> str:
    """Return what a place in an article is called; see `place_name`."""
    place = place_name(article, field, start)
    return filled(place.message, place.values)


def role_name(role: Role) -> str:
    """Return what a block of a plain text is called."""
    return _(ROLE_NAMES[role])


def title_of(article: Article) -> str:
    """Return the title of an article in a list."""
    return article.title or _("(no headline)")


def sources_of(article: Article) -> str:
    """Return how many sources an article has, and how many are confirmed by a second one."""
    if not article.sources:
        return _("no sources")
    count, second = len(article.sources), with_second(article.sources)
    told = ngettext("{count} source", "{count} sources", count).format(count=count)
    return f"{told} ({second} ✔)" if second else told


def photos_of(article: Article) -> str:
    """Return how many photos an article has."""
    count = len(article.photos)
    return ngettext("{count} photo", "{count} photos", count).format(count=count)


def words_of(count: int) -> str:
    """Return a number of words, with its noun."""
    return ngettext("{count} word", "{count} words", count).format(count=number(count))


def day_of(day: date | None, today: date) -> str:
    """Return a short date; empty for None."""
    return "" if day is None else show_day_short(day, today)


def moment_of(at: datetime) -> str:
    """Return a day and a time as they are typed: 18.5.2027 22h."""
    return f"{show_day(at.date())} {show_time(at.time())}"


def when_of(at: datetime, now: datetime) -> str:
    """Return a day and a time in short form, as one says them: 18.5 22h."""
    at = on_wall(at, now)
    return f"{show_day_short(at.date(), now.date())} {show_time(at.time())}"


def time_of(at: datetime, now: datetime) -> str:
    """Return a day and a time as a clock shows it, for what stands one below the other."""
    at = on_wall(at, now)
    return f"{show_day_short(at.date(), now.date())} {at:%H:%M}"


def clock_of(seconds: int) -> str:
    """Return a number of seconds in minutes, as on a clock: 1:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def anchor_name(anchor: str) -> str:
    """Return the name of the day that a due day is relative to."""
    return {START: _("the start"), END: _("the end")}.get(anchor, anchor)


def due_of_task(task: Task, today: date) -> str:
    """Return the short date of a task; if it is not known yet, such as "Đại hội −10 days"."""
    if task.due is None and task.anchor:
        name, days = anchor_name(task.anchor), f"{task.offset:+d}".replace("-", "−")
        told = ngettext("{name} {days} day", "{name} {days} days", abs(task.offset))
        return told.format(name=name, days=days) if task.offset else name
    return day_of(task.due, today)


def typed_day(day: date | None) -> str:
    """Return a date as it is typed; empty for None."""
    return "" if day is None else show_day(day)


def task_tone(task: Task, now: datetime) -> str:
    """Return the tone of a task."""
    if task.done:
        return "dim"
    return "warn" if task.is_overdue(now) else ""


def age_of(day: date | None, today: date) -> str:
    """Return the age of something in one unit; empty if its date is not known."""
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
    """Return the title of a news item or article in a list."""
    return title_of(piece) if isinstance(piece, Article) else piece.headline


def piece_facts(piece: NewsItem | Article, today: date) -> list[tuple[str, str]]:
    """Return author, age and status or source of a piece, as far as known, with their tones."""
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
    """Return in how many articles a piece is cited; empty for 0."""
    told = ngettext("cited in {count} article", "cited in {count} articles", count)
    return told.format(count=count) if count else ""
