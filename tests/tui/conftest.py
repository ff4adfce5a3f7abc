"""What the tests of the screens share: English, waits that are short; and the command line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from store import Article, open_desk
from tests.conftest import PAGE
from tui import i18n
from tui.cli import main
from tui.panes import editor, related

from .cli import Result


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
