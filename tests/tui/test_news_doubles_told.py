"""The list of what was folded, and the count of it, tell the same."""

from __future__ import annotations

from tests.store.news.samples import SUMMARIES, json_lines, row
from tests.tui.helpers import NARROW, plan, seated


async def test_what_was_folded_with_nothing_new_in_it_is_counted_below_the_list(
    desk, tmp_path, monkeypatch
):
    more = f"{SUMMARIES[0]} Đợt hai vào tháng sau."
    rows = row(0), row(0, sapo=more, url="", source="Tin Vịnh"), row(1), row(1), row(1)
    (tmp_path / "tin.jsonl").write_bytes(json_lines(*rows))
    monkeypatch.chdir(tmp_path)
    plan(desk)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+i")
        await seat.comes("NewsImportScreen")
        await seat.type("tin.jsonl")
        await seat.press("ctrl+s")
        await seat.sees("folded: 3 (new in it: 1)")
        await seat.press("end")
        await seat.sees("tin.jsonl:2 folded into", "2 more had nothing new")
