"""The plan of a campaign as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date, time
from typing import Final

from msgspec.structs import asdict

from store.campaigns.acknowledgements import acknowledged
from store.csv_safety import escape_cell
from store.report.figures import Figures

COLUMNS: Final = {
    "id": "mã",
    "phase": "giai đoạn",
    "title": "việc",
    "due": "hạn",
    "time": "giờ",
    "anchor": "tính theo ngày",
    "owner": "phụ trách",
    "priority": "ưu tiên",
    "status": "trạng thái",
    "overdue": "quá hạn",
    "strand": "mạch",
    "unit": "đơn vị",
    "milestone": "mốc",
    "channels": "kênh",
    "audiences": "đối tượng",
    "levels": "cấp",
    "topics": "chủ đề",
    "goals": "mục tiêu",
    "articles": "mã bài",
    "headlines": "tít",
    "done": "xong lúc",
    "notes": "ghi chú",
    "asked": "số đơn vị được giao",
    "silent": "đơn vị chưa xác nhận",
    "not_done": "đơn vị đã xác nhận, chưa làm xong",
}
"""The columns of the plan, by their names in JSON, in the language of the report. Lists are
separated by “; ”; days and times are written as in JSON."""

_PRIORITIES: Final = {-1: "thấp", 0: "thường", 1: "cao"}
_STATES: Final = {"todo": "chưa làm", "doing": "đang làm", "done": "đã xong"}


def plan_csv(figures: Figures) -> bytes:
    """Return the plan as a CSV file for spreadsheets, one row per task: UTF-8 with a BOM.

    A text that begins with = + - or @ would be run as a formula, so an apostrophe is put before
    it, and before one that begins with an apostrophe or white space. A program that reads the file
    removes one apostrophe from the start of a cell.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS.values())
    for task in figures.tasks:
        found = [figures.articles[one] for one in task.articles if one in figures.articles]
        going_down = acknowledged(task, figures.campaign)
        cells = asdict(task) | {
            "asked": len(going_down.units) if task.cascades else None,
            "silent": [unit.name for unit in going_down.silent],
            "not_done": [unit.name for unit in going_down.not_done],
            "time": task.due_time,
            "priority": _PRIORITIES[task.priority],
            "status": _STATES[task.status],
            "overdue": "có" if task.is_overdue(figures.now) else "không",
            "headlines": [article.title for article in found],
        }
        table.writerow([_cell_text(cells[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | time):
        return value.isoformat()
    text = "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    return escape_cell(text)
