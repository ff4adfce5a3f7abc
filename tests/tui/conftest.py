"""What the tests of the screens share: English, waits that are short; and the command line."""

from __future__ import annotations

import io
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.widgets import Input, TextArea

from store import Article, Task, open_desk
from store.records import Status
from tests.conftest import PAGE
from tests.tui.helpers import LEAD, NARROW, SECOND, Seat, news, piece, plan, put_campaign, task
from tui import i18n
from tui.app import ToasoanApp
from tui.cli import main
from tui.locale.catalogues import compile_stale
from tui.panes import editor, related
from tui.settings import Settings

from .cli import Result

THIRD = (
    "Đợt trao mũ và kính thứ hai mở ngày 28.4, trước Tháng Công nhân. Công đoàn xưởng tàu cho "
    "biết mỗi tổ cử một người đi đo cỡ mặt, vì kính rộng dễ tuột khi cúi."
)


@pytest.fixture(scope="session", autouse=True)
def compiled():
    """Make the catalogues, where a sentence has changed since."""
    compile_stale(i18n._LOCALE_DIR)


@pytest.fixture(autouse=True)
def english():
    """Show the screens in English, whatever the test before chose."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    """Count and look for related news almost at once; the autosave keeps its time."""
    monkeypatch.setattr(editor, "COUNT_SECONDS", 0.02)
    monkeypatch.setattr(related, "PAUSE_SECONDS", 0.02)


@pytest.fixture(autouse=True)
def drawn_when_seen(request, monkeypatch):
    """Draw a screen when a test looks at it.

    Without a terminal, what Textual draws goes nowhere, and half of the time of these tests went
    into it. The slow tests and those marked `drawn` draw everything, as `tests/terminal` does.
    """
    draw = Compositor.render_update

    def render_update(compositor, full=False, screen_stack=None, simplify=False):
        if simplify:  # a picture is taken
            return draw(compositor, full, screen_stack, simplify)
        compositor._dirty_regions.clear()
        return None

    if not {"slow", "drawn"} & {marker.name for marker in request.node.iter_markers()}:
        monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture(scope="session", autouse=True)
def styles_read_once():
    """Hand what Textual has read of a style sheet on from one app to the next."""
    read, known = Stylesheet._parse_rules, {}

    def parse_rules(sheet, *source, **options):
        key = (source, *options.items(), *sheet._variables.items())
        if key not in known:
            known[key] = read(sheet, *source, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_rules)
        yield


@pytest.fixture
def cli(capfdbinary, monkeypatch, desk_path):
    """Run a command in this process, on the desk at `desk_path`."""

    def run(*arguments: object, stdin: bytes | None = None) -> Result:
        monkeypatch.setenv("TOASOAN_DESK", str(desk_path))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin or b"")))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return Result(code, out, err.decode())

    return run


@pytest.fixture
def page(tmp_path):
    """Write a page to a file."""

    def write(text: str | bytes = PAGE, name: str = "trang.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def full_desk(desk_path, page_bytes, clock):
    """A desk with a campaign of two tasks, an article with cards and one without anything."""
    with open_desk(desk_path, clock=clock) as desk:
        made = desk.campaigns.new("thang-cong-nhan", 2027, "Mùa quà")
        for task in list(desk.tasks)[2:]:
            desk.tasks.remove(task)
        first, second = desk.tasks
        read = desk.articles.import_page(page_bytes, "a.txt", made)
        desk.tasks.attach(first, read)
        desk.tasks.tick(second)
        bare = desk.records.add(Article(id="0" * 32))
    return made, first, second, read, bare


@pytest.fixture
def full(desk, clock):
    """A desk in the middle of the work."""
    campaign = plan(desk)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    items = news(desk)
    desk.records.add(
        Article(
            headline="Bến xe khu Đông thêm quầy vé cho công nhân",
            byline="Lê Thu",
            body="Huế – Quầy mở từ 5 giờ.",
            status=Status.APPROVED,
        )
    )
    clock.wait()
    desk.records.add(
        Article(headline="Bữa cơm ca đêm", byline="PV", due=date(2027, 4, 12), status=Status.IDEA)
    )
    clock.wait()
    article = desk.records.add(
        Article(
            headline="Thợ hàn xưởng đóng tàu nhận kính bảo hộ mới",
            byline="Minh Hà",
            body=f"{LEAD}\n\n{SECOND}\n\n{THIRD}",
            signoff="Minh Hà",
            status=Status.EDITING,
            due=date(2027, 4, 28),
            campaign=campaign.id,
        )
    )
    desk.tasks.attach(task(desk, "Bài về bữa cơm ca"), article)
    desk.links.add(article, items[1])
    clock.wait(17)
    return desk


@pytest.fixture
def looks(snap_compare):
    """Compare how the app looks after some steps with how it looked before."""

    def compare(desk, steps, size=NARROW, language="en"):
        i18n.use(language)
        app = ToasoanApp(desk, Settings(export_folder="~/tin-bai"))

        async def before(pilot):
            seat = Seat(app, pilot)
            await seat.settle()
            await steps(seat)
            for _ in range(2):  # the second time for what the index has set off
                await seat.until(lambda: seat.is_quiet)
                await seat.settle()
            entries: list[Input | TextArea] = [
                *app.screen.query(Input),
                *app.screen.query(TextArea),
            ]
            for entry in entries:
                entry.cursor_blink = False

        return snap_compare(app, terminal_size=size, run_before=before)

    return compare


@pytest.fixture
def covered(desk):
    """The campaign with: thi đua in sync, cứu trợ late, nữ công planned in print by a task."""

    campaign = put_campaign(desk)

    def out(topic, channel, days, master=None):
        return piece(
            desk,
            campaign,
            topics=(topic,),
            channels=(channel,),
            status=Status.EXPORTED,
            exported=desk.records.now() - timedelta(days=days),
            master=master,
        )

    out("thi đua", "loa", 0, out("thi đua", "báo in", 1).id)
    out("cứu trợ", "bảng tin", 1, out("cứu trợ", "báo in", 9).id)
    asked = Task(
        campaign=campaign.id,
        title="Hỏi chị em tổ may",
        phase="triển khai",
        strand="An toàn",
        topics=("nữ công",),
        channels=("báo in",),
        due=desk.records.today() + timedelta(days=3),
    )
    desk.tasks.add(asked)
    return campaign
