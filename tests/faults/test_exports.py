"""Killed at any call of an export: files are whole, and the ledger knows no file that is not there.

What lies in the folder before each call that changes something is what kill -9 would leave.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import Article, Desk, open_desk
from store.formats.registry import Form, form_of
from store.ledger import digest_of
from store.records import Status

from .faults import Fault
from .faults import fast as fast

CHANGING = ("write", "pwrite", "fsync", "fdatasync", "replace", "link", "open", "unlink", "rename")
ALONE, TOGETHER = 12, 12
"""How many articles go out one by one, and how many at once."""


class Moments(Fault):
    """Copies a folder before each call that changes something."""

    def __init__(self, folder: Path, to: Path) -> None:
        super().__init__("os.write")
        self._folder, self._to = folder, to
        self.states: list[Path] = []

    def _wrapped(self, name: str) -> Callable[..., Any]:
        call = super()._wrapped(name)

        def copied(*arguments: Any, **options: Any) -> Any:
            if not self._paused and name.removeprefix("os.") in CHANGING:
                with self.paused():
                    state = self._to / f"{len(self.states):03}"
                    self.states.append(shutil.copytree(self._folder, state))
            return call(*arguments, **options)

        return copied


def ready(desk: Desk, number: int) -> Article:
    text = f"Tổ may số {number} tặng quà.\n\n" * (number + 1)
    return desk.records.add(
        Article(headline=f"Bài {number}", body=text.strip(), status=Status.APPROVED)
    )


def export_all(desk: Desk, articles: list[Article], folder: Path, form: Form) -> None:
    bulk = desk.articles.bulk
    bulk.export(bulk.export_plan(articles, folder, form.format.suffix), form=form)


known: dict[tuple[str, str], bytes] = {}


def written(desk: Desk, form: Form, article: Article) -> bytes:
    """What an article makes: always the same, so it is made once."""
    key = (form.name, article.id)
    if key not in known:
        known[key] = form.written(desk.articles.bulk.outgoing(article))
    return known[key]


@pytest.fixture(params=["txt", "html"])
def form(request) -> Form:
    return form_of(request.param)


@pytest.fixture
def states(fast, clock, form) -> list[Path]:
    """What a kill leaves while articles go out, one by one and at once."""
    folder = fast / "desk"
    with open_desk(folder / "desk.json", clock=clock) as desk:
        articles = [ready(desk, number) for number in range(ALONE + TOGETHER)]
        moments = Moments(folder, fast / "states")
        with moments:
            for article in articles[:ALONE]:
                desk.articles.export(article, folder / "out", form=form)
            export_all(desk, articles[ALONE:], folder / "out", form)
    return moments.states


def test_a_kill_leaves_whole_files_and_a_ledger_that_agrees_with_them(states, clock, form):
    assert len(states) >= 200
    suffix = form.format.suffix
    between = 0
    for state in states:
        out = state / "out"
        with open_desk(state / "desk.json", clock=clock) as desk:
            files = {path.name: path.read_bytes() for path in out.glob(f"*{suffix}")}
            known = {Path(entry.file).name: entry for entry in desk.ledger}
            assert len(known) == len(desk.ledger)
            for name, entry in known.items():  # what the ledger calls out is on the disk
                assert digest_of(files[name]) == entry.digest
                assert desk.ledger.page_of(entry) == files[name]
            pages = {
                desk.articles.export_name(a, suffix): written(desk, form, a) for a in desk.articles
            }
            assert all(files[name] == pages[name] for name in files)  # none is half
            recorded = {entry.piece for entry in desk.ledger}
            exported = {a.id for a in desk.articles if a.status is Status.EXPORTED}
            assert recorded == exported
            between += files.keys() != known.keys()
            # The articles whose files came without an entry are still approved, and go out again.
            left = [a for a in desk.articles if a.status is Status.APPROVED]
            export_all(desk, left, out, form)
            assert {Path(entry.file).name for entry in desk.ledger} == pages.keys()
            assert {path.name for path in out.glob(f"*{suffix}")} == pages.keys()
    assert between  # the moment between the file and its entry was among them
