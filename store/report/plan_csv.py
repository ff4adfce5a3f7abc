"""The plan of a campaign as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date, time
from typing import Final

from store.report.figures import Figures
from store.sheets import harmless

COLUMNS: Final = (
    *("id", "phase", "title", "due", "time", "owner", "priority", "status", "overdue"),
    *("strand", "unit", "milestone", "channels", "audiences", "levels", "topics", "goals"),
    *("articles", "headlines", "done", "notes"),
)
"""The columns of the plan, called as in JSON; lists are parted by “; ”."""


def plan_csv(figures: Figures) -> bytes:
    """Give the plan as a CSV file for spreadsheets, a row a task: UTF-8 with its mark (BOM).

    A text that begins with = + - or @ would be run as a formula: it gets an apostrophe before it,
    and so does one that begins with an apostrophe or a white character. Whoever reads the file
    with a program takes one apostrophe off the beginning of a cell.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for task in figures.tasks:
        found = [figures.articles[one] for one in task.articles if one in figures.articles]
        cells = {
            "id": task.id,
            "phase": task.phase,
            "title": task.title,
            "due": task.due,
            "time": task.due_time,
            "owner": task.owner,
            "priority": task.priority,
            "status": task.status,
            "overdue": "yes" if task.is_overdue(figures.today) else "no",
            "strand": task.strand,
            "unit": task.unit,
            "milestone": task.milestone,
            "channels": task.channels,
            "audiences": task.audiences,
            "levels": task.levels,
            "topics": task.topics,
            "goals": task.goals,
            "articles": task.articles,
            "headlines": [article.title for article in found],
            "done": task.done,
            "notes": task.notes,
        }
        table.writerow([_cell_text(cells[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    return harmless(text)
