"""Importing news in the app: files, columns, progress and stopping, the report."""

from __future__ import annotations

import pytest
from textual import events

from store import NewsItem
from store.desk import news_import
from tests.store.news.samples import (
    BOMB,
    HEADLINES,
    SUMMARIES,
    json_lines,
    row,
    rss,
    rss_item,
    web,
)
from tests.tui.helpers import NARROW, WIDE, news, plan, seated, written
from tui.dialogs.files.news_import import ReportFileScreen

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of files that give some of everything; named as it is seen from inside."""
    there = tmp_path / "tin"
    there.mkdir()
    rows = [f"{HEADLINES[n]};{SUMMARIES[n]};1{n}/4/2027;{n}" for n in range(4)]
    table = "\n".join(["tiêu đề;sapo;ngày;mã", *rows, '"hỏng;x;y'])
    (there / "tin.csv").write_text(table + "\n", encoding="utf-8")
    (there / "bom.xml").write_text(BOMB)
    (there / "cang.rss").write_bytes(rss(rss_item(0, "Sun, 11 Apr 2027 07:30:00 +0700")))
    (there / "bai.html").write_bytes(web(2))
    (there / "anh.png").write_bytes(b"\x89PNG\0\0")
    monkeypatch.chdir(tmp_path)
    return there


async def open_import(seat, files="tin", *keys):
    """Open the dialog from the related pane, and look at some files."""
    await seat.press("f4")
    seat.screen.related.rows.focus()
    await seat.settle()
    await seat.press("i")
    await seat.comes("NewsImportScreen")
    await seat.type(files)
    await seat.press("enter")
    await seat.until(lambda: seat.field("found").items, "the preview")
    await seat.settle()
    await seat.press(*keys)


async def done(seat):
    await seat.until(lambda: seat.app.screen._outcome, "the report")
    await seat.settle()


# ---------------------------------------------------------------- opening


@pytest.mark.parametrize("place", ["tasks", "articles", "news"])
@pytest.mark.parametrize("key", ["i", "alt+i"])
async def test_it_opens_from_every_pane_and_esc_leaves(desk, place, key):
    plan(desk), written(desk)
    async with seated(desk) as seat:
        await seat.press({"tasks": "f2", "articles": "f3", "news": "f4"}[place])
        seat.field(place).focus()
        await seat.settle()
        await seat.press(key)
        await seat.comes("NewsImportScreen")
        assert "Nothing is fetched from the network." in seat.words
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == place


@pytest.mark.parametrize("place", ["headline", "body"])
async def test_alt_i_opens_it_from_where_one_types_and_types_nothing(desk, place):
    article = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        seat.field(place).focus()
        await seat.settle()
        # As terminals send it: with the letter.
        seat.app.post_message(events.Key("alt+i", "i"))
        await seat.comes("NewsImportScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.article == article


async def test_the_palette_offers_it(desk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f2", "ctrl+p")
        await seat.comes("Picker")
        await seat.type("published news")
        await seat.press("enter")
        await seat.comes("NewsImportScreen")


# ---------------------------------------------------------------- looking


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_preview_says_what_each_file_is(desk, folder, size):
    plan(desk)
    async with seated(desk, size=size) as seat:
        await open_import(seat)
        text = "\n".join(str(item) for item in seat.field("found").items)
        assert "bai.html  saved web page" in text
        assert "DOCTYPE" in text
        assert f"+ {HEADLINES[0]}" in text
        assert "anh.png is in no format" in text
        assert not len(desk.news)


@pytest.mark.parametrize("typed", ["", "khong-co.csv", "'tin"])
async def test_files_that_are_none_are_told(desk, folder, typed):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f2", "i")
        await seat.comes("NewsImportScreen")
        await seat.type(typed)
        await seat.press("enter")
        told = {
            "": "Name files or a folder.",
            "'tin": "has no other one to close it",
            "khong-co.csv": "There is no file",
        }
        await seat.until(lambda: told[typed] in seat.words, told[typed])
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_another_column_is_chosen_by_keys_and_by_mouse(desk, folder):
    plan(desk)
    async with seated(desk) as seat:
        await open_import(seat, "tin/tin.csv")
        assert "│   Summary    sapo  " in seat.text
        await seat.press("down", "enter")
        await seat.comes("Picker")
        await seat.type("mã")
        await seat.press("enter")
        await seat.until(lambda: "│   Summary    mã  " in seat.text, "the other column")
        await seat.click("Headline", times=2)
        await seat.comes("Picker")
        await seat.type("none")
        await seat.press("enter")
        await seat.until(lambda: "│   Headline   (none)" in seat.text, "no column")
        await seat.press("ctrl+s")
        await done(seat)
        assert [item.headline for item in desk.news] == ["0", "1", "2", "3"]


# ---------------------------------------------------------------- importing


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_was_taken_folded_and_refused_is_reported(desk, folder, size, tmp_path):
    plan(desk)
    async with seated(desk, size=size) as seat:
        await open_import(seat, "tin", "ctrl+s")
        await done(seat)
        assert "Taken: 5, folded: 1 (new in it: 1), refused: 3." in seat.words
        assert "tin.csv:6: A quotation mark opens in this row and is not closed" in seat.words
        assert "the same story in nearly the same words" in seat.words
        assert "Esc Close" in seat.text
        assert "^S Import" not in seat.text, "it is done"
        await seat.hears("Ctrl+Z takes it back.")
        await seat.press("w")
        await seat.comes("ReportFileScreen")
        seat.field("file").text = str(tmp_path / "bao-cao.txt")
        await seat.press("enter")
        await seat.comes("NewsImportScreen")
        await seat.hears("bao-cao.txt")
        written_report = (tmp_path / "bao-cao.txt").read_text(encoding="utf-8")
        assert "- tin.csv:6: A quotation mark opens" in written_report
        await seat.press("w")
        await seat.comes("ReportFileScreen")
        seat.field("file").text = str(tmp_path / "bao-cao.txt")
        seat.on_top(ReportFileScreen)._text += "khác"
        await seat.press("enter")
        await seat.comes("ConfirmLoss")
        assert "is there already. Write over it?" in seat.words
        assert (tmp_path / "bao-cao.txt").read_text(encoding="utf-8") == written_report
        await seat.press("right", "enter")
        await seat.comes("NewsImportScreen")
        assert (tmp_path / "bao-cao.txt").read_text(encoding="utf-8") == f"{written_report}khác"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        await seat.until(lambda: not len(desk.news))
        await seat.hears("Undone: import of news.")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_folded_piece_is_taken_apart_with_a_key(desk, folder, size):
    both = [
        row(0),
        row(0, sapo=f"{SUMMARIES[0]} Đợt hai vào tháng sau.", url="", source="Tin Vịnh"),
    ]
    (folder / "hai.jsonl").write_bytes(json_lines(*both))
    plan(desk)
    async with seated(desk, size=size) as seat:
        await open_import(seat, "tin/hai.jsonl", "ctrl+s")
        await done(seat)
        assert "hai.jsonl:2 folded into" in seat.words
        assert "Folded; t makes the one under the cursor an item of its own" in seat.words
        await seat.press("end")
        await seat.until(lambda: "Take apart" in seat.lines[-2], "the key")
        await seat.press("t")
        await seat.hears("is an item of its own.")
        assert "Taken apart: hai.jsonl:2" in seat.words
        assert [item.source for item in desk.news] == ["Báo Bến Cảng", "Tin Vịnh"]
        assert not any(item.sources for item in desk.news)
        await seat.press("t")  # there is nothing more to take apart
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        await seat.until(lambda: len(desk.news) == 1)


async def test_the_source_that_is_typed_is_the_source(desk, folder):
    plan(desk)
    async with seated(desk) as seat:
        await open_import(seat, "tin/tin.csv")
        seat.field("source").focus()
        await seat.type("Tin Vịnh")
        await seat.press("ctrl+s")
        await done(seat)
        assert {item.source for item in desk.news} == {"Tin Vịnh"}


async def test_esc_stops_it_and_keeps_what_is_in(desk, folder, monkeypatch):
    monkeypatch.setattr(news_import, "UNIT", 5)
    monkeypatch.setattr(news_import, "_LOOK_UP", 1)
    rows = [row(0, title=f"{n}a{n} {n}b{n} {n}c{n} {n}d{n}", sapo="", url="") for n in range(3000)]
    (folder / "nhieu.jsonl").write_bytes(json_lines(*rows))
    plan(desk)
    async with seated(desk) as seat:
        await open_import(seat, "tin/nhieu.jsonl", "ctrl+s")
        await seat.until(lambda: len(desk.news) > 4, "some items")
        await seat.until(lambda: "taken" in seat.line("%"), "the bar")
        assert "Esc stops it" in seat.words
        assert "OK" not in seat.lines[-2]
        await seat.press("escape")
        await done(seat)
        assert "Stopped; what had been taken by then is on the desk." in seat.words
        assert 0 < len(desk.news) < 3000
        assert len(desk.news) % 5 == 0
        await seat.press("escape", "ctrl+z")
        await seat.until(lambda: not len(desk.news))


async def test_a_full_disk_is_told_and_what_is_in_stays(desk, folder, disk):
    plan(desk)
    async with seated(desk) as seat:
        await open_import(seat)
        disk.full = True
        await seat.press("ctrl+s")
        await done(seat)
        assert "could not be written" in seat.words
        disk.full = False
        assert not len(desk.news)


async def test_leaving_the_app_ends_it(desk, folder, monkeypatch):
    monkeypatch.setattr(news_import, "UNIT", 5)
    rows = [row(0, title=f"{n}a{n} {n}b{n} {n}c{n} {n}d{n}", sapo="", url="") for n in range(3000)]
    (folder / "nhieu.jsonl").write_bytes(json_lines(*rows))
    plan(desk)
    async with seated(desk) as seat:
        await open_import(seat, "tin/nhieu.jsonl", "ctrl+s")
        await seat.until(lambda: len(desk.news) > 4, "some items")
        seat.app.exit()
        await seat.ends()


async def test_a_card_keeps_its_text_and_the_pane_finds_the_news(desk, folder):
    plan(desk)
    article = desk.links.add(written(desk), news(desk)[0])
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await open_import(seat, "tin/tin.csv", "ctrl+s")
        await done(seat)
        assert desk.articles[article.id].links == article.links
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.sees("+ Xưởng đóng tàu phát kính bảo hộ")


async def test_news_with_characters_for_the_terminal_is_shown_harmless(desk, folder):
    (folder / "xau.jsonl").write_bytes(json_lines(row(0, title="Tin\x1b[31m đỏ \u202e ngược")))
    plan(desk)
    async with seated(desk) as seat:
        await open_import(seat, "tin/xau.jsonl")
        assert "\x1b" not in seat.text
        assert "\u202e" not in seat.text


# ---------------------------------------------------------------- how it looks


@pytest.fixture
def on_desk(desk):
    plan(desk), written(desk)
    desk.records.add(NewsItem(headline="Tin có sẵn trên bàn"))
    return desk


async def empty(seat):
    await seat.press("f4")
    seat.screen.related.rows.focus()
    await seat.press("i")
    await seat.comes("NewsImportScreen")


async def preview(seat):
    await open_import(seat, "tin/tin.csv", "down")


async def report(seat):
    await open_import(seat, "tin", "ctrl+s")
    await done(seat)
    seat.app.clear_notifications()
    await seat.settle()


STEPS = {"empty": empty, "preview": preview, "report": report}


@LANGUAGES
@pytest.mark.parametrize("name", STEPS)
def test_narrow(on_desk, folder, looks, name, language):
    assert looks(on_desk, STEPS[name], language=language)


@pytest.mark.parametrize("name", STEPS)
def test_wide(on_desk, folder, looks, name):
    assert looks(on_desk, STEPS[name], WIDE, "vi")
