"""What a worker cannot do is told, the app lives, the text stays, and it can be tried again."""

import ast
import errno
import os
import sqlite3
from operator import attrgetter
from pathlib import Path

import pytest
from textual.worker import Worker

import tui
from store import FileError
from tests.tui.helpers import reports, seated, written
from tests.tui.screens import classes, furnish, made
from tui import indexing
from tui.dialogs.files import units_file
from tui.dialogs.files.news_import import NewsImportScreen
from tui.dialogs.files.open_page import OpenPageScreen
from tui.dialogs.files.units_file import UnitsImportScreen

FAILURES = {
    "refused": (FileError("Không có chỗ."), "Không có chỗ."),
    "full": (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x.json"), "No space left on device"),
    "failing": (OSError(errno.EIO, os.strerror(errno.EIO)), "Input/output error"),
    "index": (sqlite3.OperationalError("database or disk is full"), "database or disk is full"),
    "memory": (MemoryError(), "not enough memory"),
    "unknown": (RuntimeError("bí mật"), "an error it does not know"),
}
each_failure = pytest.mark.parametrize(("error", "told"), FAILURES.values(), ids=FAILURES)


def workers() -> set[tuple[str, str]]:
    """Return all that `work` makes, as class and attribute, from the source."""
    return {
        (kind.name, name)
        for path in Path(next(iter(tui.__path__))).rglob("*.py")
        for kind in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(kind, ast.ClassDef)
        for part in kind.body
        for name in made_by_work(part)
    }


def made_by_work(part: ast.stmt) -> set[str]:
    """Return the name of a worker: a method under `@work`, or a function that `work` was given."""
    if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
        return {part.name for mark in part.decorator_list if is_work(mark)}
    if isinstance(part, ast.Assign) and isinstance(part.value, ast.Call) and is_work(part.value):
        return {ast.unparse(target) for target in part.targets}
    return set()


def is_work(mark: ast.expr) -> bool:
    return ast.unparse(mark.func if isinstance(mark, ast.Call) else mark) == "work"


def started_otherwise() -> set[tuple[str, str]]:
    """Return what is handed to `run_worker`, and the module."""
    root = Path(next(iter(tui.__path__)))
    return {
        (path.stem, ast.unparse(call.args[0]))
        for path in root.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "run_worker"
    }


def test_there_is_no_worker_of_which_the_tests_do_not_know():
    assert started_otherwise() == {
        ("checking", "self._check"),
        ("indexing", "self._build"),
        ("maintenance", "self._tidy_index"),
        ("maintenance", "self._desk.file.external.look"),
        ("maintenance", "self._desk.file.checkpoint"),
        ("maintenance", "self._desk.file.conflict_copies.look"),
        ("screen", "self.forms.reopen()"),
        ("form_keeper", "self._write(forms)"),
    }
    assert len(workers()) > 60


def test_a_worker_is_started_as_workers_are():
    """Whatever is done beside the screen goes through `tui.workers`, which tells its failure."""
    own = {"key_queue.py": {"create_task"}, "app.py": {"to_thread"}, "autosave.py": {"to_thread"}}
    own["form_keeper.py"] = own["text_checks.py"] = {"to_thread"}
    for name in (
        "export.py",
        "records/facts.py",
        "records/agreement.py",
        "many.py",
    ):
        own[name] = {"to_thread"}  # awaited in a worker
    own["session.py"] = {"create_task"}  # what a signal asks for, which ends the app
    own["desk_loader.py"] = {"Thread"}  # before there is an app, which asks for the result
    own["writer.py"] = {"Thread"}  # the terminal's: it ends with the terminal
    ways = {"create_task", "ensure_future", "to_thread", "run_in_executor", "Thread", "Timer"}
    ways |= {"ThreadPoolExecutor", "start_new_thread"}
    for path in Path(next(iter(tui.__path__))).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            getattr(call.func, "attr", getattr(call.func, "id", ""))
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
        }
        name = f"{path.parent.name}/{path.name}"
        assert called & ways == own.get(name, own.get(path.name, set())), path


@pytest.mark.slow
async def test_each_worker_may_fail_in_each_way(desk, monkeypatch):
    given, run = furnish(desk), Worker.run
    failing: dict[str, Exception] = {}
    known = workers()
    seen: set[tuple[str, str]] = set()

    async def fails(worker):
        if worker.name in failing:
            raise failing[worker.name]
        return await run(worker)

    monkeypatch.setattr(Worker, "run", fails)

    async def let_fail(seat, node, name):
        for kind, (error, told) in FAILURES.items():
            heard, crashed = len(seat.notices), len(reports())
            worker = getattr(node, name)()
            failing[worker.name] = error
            await seat.until(lambda one=worker: one.is_finished)
            await seat.until(lambda n=heard: len(seat.notices) > n, f"{node}.{name} tells {kind}")
            assert told in seat.notices[-1], (node, name, kind)
            assert ("crash-" in seat.notices[-1]) == (kind == "unknown")
            assert bool(reports()[crashed:]) <= (kind == "unknown")
            assert seat.app.is_running
        del failing[worker.name]

    async with seated(desk, may_fail=True) as seat:
        await seat.open(given["article"])

        async def look_through(nodes):
            for node in nodes:
                names = {kind.__name__ for kind in type(node).__mro__}
                for kind, name in sorted(known - seen):
                    if kind in names:
                        await let_fail(seat, node, name)
                        seen.add((kind, name))

        await look_through([seat.app, *seat.app.screen.walk_children(with_self=True)])
        for screen in classes().values():
            shown = made(screen, given, seat.app)
            seat.app.push_screen(shown)
            await seat.comes(screen.__name__)
            await look_through(shown.walk_children(with_self=True))
            shown.dismiss()
            await seat.comes("DeskScreen")
        await seat.type("Vẫn gõ được. ")
        assert seat.editor.save()
    assert known - seen == set()
    assert "Vẫn gõ được. " in desk.articles[given["article"].id].body


class Fault:
    """What a test lets fail, as long as it likes."""

    def __init__(self, monkeypatch, owner, name, error):
        real, self.is_on, self.times = getattr(owner, name), True, 0

        def called(*arguments, **options):
            if self.is_on:
                self.times += 1
                raise error
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, called)


@each_failure
async def test_the_index(desk, monkeypatch, error, told):
    monkeypatch.setattr(indexing, "AGAIN", 0.05)
    article = written(desk)
    fault = Fault(monkeypatch, type(desk.search), "index", error)
    async with seated(desk, may_fail=True) as seat:
        await seat.open(article)
        await seat.hears(told)
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("kinh moi")
        await seat.until(lambda: fault.times > 1, "it is tried again by itself")
        assert len(seat.notices) == 1  # and told once
        fault.is_on = False
        await seat.sees("1 result")
        await seat.press("escape")
        await seat.type("Gõ tiếp. ")
        assert seat.editor.save()
    assert desk.articles[article.id].body.startswith("Gõ tiếp. ")


@each_failure
async def test_the_search(desk, monkeypatch, error, told):
    article = written(desk)
    async with seated(desk, may_fail=True) as seat:
        await seat.open(article)
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.until(lambda: seat.app.indexing.is_ready)
        fault = Fault(monkeypatch, type(desk.search), "find", error)
        await seat.type("kinh")
        await seat.until(lambda: fault.times)
        if told not in "Không có chỗ.":  # which the line of the dialog tells
            await seat.hears(told)
        fault.is_on = False
        await seat.type(" moi")
        await seat.sees("1 result")


@each_failure
async def test_the_suggestions(desk, monkeypatch, error, told):
    article = written(desk)
    fault = Fault(monkeypatch, type(desk.search), "suggestions", error)
    async with seated(desk, may_fail=True) as seat:
        await seat.open(article)
        await seat.hears(told)
        fault.is_on = False
        await seat.type("Gõ tiếp. ")
        await seat.until(lambda: seat.screen.related.listing.is_answered)
        assert seat.editor.save()
    assert desk.articles[article.id].body.startswith("Gõ tiếp. ")


@each_failure
@pytest.mark.parametrize("name", ["file.checkpoint", "file.external.look", "search.tidy"])
async def test_the_care_of_the_desk_file(desk, monkeypatch, name, error, told):
    article = written(desk)
    monkeypatch.setattr("tui.maintenance.IDLE_SECONDS", 0)
    monkeypatch.setattr("tui.maintenance.LOOK_SECONDS", 3600)  # only when asked
    async with seated(desk, may_fail=True) as seat:
        await seat.open(article)
        part, method = name.rsplit(".", 1)
        fault = Fault(monkeypatch, type(attrgetter(part)(desk)), method, error)
        desk.records.change(article, signoff="PV")  # so that there is something to bring up to date
        if name == "file.external.look":
            monkeypatch.setattr(type(desk.file.external), "is_waiting", True)
        caretaker = seat.screen.caretaker
        if name == "search.tidy":
            monkeypatch.setattr(caretaker._tidying, "look", lambda _at: True)
        await seat.until(lambda: caretaker.look() or fault.times > 2, "it is tried again …")
        await seat.hears(told)
        assert sum(told in one for one in seat.notices) == 1  # … and told once
        fault.is_on = False
        monkeypatch.setattr(type(desk.file.external), "is_waiting", False)
        await seat.type("Gõ tiếp. ")
        assert seat.editor.save()
    assert desk.articles[article.id].body.startswith("Gõ tiếp. ")


async def test_a_disk_that_does_not_answer(desk, monkeypatch):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        with monkeypatch.context() as gone:
            error = OSError(errno.EIO, os.strerror(errno.EIO))
            Fault(gone, Path, "stat", error)
            for _ in range(3):
                seat.screen.caretaker.look()
        await seat.hears("Input/output error")
        assert len(seat.notices) == 1
        seat.screen.caretaker.look()
        await seat.type("Gõ tiếp. ")
        assert seat.editor.save()
    assert desk.articles[article.id].body.startswith("Gõ tiếp. ")


@each_failure
async def test_saving_beside_the_typing(desk, monkeypatch, error, told):
    monkeypatch.setattr("tui.panes.autosave.AUTOSAVE_SECONDS", 0.02)
    monkeypatch.setattr("tui.panes.autosave.RETRY_SECONDS", 0.02)
    article = written(desk)
    async with seated(desk, may_fail=True) as seat:
        await seat.open(article)
        fault = Fault(monkeypatch, type(desk.articles), "type_text_later", error)
        await seat.type("Gõ tiếp. ")
        await seat.until(lambda: fault.times > 1, "it is tried again")
        await seat.sees("NOT SAVED")
        fault.is_on = False
        await seat.until(lambda: desk.articles[article.id].body.startswith("Gõ tiếp. "))
        await seat.sees("saved ")


@each_failure
async def test_news_looked_at_and_taken_in(desk, monkeypatch, tmp_path, error, told):
    written(desk)
    path = tmp_path / "tin.csv"
    path.write_text("headline,summary\nKính mới,Cho thợ hàn\n")
    looking = Fault(monkeypatch, type(desk.news), "preview", error)
    taking = Fault(monkeypatch, type(desk.news), "import_files", error)
    async with seated(desk, may_fail=True) as seat:
        await seat.press("alt+i")
        await seat.comes("NewsImportScreen")
        await seat.type(str(path))
        await seat.press("enter")
        await seat.hears(told)
        looking.is_on = False
        await seat.press("enter")
        await seat.sees("Cho thợ hàn")
        await seat.press("ctrl+s")
        await seat.until(lambda: taking.times)
        await seat.until(lambda: not seat.on_top(NewsImportScreen)._reading)
        taking.is_on = False
        await seat.press("ctrl+s")
        await seat.until(lambda: len(desk.news) == 1)


@each_failure
async def test_a_list_of_units(desk, monkeypatch, tmp_path, error, told):
    given = furnish(desk)
    path = tmp_path / "don-vi.csv"
    path.write_text("tên,cấp,trực thuộc\nTổ 8,cơ sở,Liên đoàn\n")
    fault = Fault(monkeypatch, units_file, "read_units", error)
    async with seated(desk, may_fail=True) as seat:
        seat.app.push_screen(made(classes()["UnitsImportScreen"], given, seat.app))
        await seat.comes("UnitsImportScreen")
        await seat.type(str(path))
        await seat.press("enter")
        await seat.until(lambda: fault.times and not seat.on_top(UnitsImportScreen)._reading)
        fault.is_on = False
        await seat.press("enter")
        await seat.sees("Tổ 8")


@each_failure
async def test_pages_taken_in(desk, monkeypatch, page, error, told):
    written(desk)
    fault = Fault(monkeypatch, type(desk.articles), "import_page", error)
    async with seated(desk, may_fail=True) as seat:
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.type(str(page()))
        await seat.press("enter")
        await seat.until(lambda: fault.times and not seat.on_top(OpenPageScreen)._reading)
        fault.is_on = False
        await seat.press("enter")
        await seat.until(lambda: len(desk.articles) == 2)


@each_failure
async def test_a_long_difference(desk, monkeypatch, error, told):
    from tui.widgets import difference

    monkeypatch.setattr(difference, "AT_ONCE", 10)
    article = written(desk)
    desk.records.change(article, body="Đà Nẵng – Một đoạn khác hẳn.")
    fault = Fault(monkeypatch, difference, "pieces", error)
    async with seated(desk, may_fail=True) as seat:
        await seat.open(article)
        await seat.press("ctrl+l")
        await seat.comes("HistoryScreen")
        await seat.until(lambda: fault.times)
        await seat.hears(told)
        fault.is_on = False
        await seat.press("down", "up")
        await seat.sees("Một đoạn khác")
