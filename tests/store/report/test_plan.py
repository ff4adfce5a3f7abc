"""The plan of a campaign as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.campaign_records import Task
from store.report import plan_csv

from .samples import EMPTY, figures, read_csv


def test_the_plan_is_a_row_a_task_in_the_order_of_the_checklist(may):
    data = plan_csv(may)
    assert data.startswith(b"\xef\xbb\xbfm\xc3\xa3,giai ")
    rows = read_csv(data)
    assert [row["id"] for row in rows] == [task.id for task in may.tasks]
    (row,) = [row for row in rows if row["articles"]]
    assert row["headlines"] == "Ba nghìn thợ may dự lễ phát động"
    assert row["channels"] == "báo điện tử; đài; trang tin; loa truyền thanh; Facebook"
    assert (row["due"], row["status"], row["overdue"]) == ("2027-04-28", "đã xong", "không")
    assert row["done"] == "2027-05-06T09:00:00+07:00"
    late = [row for row in rows if row["overdue"] == "có"]
    assert len(late) == 5


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(sign):
    title = f"{sign}cmd|' /C calc'!A0"
    task = Task(campaign=EMPTY.id, title=title, channels=(title, "x"), priority=-1)
    data = plan_csv(figures(EMPTY, [task]))
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert row["việc"] == f"'{title}"
    assert row["kênh"] == f"'{title}; x"
    assert row["ưu tiên"] == "thấp"


@given(st.lists(st.tuples(*[st.text(st.characters(codec="utf-8"))] * 4), max_size=5))
def test_a_plan_reads_back_equal(texts):
    tasks = [
        Task(campaign=EMPTY.id, title=a, phase="p", owner=b, notes=c, unit=d, position=n)
        for n, (a, b, c, d) in enumerate(texts)
    ]
    rows = read_csv(plan_csv(figures(EMPTY, tasks)))
    assert [(r["title"], r["owner"], r["notes"], r["unit"]) for r in rows] == texts
    raw = csv.reader(io.StringIO(plan_csv(figures(EMPTY, tasks)).decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in raw for cell in row)
