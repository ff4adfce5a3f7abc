"""What an export says of what the copy desk finds: before the key, afterwards, and on the line."""

from __future__ import annotations

import pytest

from store import Article
from store.records import Status
from tests.tui.cli import put
from tests.tui.helpers import NARROW, seated, written
from tui import i18n
from tui.settings import Settings

BAD = "Hẹn ngày 31.4 ở tổ may."
"""A day that no calendar has, which blocks."""
WARNED = "Mổi ngày một suất quà."
"""A word that the checks warn of."""
IN_WORDS = {
    "en": "“Hẹn nhau” is held back: “31.4” is no day of the calendar (paragraph 1).",
    "vi": "“Hẹn nhau” bị chặn: “31.4”: lịch không có ngày này (đoạn 1).",
}


async def exporting(seat, tmp_path):
    await seat.press("f3", "X", "ctrl+e")
    await seat.comes("ExportManyScreen")
    await seat.until(lambda: seat.is_quiet)
    await seat.settle()


@pytest.mark.parametrize("language", ["en", "vi"])
async def test_the_report_says_what_blocks_in_words_and_where(desk, tmp_path, language):
    for title in ("Hẹn nhau", "Hẹn lại"):
        written(desk, title, body=BAD, status=Status.APPROVED)
    i18n.use(language)
    settings = Settings(language=language, export_folder=str(tmp_path / "out"))
    async with seated(desk, settings, size=(140, 45)) as seat:
        await exporting(seat, tmp_path)
        await seat.press("ctrl+s")
        await seat.until(lambda: IN_WORDS[language] in seat.words)
        assert "impossible-day" not in seat.words


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_command_line_says_it_in_the_same_words(cli, desk_path, tmp_path, language):
    put(desk_path, Article(headline="Hẹn nhau", body=BAD, status=Status.APPROVED))
    said = cli("--lang", language, "export", "--to", tmp_path / "out")
    assert said.code == 2
    assert IN_WORDS[language] in said.err


# ---------------------------------------------------------------- warnings


def approved(number, body=WARNED, **fields):
    return Article(headline=f"Bài {number}", body=body, status=Status.APPROVED, **fields)


def test_warnings_are_told_and_keep_nothing_back(cli, desk_path, tmp_path):
    warned, clean, draft = approved(1), approved(2, "Một đoạn."), Article(headline="x", body=WARNED)
    put(desk_path, warned, clean, draft)
    done = cli("export", "--to", tmp_path / "out")
    assert done.code == 0
    assert len(done.lines) == 3
    told = [line for line in done.err.splitlines() if "warning" in line]
    name = warned.id[:8]
    assert told == [
        f"toasoan: “Bài 1” goes out with 1 warning; “check {name}” shows it.",
    ]
    assert "confused-tones" in cli("check", name).out.decode()


def test_they_are_told_at_each_export(cli, desk_path, tmp_path):
    put(desk_path, approved(1))
    for _ in range(2):
        assert "goes out with 1 warning" in cli("export", "--to", tmp_path / "out").err


def test_what_stays_here_is_not_told_of(cli, desk_path, tmp_path):
    put(desk_path, approved(1, f"{WARNED} {BAD}"))
    done = cli("export", "--to", tmp_path / "out")
    assert done.code == 2
    assert "goes out with" not in done.err


def test_of_very_many_the_rest_is_counted(cli, desk_path, tmp_path):
    put(desk_path, *map(approved, range(23)))
    done = cli("export", "--to", tmp_path / "out")
    assert done.code == 0
    assert done.err.count("goes out with 1 warning") == 20
    assert "3 more articles go out with warnings" in done.err


async def test_the_app_names_them_before_the_key(desk, tmp_path):
    for number in range(2):
        desk.records.add(approved(number))
    desk.records.add(approved(2, "Một đoạn."))
    desk.articles.verdicts.check_all()
    async with seated(desk, Settings(export_folder=str(tmp_path)), size=NARROW) as seat:
        await exporting(seat, tmp_path)
        await seat.sees("With warnings: ")
        told = seat.words.partition("With warnings: ")[2].partition(".")[0]
        assert sorted(told.split("; ")) == ["Bài 0", "Bài 1"]


async def test_what_is_found_meanwhile_is_named_too(desk, tmp_path):
    for number in range(2):
        desk.records.add(approved(number))
    async with seated(desk, Settings(export_folder=str(tmp_path)), size=NARROW) as seat:
        await exporting(seat, tmp_path)
        await seat.sees("With warnings: ")


async def test_however_many_there_are_the_fields_and_keys_are_seen(desk, tmp_path):
    for number in range(25):
        long = f"Mỗi ngày một suất quà cho công nhân xa quê {number}"
        written(desk, f"A {long}", body=WARNED, status=Status.APPROVED)
        written(desk, f"B {long}", body=BAD, status=Status.APPROVED)
        written(desk, f"C {long}", body="Một.", status=Status.WRITING)
    desk.articles.verdicts.check_all()
    async with seated(desk, Settings(export_folder=str(tmp_path)), size=NARROW) as seat:
        await exporting(seat, tmp_path)
        await seat.sees("Not finished", "Held back", "With warnings", "(+", "Folder", "Form")
        await seat.sees("Alt+A Which")


async def test_they_are_still_named_after_the_export(desk, tmp_path):
    desk.records.add(approved(0))
    desk.records.add(approved(1, BAD))
    desk.articles.verdicts.check_all()
    settings = Settings(export_folder=str(tmp_path / "out"))
    async with seated(desk, settings, size=NARROW) as seat:
        await exporting(seat, tmp_path)
        await seat.press("ctrl+s")
        await seat.sees("1 written, 0 skipped, 1 refused.", "With warnings: Bài 0.")
