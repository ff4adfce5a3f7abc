"""Measure matrix, calendar and report on a desk with 20 campaigns, against a recount of the desk.

A campaign has the lists of the built-in one, 500 tasks and 2,000 articles with four versions each
for other channels. The recount asks every
record of the desk for each cell; what it finds must be what the desk counts. On the screen, in a
terminal: from F8 to the last row, and from a key that changes the desk to the new number of gaps.
In that is all that the key does: the file is written, and the panes below follow too. Beside it
stands the processor time of the main thread.
"""

from __future__ import annotations

import argparse
import random
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from store import Article, Campaign, Desk, LedgerEntry, Task, open_desk
from store.article_parts import MadeOf
from store.campaigns.calendar import month_of
from store.campaigns.matrix import Columns, Rows, State, View
from store.records import Id, Record, Status, new_id
from store.templates import load
from tests.bench.desks import LONG_AGO, NO_BACKUPS
from tests.bench.measure import conditions, spread, table, toasoan
from tests.bench.text import articles
from tests.terminal.term import Terminal
from tui.gc_tuning import keep_what_is_there

RUNS: Final = 20
CAMPAIGNS: Final = 20
TASKS: Final = 500
ARTICLES: Final = 2_000
"""Tasks and articles of a campaign."""

VERSIONS: Final = 4
"""Versions of each article but the first, for other channels."""

WORDS: Final = 60
"""The matrix reads no text."""

SIZES: Final = ((80, 24), (140, 45))
PATIENCE: Final = 60.0
MONTH: Final = month_of(LONG_AGO.date())
CHANNEL: Final = "báo in"
"""The first channel: the one piece of the last topic is an article there."""
SHOWN: Final = "Topics × Channels"
"""What stands above the matrix, once the whole is drawn."""

_IN_WORK: Final = {
    *(Status.WRITING, Status.RETURNED),
    *(Status.TO_EDIT, Status.EDITING, Status.TO_APPROVE),
}
STATES: Final = (
    (State.APPROVED, {Status.APPROVED, Status.EXPORTED}),
    (State.WRITING, _IN_WORK),
    (State.PLANNED, {Status.IDEA, Status.ASSIGNED}),
)

Cells = dict[tuple[str, str], tuple[State, int]]
"""The cells of a matrix in which there is something: how far the best piece is, and how many."""


# ---------------------------------------------------------------------- the desk


def records(count: int) -> Iterator[Record]:
    """Make the campaigns with their tasks and articles; one article is about the last topic."""
    dice = random.Random(11)
    template = load("thang-cong-nhan")
    texts = articles(count * ARTICLES, WORDS)
    for number in range(count):
        campaign, tasks = template.build(2027, f"Chiến dịch {number + 1}")
        yield campaign
        own = [
            with_state(dice, replace(next(texts), campaign=campaign.id, **tags(dice, campaign)))
            for _ in range(ARTICLES)
        ]
        own[0] = replace(
            own[0],
            status=Status.WRITING,
            exported=None,
            topics=campaign.topics[-1:],
            channels=(CHANNEL,),
        )
        pieces = [*own, *(one for master in own[1:] for one in versions(dice, campaign, master))]
        yield from pieces
        yield from [
            LedgerEntry(at=one.exported, piece=one.id, headline=one.title, channel=channel)
            for one in pieces
            if one.exported
            for channel in one.channels
        ]
        yield from [
            Task(
                campaign=campaign.id,
                title=f"Việc {place + 1}",
                phase=dice.choice(campaign.phases),
                position=len(tasks) + place,
                due=LONG_AGO.date() + timedelta(days=dice.randint(0, 90)),
                articles=tuple(a.id for a in dice.sample(own[1:], dice.randint(0, 3))),
                **tags(dice, campaign, channels=3),
            )
            for place in range(TASKS)
        ]


def with_state(dice: random.Random, article: Article) -> Article:
    """Return an article in some status; what is exported went out at some hour."""
    status = dice.choice(list(Status))
    at = LONG_AGO - timedelta(hours=dice.randint(0, 900))
    return replace(article, status=status, exported=at if status is Status.EXPORTED else None)


def versions(dice: random.Random, campaign: Campaign, master: Article) -> Iterator[Article]:
    """Make versions of an article for other channels, each of which has come as far as it has."""
    others = [one.name for one in campaign.channels if one.name not in master.channels]
    made_of = MadeOf(headline=master.headline, body=master.body)
    for name in dice.sample(others, VERSIONS):
        fields = {"id": new_id(), "channels": (name,), "master": master.id, "made_of": made_of}
        yield with_state(dice, replace(master, **fields))


def fill(path: Path, count: int) -> None:
    """Write the desk file; without histories, which no public way leaves out."""
    with open_desk(path, keep=NO_BACKUPS, clock=lambda: LONG_AGO) as desk:
        desk.records.store.commit([(None, record) for record in records(count)])
        desk.file.checkpoint()


def tags(dice: random.Random, campaign: Campaign, channels: int = 1) -> dict[str, Any]:
    """Return some of a campaign's topics, channels, audiences and goals."""

    def some(names: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(dice.sample(names, dice.randint(0, most)))

    return {
        "topics": some(campaign.topics[:-1], 2),
        "channels": some([channel.name for channel in campaign.channels], channels),
        "audiences": some([audience.name for audience in campaign.audiences], 3),
        "goals": some([goal.code for goal in campaign.goals], 2),
    }


# ---------------------------------------------------------------------- counting


def recount(desk: Desk, campaign: Campaign) -> Cells:
    """Count topics and channels by asking every record of the desk, for every cell."""
    tasks_of: dict[Id, list[Task]] = defaultdict(list)
    for task in desk.tasks:
        for article in task.articles:
            tasks_of[article].append(task)
    found: Cells = {}
    for topic in campaign.topics:
        for channel in campaign.channels:
            here = [
                state
                for record in (*desk.articles, *desk.tasks)
                if (state := state_in(desk, campaign, record, tasks_of, topic, channel.name))
            ]
            if here:
                found[topic, channel.name] = (max(here), len(here))
    return found


def state_in(
    desk: Desk,
    campaign: Campaign,
    record: Article | Task,
    tasks_of: dict[Id, list[Task]],
    topic: str,
    channel: str,
) -> State | None:
    """Return how far a record has come, where it counts in a cell."""
    ours = [record, *tasks_of.get(record.id, ())]
    if campaign.id not in {one.campaign for one in ours}:
        return None
    if topic not in record.topics or channel not in record.channels:
        return None
    if isinstance(record, Article):
        is_out = record.status is Status.EXPORTED
        return State.OUT if is_out else state_of(record)
    begun = (desk.articles[article] for article in record.articles)
    if any(state_of(a) and topic in a.topics and channel in a.channels for a in begun):
        return None
    return State.PLANNED


def state_of(article: Article) -> State | None:
    """Return how far an article has come, short of out; None where it was taken back."""
    return next((state for state, names in STATES if article.status in names), None)


def cells(desk: Desk, campaign: Campaign) -> Cells:
    """Return the same from the matrix of the desk."""
    found = desk.reports.matrix(campaign, View())
    return {
        (row.name, column): (cell.state, cell.count)
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
        if cell.count
    }


def count(path: Path, runs: int) -> dict[str, list[float]]:
    """Measure the counting, one way after the other."""
    times: dict[str, list[float]] = defaultdict(list)
    with open_desk(path, keep=NO_BACKUPS) as desk:
        keep_what_is_there()  # as the app does with what it has read
        campaign = next(iter(desk.campaigns))
        if cells(desk, campaign) != recount(desk, campaign):
            raise SystemExit("the recount is not what the desk counts")
        matrix = desk.reports.matrix(campaign, View())
        others = View(rows=Rows.GOALS, columns=Columns.AUDIENCES)
        ways: dict[str, Callable[[], object]] = {
            "a recount, every record asked for each cell": lambda: recount(desk, campaign),
            "topics × channels": lambda: desk.reports.matrix(campaign, View()),
            "goals × audiences": lambda: desk.reports.matrix(campaign, others),
            "its gaps, ranked": lambda: desk.reports.gaps(matrix),
            "a month of the campaign": lambda: desk.calendar.days(campaign, *MONTH),
            "a month of the whole desk": lambda: desk.calendar.days(None, *MONTH),
            "the report, plan and days of the campaign, written": lambda: desk.reports.write(
                campaign, path.parent / "report", replace=True
            ),
        }
        for run in range(runs):
            for name, way in ways.items():
                if run < 3 or not name.startswith("a recount"):
                    started = time.perf_counter()
                    way()
                    times[name].append((time.perf_counter() - started) * 1000)
    return times


# ---------------------------------------------------------------------- on the screen


def on_screen(path: Path, size: tuple[int, int], runs: int) -> dict[str, list[float]]:
    """Measure in the app, in a terminal: opening, a change taken back, a new task."""
    times: dict[str, list[float]] = defaultdict(list)
    columns, lines = size
    where = f"{columns}×{lines}"
    with tempfile.TemporaryDirectory() as name:
        command = toasoan(path)
        with Terminal(command, Path(name), columns=columns, lines=lines, emulate=False) as terminal:
            shown(terminal, 0, "Chiến dịch".encode())
            terminal.settle(1.0, PATIENCE)

            def timed(what: str, key: str, wanted: str) -> None:
                before = processor(terminal)
                times[f"{where}: {what}"].append(press(terminal, key, wanted))
                used = processor(terminal) - before
                times[f"{where}: {what}, of the processor"].append(used)
                terminal.settle()

            def do(*keys: str) -> None:
                for key in keys:
                    terminal.send(key)
                    terminal.settle()

            for _ in range(runs):
                timed("F8 to the matrix", "f8", SHOWN)
                do("end", "left", "enter", "ctrl+t", "cancelled", "enter")
                timed("F8 to the matrix", "f8", SHOWN)
                timed("Ctrl+Z (a status) to the cell", "ctrl+z", "10 gaps")
                do("end", "right", "enter", "task")
                timed("Enter in a list (a new task) to the cell", "enter", " 9 gaps")
                timed("Ctrl+Z (the new task) to the cell", "ctrl+z", "10 gaps")
                do("escape")
            terminal.signal(signal.SIGTERM)
            terminal.wait_end()
    return times


def processor(terminal: Terminal) -> float:
    """Return the milliseconds of processor time that the app's main thread has had (Linux only).

    On a busy machine they say more than the time that passed.
    """
    return int(Path(f"/proc/{terminal.pid}/schedstat").read_text().split()[0]) / 1_000_000


def press(terminal: Terminal, key: str, wanted: str) -> float:
    """Send a key; return the milliseconds until the screen shows a text."""
    since, sent = len(terminal.output), time.perf_counter()
    terminal.send(key)
    shown(terminal, since, wanted.encode())
    return (terminal.read_at - sent) * 1000


def shown(terminal: Terminal, since: int, wanted: bytes) -> None:
    """Wait until the app has drawn a text."""
    until = time.perf_counter() + PATIENCE
    while wanted not in terminal.output[since:]:
        if time.perf_counter() > until or terminal.read(1.0) is None:
            raise SystemExit(f"{wanted.decode()!r} was not shown")


# ---------------------------------------------------------------------- the report


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.bench plan", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="of each (default %(default)s)")
    parser.add_argument("--campaigns", type=int, default=CAMPAIGNS, help="on the desk")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "desk.json"
        fill(path, options.campaigns)
        counting = count(path, options.runs)
        screens = [on_screen(path, size, options.runs) for size in SIZES]
    print(
        f"### Matrix and calendar of a campaign with {TASKS} tasks and {ARTICLES:,} articles with "
        f"{VERSIONS} versions each, "
        f"{options.campaigns} such on the desk ({options.runs} runs, milliseconds)\n"
    )
    rows = [
        [name, *spread(times, 1)] for part in (counting, *screens) for name, times in part.items()
    ]
    print(table(["", "min", "median", "p95"], rows))
    print(f"\n{conditions()}")


if __name__ == "__main__":
    main()
