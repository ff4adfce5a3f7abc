"""Sitting at the desk in a test: keys, mouse, and what the screen shows."""

from __future__ import annotations

import asyncio
import builtins
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace
from textual import events
from textual.screen import Screen
from textual.widget import Widget

from store import Article, Campaign, Desk, LedgerEntry, NewsItem, PageError, Task
from store.articles.page_format import write_page
from store.articles.page_mapping import page_of
from store.campaign_records import Day, Goal, Named, Unit
from store.channels import Channel
from store.ledger import with_page
from store.records import Status
from tui.app import ToasoanApp
from tui.settings import Settings, state_folder
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

NARROW = (80, 24)
WIDE = (140, 45)
MASS, GRASS = "truyền thông đại chúng", "trực tiếp tại cơ sở"
"""The groups of channels of `put_campaign`."""
PATIENCE = 60.0
"""Seconds that a busy machine gets; what is waited for comes in milliseconds as a rule."""
MOST_LAYOUTS = 10
"""How often a screen may be laid out anew before it is taken for one that never rests."""
LONGEST = 300.0
"""Seconds after which a test that hangs is given up."""

AnyScreen = TypeVar("AnyScreen", bound=Screen)

_NAMED = {" ": "space", "/": "slash", ".": "full_stop", "-": "minus", "\n": "enter"}


LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
"""Each of the languages of the screens."""
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
"""A narrow window and a wide one."""


class Seat:
    """An editor before the screen."""

    def __init__(self, app: ToasoanApp, pilot: Any) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = app.desk
        self.notices: list[str] = []
        self._notify = app.notify
        pytest.MonkeyPatch().setattr(app, "notify", self._hear)

    def _hear(self, message: str, **options: Any) -> None:
        self.notices.append(message)
        self._notify(message, **options)

    # -------------------------------------------------------------- hands

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each after what the one before did."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text in one burst, as an input method and a fast hand do."""
        for char in text:
            self.send(char)
        await self.settle()

    def send(self, key: str) -> None:
        """Send a key, without waiting for what it does."""
        character = key if len(key) == 1 and key != "\n" else None
        if key.startswith("alt+"):  # as a terminal's Esc and letter come out of Textual's parser
            character = key[-1]
        self.app.post_message(events.Key(_NAMED.get(key, key), character))

    async def paste(self, text: str) -> None:
        """Paste from the terminal."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def click(self, target: str | Widget, times: int = 1, dx: int = 0) -> None:
        """Click on a widget, or on the first place where a text stands on the screen."""
        if isinstance(target, Widget):
            assert await self.pilot.click(target, times=times)
        else:
            x, y = self.place(target)
            await self.pilot.click(offset=(x + dx, y), times=times)
        await self.settle()

    async def drag(
        self,
        start: tuple[int, int],
        end: tuple[int, int],
        between: Callable[[], object] = lambda: None,
    ) -> None:
        """Drag from one place of the screen to another; the button is told with each move.

        Args:
            start: where the mouse is pressed.
            end: where it is let go.
            between: called after each of its messages.
        """
        for kind, (x, y) in (
            (events.MouseDown, start),
            (events.MouseMove, end),
            (events.MouseUp, end),
        ):
            self.app._driver.send_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
            await self.settle()
            between()

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Let everything that is under way come to its end, short of timers and threads."""
        end = monotonic() + PATIENCE
        await self._run_out(end)
        while self._keys_wait and self.app.is_running and monotonic() < end:
            await asyncio.sleep(0.001)
            await self._run_out(end)
        for drawn in range(MOST_LAYOUTS):
            # The second time for what was to be done after the screen was drawn; then on while a
            # part that has found its place changes the height of its box (`dialogs.fitting`).
            if not self.app.is_running or (drawn > 1 and not self.app.screen._layout_required):
                break
            self.app.screen._on_timer_update()
            await self._run_out(end)

    async def _run_out(self, end: float) -> None:
        """Turn the event loop until every task waits for a timer, a thread or a file.

        Pilot has each widget answer a message instead, which is half of the time of a test.
        """
        loop: Any = asyncio.get_running_loop()
        ready = loop._ready
        await asyncio.sleep(0)
        while ready and monotonic() < end:
            await asyncio.sleep(0)

    @property
    def _keys_wait(self) -> bool:
        """Whether keys stand in line (`tui.key_queue`)."""
        return bool(getattr(self.app, "_in_hand", None) or getattr(self.app, "_typed", ()))

    @property
    def is_quiet(self) -> bool:
        """Whether no timer and no thread is going to change the screen."""
        dialog = self.top != "DeskScreen"  # what opened it waits for its answer
        if any(
            worker.is_running and not (dialog and worker.group == "default")
            for worker in self.app.workers
        ):
            return False
        parts = [*self.screen.query("#related, #editor")]
        timers = [
            getattr(part, name, None) for part in parts for name in ("_timer", "_count_timer")
        ]
        return not any(timer and timer._task and not timer._task.done() for timer in timers)

    async def until(
        self, condition: Callable[[], object], what: str = "", patience: float = PATIENCE
    ) -> None:
        """Wait for what timers and workers bring."""
        end = monotonic() + patience
        while not condition():
            if monotonic() > end:
                raise AssertionError(f"never came: {what or condition}\n{self.text}")
            await asyncio.sleep(0.01)
            await self.settle()

    async def sees(self, *texts: str) -> None:
        """Wait until all of these stand on the screen."""
        for text in texts:
            await self.until(partial(self._shows, text), repr(text))

    def _shows(self, text: str) -> bool:
        return text in self.text

    async def hears(self, text: str) -> None:
        """Wait for a notice with these words."""
        await self.until(lambda: any(text in n for n in self.notices), f"{text} in {self.notices}")

    # -------------------------------------------------------------- eyes

    @property
    def lines(self) -> list[str]:
        """The lines of the screen that is on top."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """All of the screen that is on top."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """What the dialog says, or else the screen, on one line: a sentence may be wrapped."""
        boxes = self.app.screen.query("#box")
        region = (boxes.first() if boxes else self.app.screen).region
        part = [line[region.x : region.right] for line in self.lines[region.y : region.bottom]]
        return " ".join(re.sub("[│╭╮╰╯─]", " ", "\n".join(part)).split())

    def words_in(self, name: str) -> str:
        """What a part of the screen says, on one line."""
        region = self.field(name).region
        lines = self.lines[region.y : region.bottom]
        return " ".join(" ".join(line[region.x : region.right] for line in lines).split())

    def line(self, part: str) -> str:
        """The first line that holds a text."""
        return next((line for line in self.lines if part in line), "")

    def place(self, text: str) -> tuple[int, int]:
        """Where a text stands."""
        for y, line in enumerate(self.lines):
            if (x := line.find(text)) >= 0:
                return x, y
        raise AssertionError(f"{text!r} is not on the screen\n{self.text}")

    @property
    def focus(self) -> str:
        """The id of what has the focus."""
        return self.app.focused.id or "" if self.app.focused else ""

    @property
    def entry(self) -> LineEntry | BodyEntry:
        """The entry that has the focus."""
        entry = self.app.focused
        assert isinstance(entry, LineEntry | BodyEntry)
        return entry

    @property
    def top(self) -> str:
        """The kind of the screen that is on top."""
        return type(self.app.screen).__name__

    async def ends(self) -> None:
        """Wait for the app to end; the screen is gone then."""
        end = monotonic() + PATIENCE
        while self.app.is_running and monotonic() < end:
            await asyncio.sleep(0.01)
        assert not self.app.is_running

    async def comes(self, screen: str, patience: float = PATIENCE) -> None:
        """Wait for a screen of a kind to be on top."""

        def is_there() -> bool:
            return screen in {kind.__name__ for kind in type(self.app.screen).__mro__}

        await self.until(is_there, f"{screen}, not {self.top}", patience)
        await self.settle()

    # -------------------------------------------------------------- parts of the app

    @property
    def screen(self) -> Any:
        """The screen of the three panes."""
        return self.app.desk_screen

    @property
    def editor(self) -> Any:
        """The editor; there from the first article that is opened."""
        return self.screen.drafts.editor

    @property
    def body(self) -> Any:
        """The entry of the text."""
        return self.editor.body

    def on_top(self, kind: builtins.type[AnyScreen]) -> AnyScreen:
        """The screen on top, which is of a kind."""
        screen = self.app.screen
        assert isinstance(screen, kind)
        return screen

    def field(self, name: str) -> Any:
        """A part of the screen on top, by its id."""
        return self.app.screen.query_one(f"#{name}")

    @property
    def article(self) -> Article | None:
        """The article that is open, as it stands on the desk."""
        return self.screen.drafts.article

    async def open(self, article: Article) -> None:
        """Open an article from the list, with the keys."""
        if self.article:
            await self.press("escape")
        await self.press("f3")
        rows = self.screen.drafts.list.rows
        rows.move_to(next(n for n, item in enumerate(rows.items) if item.id == article.id))
        await self.press("enter")
        await self.until(lambda: self.article and self.article.id == article.id, "the article")
        await self.settle()


@asynccontextmanager
async def seated(
    desk: Desk,
    settings: Settings | None = None,
    size: tuple[int, int] = NARROW,
    *,
    notices: bool = False,
    may_fail: bool = False,
    asks_language: bool = False,
) -> AsyncIterator[Seat]:
    """Open the app on a desk; its notices are heard, and seen only where `notices` is set.

    An error that the app does not know fails the test, also one that it outlives, in a worker,
    unless `may_fail` is set.
    """
    before = {path: path.stat().st_mtime_ns for path in reports()}
    app = ToasoanApp(desk, settings or Settings())
    app.asks_language = asks_language
    run = app.run_test(size=size, notifications=notices)
    async with asyncio.timeout(LONGEST), run as pilot:
        seat = Seat(app, pilot)
        await seat.settle()
        if desk.records.is_empty and not len(desk.trash) and not len(desk.file.conflicts):
            await seat.comes("LanguageQuestion" if asks_language else "Welcome")
        yield seat
        for _ in range(3):  # what a worker ends with may begin another
            if app.is_running:
                await seat.until(lambda: seat.is_quiet)
                await seat.settle()
        if app.is_running:
            assert seat.lines  # as it stands at the end, it can be drawn
    new = [p.read_text() for p in reports() if before.get(p) != p.stat().st_mtime_ns]
    assert may_fail or not new, new[0]


async def choose(seat: Seat, words: str) -> None:
    """Take the option of a picker that holds the words."""
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")


def reports() -> list[Path]:
    """Return the reports of errors that the app did not know."""
    return sorted(state_folder().glob("crash-*.txt"))


# ------------------------------------------------------------------ what stands on a desk


LEAD = "Đà Nẵng – Chiều 19.4, 320 thợ hàn của xưởng đóng tàu nhận mũ và kính bảo hộ mới."
SECOND = "“Kính nhẹ hơn hẳn, đeo cả ca không mỏi”, thợ hàn Võ Bình nói."


def plan(desk: Desk) -> Campaign:
    """Put a small campaign on the desk: two phases have tasks, one task is overdue."""
    campaign = desk.campaigns.new_empty("Mùa quà xa quê", 2027)
    for title, phase, due, channels in (
        ("Gặp ban tổ chức", "tham mưu", date(2027, 4, 10), ("họp",)),
        ("Bài về bữa cơm ca", "triển khai", date(2027, 4, 28), ("báo", "loa")),
        ("Ảnh trao mũ bảo hộ", "triển khai", date(2027, 5, 3), ()),
        ("Bản tin loa xưởng tàu", "triển khai", None, ("loa",)),
    ):
        desk.tasks.add(
            Task(campaign=campaign.id, title=title, phase=phase, due=due, channels=channels)
        )
    return campaign


def task(desk: Desk, title: str) -> Task:
    """Return a task by its title, as it stands now."""
    return next(task for task in desk.tasks if task.title == title)


def written(desk: Desk, headline: str = "Thợ hàn nhận kính mới", **fields: Any) -> Article:
    """Put a written article on the desk."""
    values = {
        "byline": "Minh Hà",
        "body": f"{LEAD}\n\n{SECOND}",
        "signoff": "Minh Hà",
        "status": Status.EDITING,
    }
    return desk.records.add(Article(headline=headline, **{**values, **fields}))


def posted(desk: Desk, article: Article, channel: str = "báo in", **options: Any) -> Article:
    """Record that an article was posted, made fit for it where it is not."""
    text: dict[str, Any] = {
        "headline": article.headline or "Bài",
        "body": article.body or LEAD,
    }
    desk.records.change(article, status=Status.APPROVED, **text)
    desk.ledger.posted(article, channel, **options)
    return desk.articles[article.id]


NEWS = (
    ("Xưởng đóng tàu phát kính bảo hộ cho thợ hàn", "Võ Bình", "Kính bảo hộ đạt chuẩn mới."),
    ("Công đoàn khu Nam mở quầy hàng giảm giá", "PV", "Quầy mở hai ngày cuối tuần."),
    ("Lớp học đêm ở xưởng may", "", "Bốn mươi chỗ, không thu học phí."),
)


def news(desk: Desk) -> list[NewsItem]:
    """Put three news items on the desk; the first has words in common with `written`."""
    return [desk.records.add(NewsItem(headline=h, author=a, summary=s)) for h, a, s in NEWS]


def put_campaign(desk, **fields):
    """Put a campaign with short lists on the desk, not much covered."""
    lists = {
        "topics": ("thi đua", "cứu trợ", "nữ công"),
        "channels": (
            Channel("báo in", MASS),
            Channel("báo điện tử", MASS),
            Channel("loa", GRASS),
            Channel("bảng tin", GRASS),
        ),
        "audiences": (Named("đoàn viên", "trong"), Named("chính quyền", "ngoài")),
        "levels": ("LĐLĐ Thành phố", "công đoàn cơ sở"),
        "goals": (Goal("G1", "Cho thấy điều mới"), Goal("G2", "Chăm lo")),
        "milestones": (Day(name="Đại hội CĐCS"), Day(name="Đại hội Thành phố")),
        "units": (Unit(name="Liên đoàn Lao động Long Biên", level="", short="Long Biên"),),
        "phases": ("tham mưu", "triển khai"),
        "strands": ("Tháng Công nhân", "An toàn"),
    }
    values = {"year": 2027, "end": date(2027, 5, 31), **lists, **fields}
    return desk.records.add(Campaign(name="Mùa sen", **values))


def piece(desk, campaign, headline="Quà đến tay", **fields):
    """Put an article of a campaign on the desk; what is called exported is out."""
    article = Article(campaign=campaign.id, headline=headline, body="Một câu.", **fields)
    return put_out(desk, article)


def put_out(desk: Desk, article: Article) -> Article:
    """Put an article on the desk, with its entries in the ledger if it is called exported."""
    entries = entries_for(article, at=desk.records.now())
    if entries:
        article = replace(article, exported=entries[0].at)
    desk.records.write("", [article, *entries])
    return desk.articles[article.id]


def _page(article: Article) -> bytes:
    """Return the page of an article, such as it is."""
    try:
        return write_page(page_of(article))
    except PageError:
        return article.title.encode()


def entries_for(*articles: Article, at: datetime) -> list[LedgerEntry]:
    """Return a ledger in which what is called exported went out in each of its channels."""
    return [
        with_page(
            LedgerEntry(at=one.exported or at, piece=one.id, headline=one.title, channel=channel),
            _page(one),
        )
        for one in articles
        if one.status is Status.EXPORTED
        for channel in one.channels or ("",)
    ]
