"""Export of several articles: file by file, recorded in units.

Making and writing the pages does not touch the desk, so that may run in a worker thread. What
changes the desk is passed to `turn`, which the app runs in the thread of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from store.articles import export, page_mapping
from store.articles.export_report import ExportReport, GoesOn, Planned, Refused, Turn
from store.articles.page_format import write_page
from store.desk.ledger import Written
from store.errors import FileError, FileExistsAlreadyError, Finding, PageError
from store.records import Article
from store.safe_open import NotOrdinaryError

UNIT: Final = 50
"""How many files are recorded at once: between two units keys have their effect."""


class Exporting:
    """One export; `record` is called in turn with the files that have been written."""

    def __init__(
        self,
        plan: Sequence[Planned],
        record: Callable[[Sequence[Written]], object],
        *,
        replace: bool,
        goes_on: GoesOn | None,
        turn: Turn | None,
    ) -> None:
        self._plan = plan
        self._record = record
        self._replace = replace
        self._goes_on = goes_on or (lambda _report: True)
        self._turn = turn or (lambda work: work())
        self._written: list[Written] = []
        """The files that are not yet recorded."""

    def run(self) -> ExportReport:
        """Write the files, and return the report."""
        report = ExportReport(len(self._plan))
        for planned in self._plan:
            if not self._goes_on(report):
                report.stopped = "asked"
                break
            self._write(planned, report)
            if report.stopped:
                break
            if len(self._written) >= UNIT:
                self._record_them()
        self._record_them()
        return report

    def _write(self, planned: Planned, report: ExportReport) -> None:
        article, path = planned
        try:
            data = write_page(page_mapping.page_of(article))
            is_new = export.write(path, data, replace=self._replace)
        except FileExistsAlreadyError:
            report.taken.append(planned)
        except (PageError, FileError) as error:
            why = Finding(error.message, error.values)
            is_of_this = isinstance(error, PageError) or isinstance(
                error.__cause__, NotOrdinaryError
            )
            if is_of_this:
                report.refused.append(Refused(article, why))
            else:  # a full disk, say: the next file would fail as well
                report.stopped, report.failure = "failed", why
        else:
            (report.written if is_new else report.same).append(path)
            self._written.append(Written(article, path, data))

    def _record_them(self) -> None:
        written, self._written = self._written, []
        if written:
            self._turn(lambda: self._record(written))


def plan(articles: Sequence[Article], folder: Path, names: Sequence[str]) -> list[Planned]:
    """Return the files to write; of two articles with one name, both go out."""
    used: set[str] = set()
    planned: list[Planned] = []
    for article, wanted in zip(articles, names, strict=True):
        name, stem, number = wanted, wanted.removesuffix(".txt"), 1
        while name in used:
            number += 1
            name = f"{stem}-{number}.txt"
        used.add(name)
        planned.append(Planned(article, folder / name))
    return planned
