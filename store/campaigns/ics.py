"""The days of a campaign as an iCalendar file (RFC 5545) that any calendar can take in.

Tasks and planned exports are all-day events, not to-dos: Google's and Outlook's calendars, and
most telephones, pass over a VTODO without a word. They block nobody's time (TRANSP), and a done
one has a tick before its title. A series of tasks stands as its single tasks: a rule beside them
would show each twice. Public holidays are left out: every calendar has them.

What is the same on the desk gives the same bytes: UIDs come from the records' ids and from the
names of days, DTSTAMP is when the record last changed. So taking a newer file in moves events
instead of doubling them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from store.records import Article, Campaign, Day, Record, Status, Task
from store.text import identity

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT: Final = "-//toasoan//toasoan//VI"
_TAKEN_BACK: Final = (Status.WITHDRAWN, Status.CANCELLED)
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When a record changed that has never been on a desk."""


def calendar(
    campaign: Campaign, tasks: Iterable[Task], articles: Iterable[Article] = ()
) -> bytes | None:
    """Return the tasks, planned exports, milestones, peaks and anniversaries that have a day.

    Args:
        campaign: whose named days.
        tasks: its tasks.
        articles: its articles; one that went out keeps its event, with a tick.

    Returns:
        the bytes of the file, or None where nothing has a day: a calendar without any event is
        not valid.
    """
    events = [_task_event(task, task.due) for task in tasks if task.due]
    events += [
        _article_event(article, article.due)
        for article in articles
        if article.due and article.status not in _TAKEN_BACK
    ]
    for kind, label, days in (
        ("milestone", "Mốc", campaign.milestones),
        ("peak", "Cao điểm", campaign.peaks),
        ("anniversary", "Kỷ niệm", campaign.anniversaries),
    ):
        events += _day_events(campaign, kind, label, days)
    if not events:
        return None
    from icalendar import Calendar, vText  # 70 ms: only when one is written

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):  # of RFC 7986, and what was there before it
        made.add(name, vText(_text(campaign.name)))
    for event in events:
        made.add_component(event)
    data: bytes = made.to_ical()
    return data


def _task_event(task: Task, due: date) -> Event:
    title = f"✔ {task.title}" if task.done else task.title
    event = _event(f"{task.id}@toasoan", title, due, due, task)
    about = (
        ("Giai đoạn", task.phase),
        ("Giờ", f"{task.due_time:%H:%M}" if task.due_time else ""),
        ("Phụ trách", task.owner),
        ("Đơn vị", task.unit),
        ("Kênh", ", ".join(task.channels)),
    )
    lines = [f"{name}: {value}" for name, value in about if value]
    if description := "\n".join([*lines, task.notes] if task.notes else lines):
        event.add("description", _text(description))
    event.add("categories", ["Việc"])
    return event


def _article_event(article: Article, due: date) -> Event:
    title = article.title or "(chưa có tít)"
    is_out = article.status is Status.EXPORTED
    event = _event(f"{article.id}@toasoan", f"{'✔ ' * is_out}Xuất: {title}", due, due, article)
    about = (
        ("Tác giả", article.byline),
        ("Đơn vị", article.unit),
        ("Kênh", ", ".join(article.channels)),
    )
    if lines := [f"{name}: {value}" for name, value in about if value]:
        event.add("description", _text("\n".join(lines)))
    event.add("categories", ["Xuất bài"])
    return event


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
        event = _event(uid, day.name, day.start, day.end or day.start, campaign)
        event.add("categories", [label])
        events.append(event)
    return events


def _event(uid: str, title: str, first: date, last: date, record: Record) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", (record.updated or record.created or _NEVER).astimezone(UTC))
    event.add("dtstart", first)
    if first <= last < date.max:  # DTEND is the day after; without one it is the day itself
        event.add("dtend", last + timedelta(days=1))
    event.add("summary", _text(title))
    event.add("transp", "TRANSPARENT")
    return event


def _text(text: str) -> str:
    r"""Return a text as a calendar may hold it: every line end a line feed, no control characters.

    A backslash before an N becomes a line end: icalendar reads it as one when it writes.
    """
    lines = text.splitlines()
    return "\n".join("".join(c for c in line if c == "\t" or _is_text(c)) for line in lines)


def _is_text(char: str) -> bool:
    code = ord(char)
    return not (code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000)
