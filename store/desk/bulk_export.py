"""Export of several articles: file by file, recorded in units.

Making and writing the pages does not touch the desk, so that may run in a worker thread. What
changes the desk is passed to `turn`, which the app runs in the thread of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from store.articles import export
from store.articles.export_report import ExportReport, GoesOn, Planned, Refused, Turn
from store.desk.ledger import Written
from store.destinations import names_like
from store.errors import (
    BlockedError,
    FileError,
    FileExistsAlreadyError,
    Finding,
    InvalidValueError,
    PageError,
    UnknownChannelError,
)
from store.records import Article
from store.safe_open import NotOrdinaryError
from store.text import fold_name

UNIT: Final = 50
"""How many files are recorded at once: between two units keys have their effect."""


class Exporting:
    """One export: `make` returns a file, `record` is called in turn with those that are written."""

    def __init__(
        self,
        plan: Sequence[Planned],
        make: Callable[[Planned], Written],
        record: Callable[[Sequence[Written]], object],
        *,
        replace: bool,
        goes_on: GoesOn | None,
        turn: Turn | None,
    ) -> None:
        self._plan = plan
        self._make = make
        self._makes_folder = True
        self._record = record
        self._replace = replace
        self._goes_on = goes_on or (lambda _report: True)
        self._turn = turn or (lambda work: work())
        self._written: list[Written] = []
        """The files that are not yet recorded."""

    def run(self) -> ExportReport:
        """Write the files, and return the report."""
        report = ExportReport(len(self._plan))
        try:
            for planned in self._plan:
                if not self._goes_on(report):
                    report.stopped = "asked"
                    break
                self._write(planned, report)
                if report.stopped:
                    break
                if len(self._written) >= UNIT:
                    self._record_them()
        finally:  # also after Ctrl+C
            self._record_them()
        return report

    def _write(self, planned: Planned, report: ExportReport) -> None:
        try:
            made = self._make(planned)
            is_new = export.write_all(
                made.path,
                made.page,
                made.extras,
                replace=self._replace,
                makes_folder=self._makes_folder,
            )
        except FileExistsAlreadyError:
            report.taken.append(planned)
        except (PageError, FileError, InvalidValueError) as error:
            why = Finding(error.message, error.values)
            is_of_this = isinstance(
                error, PageError | BlockedError | UnknownChannelError
            ) or isinstance(error.__cause__, NotOrdinaryError)
            if is_of_this:
                is_held = isinstance(error, BlockedError)
                report.refused.append(Refused(planned.article, why, is_held))
            else:  # a full disk, a template that fails: the next file would fail as well
                report.stopped, report.failure = "failed", why
        else:
            (report.written if is_new else report.same).append(made.path)
            self._written.append(made._replace(extras=()))
            self._makes_folder = False

    def _record_them(self) -> None:
        written, self._written = self._written, []
        if written:
            self._turn(lambda: self._record(written))


def plan(articles: Sequence[Article], folder: Path, names: Sequence[str]) -> list[Planned]:
    """Return the files to write; of two articles with one name, both go out.

    No name is taken that another system would read as that of a file that is there already.
    """
    used = names_like(folder)
    planned: list[Planned] = []
    taken: set[str] = set()
    for article, wanted in zip(articles, names, strict=True):
        stem, dot, suffix = wanted.partition(".")
        name, number = wanted, 1
        while fold_name(name) in taken or used.get(fold_name(name), name) != name:
            number += 1
            name = f"{stem}-{number}{dot}{suffix}"
        taken.add(fold_name(name))
        planned.append(Planned(article, folder / name))
    return planned
