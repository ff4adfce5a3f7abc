"""Export the days of a campaign as an iCalendar file (RFC 5545).

Tasks and planned exports are all-day events, not to-dos: the calendars of Google and Outlook, and
most phones, silently ignore a VTODO. They do not block time (TRANSP), and done ones have a tick
before the title. A series is exported as its single tasks: a rule in addition would show each
twice. Public holidays are left out, since every calendar has them.

The same desk gives the same bytes: UIDs are derived from the ids of records and the names of days,
and DTSTAMP is when the record last changed. So importing a newer file moves events instead of
duplicating them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from store.campaign_records import Campaign, Day, Task
from store.digests import blake2b
from store.records import TAKEN_BACK, Article, Record
from store.text import identity

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT: Final = "-//toasoan//toasoan//VI"
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The time stamp of a record that was never saved."""


def calendar(
    campaign: Campaign, tasks: Iterable[Task], articles: Iterable[Article] = ()
) -> bytes | None:
    """Return a file with the tasks, planned exports and named days that have a day.

    Articles that went out keep their event, with a tick. None if nothing has a day, since a
    calendar without events is invalid.
    """
    events = [_task_event(task, task.due) for task in tasks if task.due]
    events += [
        _article_event(article, article.due)
        for article in articles
        if article.due and article.status not in TAKEN_BACK
    ]
    for kind, label, days in (
        ("milestone", "Mốc", campaign.milestones),
        ("peak", "Cao điểm", campaign.peaks),
        ("anniversary", "Kỷ niệm", campaign.anniversaries),
    ):
        events += _day_events(campaign, kind, label, days)
    if not events:
        return None
    from icalendar import Calendar, vText  # 70 ms, only when one is written

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):  # of RFC 7986, and its predecessor
        made.add(name, vText(_text(campaign.name)))
    for event in events:
        made.add_component(event)
    data: bytes = made.to_ical()
    return data


def _task_event(task: Task, due: date) -> Event:
    title = f"✔ {task.title}" if task.done else task.title
    about = (
        ("Giai đoạn", task.phase),
        ("Giờ", f"{task.due_time:%H:%M}" if task.due_time else ""),
        ("Phụ trách", task.owner),
        ("Đơn vị", task.unit),
        ("Kênh", ", ".join(task.channels)),
    )
    description = "\n".join(filter(None, (_listed(about), task.notes)))
    return _event(f"{task.id}@toasoan", title, (due, due), task, "Việc", description)


def _article_event(article: Article, due: date) -> Event:
    tick = "✔ " if article.out else ""
    title = f"{tick}Xuất: {article.title or '(chưa có tít)'}"
    about = (
        ("Tác giả", article.byline),
        ("Đơn vị", article.unit),
        ("Kênh", ", ".join(article.channels)),
    )
    uid = f"{article.id}@toasoan"
    return _event(uid, title, (due, due), article, "Xuất bài", _listed(about))


def _listed(about: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in about if value)


def _day_events(campaign: Campaign, kind: str, label: str, days: Sequence[Day]) -> list[Event]:
    seen: Counter[str] = Counter()
    events = []
    for day in days:
        name = blake2b(identity(day.name).encode(), digest_size=8).hexdigest()
        seen[name] += 1
        if day.start is None:
            continue
        again = f"-{seen[name]}" if seen[name] > 1 else ""
        uid = f"{campaign.id}-{kind}-{name}{again}@toasoan"
        span = day.start, day.end or day.start
        events.append(_event(uid, day.name, span, campaign, label))
    return events


def _event(
    uid: str,
    title: str,
    span: tuple[date, date],
    record: Record,
    category: str,
    description: str = "",
) -> Event:
    from icalendar import Event

    first, last = span
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", (record.updated or record.created or _NEVER).astimezone(UTC))
    event.add("dtstart", first)
    if first <= last < date.max:  # DTEND is the day after; without one it is the day itself
        event.add("dtend", last + timedelta(days=1))
    event.add("summary", _text(title))
    event.add("transp", "TRANSPARENT")
    if description:
        event.add("description", _text(description))
    event.add("categories", [category])
    return event


def _text(text: str) -> str:
    r"""Return a text with line feeds as line ends and without control characters.

    A backslash before an N becomes a line end, since icalendar takes it for one.
    """
    lines = text.splitlines()
    return "\n".join("".join(c for c in line if c == "\t" or _is_text(c)) for line in lines)


def _is_text(char: str) -> bool:
    code = ord(char)
    return not (code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000)
