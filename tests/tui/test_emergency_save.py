"""What cannot be saved when the app has to end is kept in a file, and told at the next start."""

import pytest
from textual.events import Paste

from tests.tui.helpers import seated, written
from tui import emergency_save, settings


async def test_on_a_full_disk_the_end_keeps_the_text_elsewhere(desk, disk, capsys):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("Câu cuối. ")
        seat.app.leave_at_once()
        await seat.ends()
        assert seat.app.return_code == 1
    (kept,) = settings.state_folder().glob("unsaved-*.txt")
    assert "Câu cuối. " + article.body in kept.read_text()
    assert article.headline in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert str(kept) in capsys.readouterr().err.replace("\n", "")


async def test_the_next_start_tells_it_until_it_is_deleted(desk):
    kept = emergency_save.keep(written(desk))
    async with seated(desk, notices=True) as seat:
        await seat.sees("What could not be saved before")
    kept.unlink()
    async with seated(desk, notices=True) as seat:
        await seat.settle()
        assert "What could not be saved before" not in seat.text


async def test_where_nothing_can_be_kept_the_end_comes_all_the_same(
    desk, disk, monkeypatch, tmp_path, capsys
):
    monkeypatch.setattr("tui.emergency_save.state_folder", lambda: tmp_path / "file" / "state")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("Câu cuối. ")
        seat.app.leave_at_once()
        await seat.ends()
    assert "The last lines could not be saved." in capsys.readouterr().err


async def test_an_end_that_saves_is_without_an_error(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.app.post_message(Paste("Câu cuối. "))
        seat.app.leave_at_once()
        await seat.ends()
        assert seat.app.return_code == 0
    assert desk.articles[article.id].body == "Câu cuối. " + article.body
    assert list(settings.state_folder().glob("unsaved-*.txt")) == []


async def test_an_editor_that_leaves_nothing_changes_nothing(desk, monkeypatch, tmp_path):
    from contextlib import nullcontext

    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\n: >"$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    article = written(desk)
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.press("ctrl+g")
        await seat.hears("has left an empty text")
        assert seat.body.body == article.body


@pytest.mark.parametrize("sign", ["❤️", "👍🏽", "1️⃣"])
@pytest.mark.parametrize("field", ["headline", "body"])
async def test_the_line_does_not_jump_as_the_cursor_blinks_on_a_sign(desk, sign, field):
    article = written(desk, f"{sign} đầu", body=f"{sign} đầu")
    async with seated(desk) as seat:
        await seat.open(article)
        entry = seat.body if field == "body" else seat.field("headline")
        entry.focus()
        await seat.press("home")
        for place in range(len(sign)):
            lines = []
            for is_drawn in (True, False):
                entry._cursor_visible = is_drawn
                await seat.settle()
                lines.append(entry.render_line(0).text)
            assert lines[0] == lines[1], place
            await seat.press("right")
