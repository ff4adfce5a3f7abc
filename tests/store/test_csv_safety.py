"""Cells that a spreadsheet would run: each gets an apostrophe, and loses that one alone."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import store
import tui
from store.campaign_records import Campaign, Unit
from store.campaigns.units_csv import read_units, units_csv
from store.csv_safety import escape_cell, unescape_cell

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
UNSEEN = (
    *("", " ", "\u00a0", "\u3000", "\u2028", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"),
    *("\u00ad", "\u180e", "\u202e", "\u2066", "\u034f", "\ufe0f", "\u115f", "\u3164", "\u2800"),
    *("\t", "\r", "\n", "\0", "\x1b", "\x85", "\U000e0001", " \u200b\ufeff "),
)
PIECES = st.sampled_from([*SIGNS, *UNSEEN, "'", "’", '"', "a", "Đ", "1", ",", ";"])


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_a_spreadsheet_would_obey_gets_an_apostrophe(sign, unseen):
    text = f"{unseen}{sign}HYPERLINK(1)"
    assert escape_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\t", "\tx", "\rx", "\nx", "'", "'x", "\u200b'=x"])
def test_so_does_what_would_lose_a_character(text):
    assert escape_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", " ", "Tổ may", " a=1", "1+1", "a@b.example", "– gạch", "“=1”", "(=1)", "\u200ba"]
)
def test_anything_else_stays(text):
    assert escape_cell(text) == text


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=8))
@example("''=")
@example("'\u200b=")
def test_what_is_read_back_loses_exactly_that_one(text):
    assert unescape_cell(escape_cell(text)) == text
    assert escape_cell(text) in (text, f"'{text}")
    assert escape_cell(escape_cell(text)) in (text, f"''{text}")


def test_units_go_out_harmless_and_come_back(tmp_path):
    names = [
        f"{unseen}{sign}cmd{n}"
        for n, unseen in enumerate(("", "\u200b", "\ufeff"))
        for sign in SIGNS
    ]
    units = tuple(Unit(name=name, level="cơ sở", contact=f"＋84{name}") for name in names)
    campaign = Campaign(name="x", levels=("cơ sở",), units=units)
    data = units_csv(campaign)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert [row[0] for row in rows] == [f"'{name}" for name in names]
    assert all(cell in ("", "cơ sở") or cell.startswith("'") for row in rows for cell in row)
    assert read_units(data, campaign, "x.csv").is_empty


def test_every_writer_of_csv_makes_its_cells_harmless():
    found = []
    for package in (store, tui):
        for path in Path(next(iter(package.__path__))).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = [
                ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)
            ]
            if "csv.writer" in calls or "csv.DictWriter" in calls:
                found.append(path.name)
                assert "escape_cell" in calls, path
    assert sorted(found) == ["plan_csv.py", "units_csv.py"]
