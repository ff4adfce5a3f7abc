"""The files of a report: their names, and how they are written."""

from __future__ import annotations

import os
from pathlib import Path

from store.articles import export
from store.campaigns.ics import calendar
from store.report.docx import report_docx
from store.report.figures import Figures
from store.report.markdown import report_markdown
from store.report.plan_csv import plan_csv
from store.report.text import report_text
from store.text import slug


def files(figures: Figures) -> dict[str, bytes]:
    """Return the files of a report by name, without a calendar if nothing has a day."""
    stem = f"{figures.today.isoformat()}-{slug(figures.campaign.name)}"
    made = {
        f"{stem}.txt": report_text(figures).encode(),
        f"{stem}.md": report_markdown(figures).encode(),
        f"{stem}.docx": report_docx(figures),
        f"{stem}.csv": plan_csv(figures),
    }
    if days := calendar(figures.campaign, figures.tasks, figures.articles.values()):
        made[f"{stem}.ics"] = days
    return made


def write(figures: Figures, folder: Path, *, replace: bool) -> list[Path]:
    """Write the files of a report to a folder, and return their paths.

    Raises:
        FileError: one of the names is taken, and nothing has been written; or a file cannot be
            written.
    """
    made = {folder / name: data for name, data in files(figures).items()}
    # Existing files first, so that a refusal comes before anything new is written.
    for path in sorted(made, key=lambda path: not os.path.lexists(path)):
        export.write(path, made[path], replace=replace)
    return list(made)
