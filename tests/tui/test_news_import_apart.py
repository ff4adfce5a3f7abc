"""The written report of an import of news tells what was taken apart since."""

from tests.store.news.samples import SUMMARIES, json_lines, row
from tests.tui.helpers import plan, seated


async def test_a_written_report_tells_what_was_taken_apart(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pieces = []
    for n in range(2):
        more = f"{SUMMARIES[n]} Đợt hai vào tháng sau."
        pieces += [row(n), row(n, sapo=more, url="", source="Tin Vịnh")]
    (tmp_path / "hai.jsonl").write_bytes(json_lines(*pieces))
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f4")
        seat.screen.related.rows.focus()
        await seat.settle()
        await seat.press("i")
        await seat.comes("NewsImportScreen")
        await seat.type("hai.jsonl")
        await seat.press("ctrl+s")
        await seat.sees("Folded; t makes the one under the cursor")
        await seat.press("end")
        await seat.until(lambda: "Take apart" in seat.lines[-2], "the key")
        await seat.press("t")
        await seat.hears("is an item of its own.")
        await seat.press("w")
        await seat.comes("ReportFileScreen")
        await seat.press("ctrl+a", "delete")
        await seat.type("bao-cao.txt")
        await seat.press("enter")
        await seat.comes("NewsImportScreen")
        await seat.until((tmp_path / "bao-cao.txt").exists, "the report in a file")
    told = (tmp_path / "bao-cao.txt").read_text(encoding="utf-8")
    assert "- hai.jsonl:2" in told
    assert "- Taken apart: hai.jsonl:4" in told
    assert told.count("Taken apart") == 1
