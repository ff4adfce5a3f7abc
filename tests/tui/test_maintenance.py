"""What goes on beside the editing: others' changes, only reading, a full disk, where one was."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import shutil
import weakref
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import Article, LockedError, ReadOnlyError, open_desk
from tests.tui.helpers import LONGEST, NARROW, WIDE, Seat, plan, seated, task, written
from tui import gc_tuning, maintenance, session_state
from tui.app import ToasoanApp
from tui.app_context import REOPEN
from tui.commands import REGISTRY
from tui.settings import Settings

THEIRS = "Câu của chương trình khác."


@pytest.fixture(autouse=True)
def looks_only_when_asked(monkeypatch):
    """Let the tests say when the caretaker looks."""
    monkeypatch.setattr(maintenance, "LOOK_SECONDS", 3600)


async def look(seat, times=1):
    """Let the caretaker look, and wait for what it began in a thread."""
    for _ in range(times):
        care = seat.screen.caretaker
        care.look()
        await seat.until(lambda care=care: not (care._work and care._work.is_running), "a look")
        await seat.until(
            lambda: not any(w.group == "copies" and w.is_running for w in seat.app.workers),
            "a look at the folder",
        )
        await seat.settle()


def stock(path):
    """The articles of a desk file by their headlines, as plain TinyDB reads them."""
    with TinyDB(path, encoding="utf-8") as database:
        return {a["headline"]: a for a in database.table("articles")}


def edit_outside(path, which, **fields):
    """Change the article of a headline in the desk file with plain TinyDB."""
    with TinyDB(path, encoding="utf-8") as database:
        database.table("articles").update(fields, lambda a: a["headline"] == which)


async def type_in_body(seat, text):
    seat.body.focus()
    seat.body.action_cursor_text_end()
    await seat.type(text)


# ---------------------------------------------------------------- another program


async def test_what_another_program_wrote_is_shown(desk, desk_path):
    article, other = written(desk), written(desk, "Bài kia")
    desk.file.checkpoint()
    async with seated(desk) as seat:
        edit_outside(desk_path, "Bài kia", headline="Tít họ đặt")
        await look(seat)
        assert desk.articles[other.id].headline == "Bài kia"  # they may still be writing
        await look(seat, 2)
        await seat.sees("Tít họ đặt")
        await seat.hears("Another program has changed the desk file: 1 entries taken over.")
        assert "conflict" not in seat.lines[0]
        assert desk.articles[article.id] == article


async def test_the_open_article_shows_what_another_program_wrote(desk, desk_path):
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        edit_outside(
            desk_path, article.headline, body=f"{article.body}\n\n{THEIRS}", byline="Tác giả họ ghi"
        )
        await look(seat, 3)
        assert seat.body.body.endswith(THEIRS)
        assert seat.field("byline").text == "Tác giả họ ghi"
        assert seat.screen.status.unsaved is None
        await type_in_body(seat, " Thêm.")
        assert seat.screen.drafts.save()
        assert desk.articles[article.id].body.endswith(f"{THEIRS} Thêm.")


async def test_what_is_being_typed_stays_whatever_another_program_wrote(desk, desk_path):
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        await seat.open(article)
        edit_outside(desk_path, article.headline, body=THEIRS, byline="Tác giả họ ghi")
        await type_in_body(seat, " Đang gõ.")
        assert seat.screen.status.unsaved == ""
        await look(seat, 3)
        assert seat.body.body.endswith("Đang gõ.")
        assert seat.field("byline").text == "Tác giả họ ghi"  # nothing was typed there
        assert seat.screen.drafts.save()
        await seat.settle()
        assert desk.articles[article.id].body.endswith("Đang gõ.")
        history = desk.revisions.of(article)
        texts = [history.state(place).body for place in range(len(history.revisions))]
        assert THEIRS in texts


async def test_a_conflict_is_counted_in_the_top_line(desk, desk_path):
    plan(desk)
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        await seat.open(article)
        edit_outside(desk_path, article.headline, body=THEIRS)
        await type_in_body(seat, " Của ta.")
        assert seat.screen.drafts.save()
        await look(seat, 3)
        assert "1 overdue · 1 conflict" in seat.lines[0]
        await seat.hears("in a way that conflicts with yours (1 entries)")
        assert seat.body.body.endswith("Của ta.")
        await seat.press(REGISTRY["get-back"].key)
        await seat.comes("RecoveryScreen")
        await seat.press("end", "t", "escape")
        await seat.comes("DeskScreen")
        assert seat.body.body == THEIRS
        assert "conflict" not in seat.lines[0]
    with open_desk(desk_path, read_only=True) as after:
        assert not len(after.file.conflicts)


async def test_a_conflict_of_the_start_is_counted_and_told(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        article = written(desk)
        desk.file.checkpoint()
        data = desk_path.read_bytes()
        desk.records.change(article, body="Của ta.")
        desk_path.write_bytes(data.replace(b"Minh H", b"Minh X"))
    with open_desk(desk_path, clock=clock) as desk:
        assert len(desk.file.conflicts) == 1
        async with seated(desk) as seat:
            assert "toasoan  1 conflict" in seat.lines[0]


async def test_what_was_deleted_outside_stays_and_is_asked_about(desk, desk_path):
    written(desk)
    other = written(desk, "Bài kia")
    desk.file.checkpoint()
    async with seated(desk) as seat:
        with TinyDB(desk_path, encoding="utf-8") as database:
            database.table("articles").remove(lambda a: a["headline"] == "Bài kia")
        await look(seat, 3)
        assert other.id in desk.articles
        assert "1 conflict" in seat.lines[0]
        await look(seat, 3)
        assert len(desk.file.conflicts) == 1  # asked once


async def test_a_full_disk_puts_off_what_another_program_wrote(desk, desk_path, full_disk):
    written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        edit_outside(desk_path, "Thợ hàn nhận kính mới", headline="Tít họ đặt")
        full_disk.begins()
        await look(seat, 6)
        assert "Tít họ đặt" not in seat.text
        refusals = [n for n in seat.notices if "No space left" in n]
        assert len(refusals) == 1  # told once, not every second
        full_disk.ends()
        await look(seat, 3)
        await seat.sees("Tít họ đặt")
        desk.file.checkpoint()
        assert "Tít họ đặt" in stock(desk_path)


# ---------------------------------------------------------------- between keys


class Knot:
    """Rubbish that holds itself."""

    def __init__(self):
        self.me = self


@pytest.fixture
def no_chance():
    """Keep Python from taking rubbish away when it happens to have made so many objects."""
    gc.disable()
    yield
    gc.enable()


async def test_rubbish_is_taken_away_in_a_pause_and_not_between_two_keys(desk, no_chance):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f3")
        gc.disable()  # the app has enabled it with its first screen
        knot = weakref.ref(Knot())
        await look(seat)
        assert knot() is not None  # the key was a moment ago
        seat.app.last_key_at -= gc_tuning.PAUSE
        await look(seat)
        assert knot() is None
        knot = weakref.ref(Knot())
        await look(seat)
        assert knot() is not None  # nothing was done since


# ---------------------------------------------------------------- only reading


@asynccontextmanager
async def reading(path, clock, size=NARROW):
    """Open the app on a desk that another one has open."""
    with pytest.raises(LockedError) as refused:
        open_desk(path, clock=clock)
    with open_desk(path, read_only=True, clock=clock) as reader:
        app = ToasoanApp(reader, Settings(), only_reading=refused.value)
        async with asyncio.timeout(LONGEST), app.run_test(size=size) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            yield seat
            await seat.settle()


async def agree_to_read(seat):
    await seat.comes("Confirm")
    await seat.press("y")
    await seat.comes("DeskScreen")


async def test_a_desk_in_use_is_offered_for_reading(desk, desk_path, clock):
    written(desk)
    async with reading(desk_path, clock) as seat:
        await seat.comes("Confirm")
        assert "is open in another toasoan" in seat.words
        assert f"process {os.getpid()} on" in seat.words
        assert "Open it for reading" in seat.words
        await seat.press("n")
        await seat.ends()
        assert not seat.app.return_value
    async with reading(desk_path, clock) as seat:
        await agree_to_read(seat)
        assert "for reading only" in seat.lines[0]
        assert "Thợ hàn nhận kính mới" in seat.text
    assert len(desk.articles) == 1


async def test_a_reader_types_in_vain_nowhere(desk, desk_path, clock, monkeypatch):
    article = written(desk, due=date(2027, 5, 1))
    plan(desk)
    async with reading(desk_path, clock, WIDE) as seat:
        await agree_to_read(seat)
        await seat.open(article)
        for name in ("body", "headline", "byline", "due", "signoff"):
            entry = seat.field(name)
            before = entry.body if name == "body" else entry.text
            entry.focus()
            await seat.type("xyz")
            await seat.press("backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+z")
            await seat.paste("dán vào")
            assert (entry.body if name == "body" else entry.text) == before, name
        assert seat.screen.status.unsaved is None
        seat.body.focus()
        await seat.press("ctrl+a", "ctrl+x", "ctrl+c")
        assert seat.app.clipboard == article.body  # copying is reading
        assert seat.body.body == article.body
        await seat.press("ctrl+g")
        assert seat.notices[-1].startswith("The desk is open for reading only. The desk ")
        await seat.press("escape")
        assert seat.focus == "articles"
        await seat.press("d")
        await seat.hears("is open for reading only")
        assert seat.app.desk.articles[article.id] == article
        seat.send("ctrl+q")
        await seat.ends()
        assert not session_state.load(Path(desk_path)).article  # the place is the writer's


async def test_a_blank_article_may_be_looked_at_by_a_reader(desk, desk_path, clock):
    blank = written(desk, "", byline="", body="", signoff="", status="writing")
    async with reading(desk_path, clock) as seat:
        await agree_to_read(seat)
        await seat.open(blank)
        await seat.press("escape")
        assert seat.focus == "articles"
        assert not seat.notices


async def test_a_reader_follows_the_writer(desk, desk_path, clock):
    article = written(desk)
    plan(desk)
    async with reading(desk_path, clock, WIDE) as seat:
        await agree_to_read(seat)
        await seat.open(article)
        await seat.press("ctrl+end")
        desk.records.change(article, body=f"{article.body}\n\nNgười viết thêm.", byline="Lê Thu")
        desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
        written(desk, "Bài mới của người viết")
        await look(seat)
        assert seat.body.body.endswith("Người viết thêm.")
        assert seat.field("byline").text == "Lê Thu"
        assert "1/4 tasks" in seat.lines[0]
        await seat.press("ctrl+z")  # what the writer typed is nothing to take back here
        assert seat.body.body.endswith("Người viết thêm.")
        desk.file.checkpoint()
        desk.records.change(article, body="Sau khi tệp được thay.")
        await look(seat)
        assert seat.body.body == "Sau khi tệp được thay."
        await seat.press("escape")
        await seat.sees("Bài mới của người viết")
        desk.articles.remove(desk.articles[article.id])
        await look(seat)
        assert "Thợ hàn" not in seat.text
        assert "for reading only" in seat.lines[0]


@pytest.mark.parametrize("answer", ["y", "n"])
async def test_when_the_writer_has_closed_the_reader_is_asked(desk, desk_path, clock, answer):
    written(desk)
    async with reading(desk_path, clock) as seat:
        await agree_to_read(seat)
        await look(seat)
        assert seat.top == "DeskScreen"
        desk.close()
        await look(seat)
        await seat.comes("Confirm")
        assert "The other toasoan has closed the desk." in seat.words
        if answer == "y":
            seat.send("y")
            await seat.ends()
            assert seat.app.return_value == REOPEN
        else:
            await seat.press("n")
            await look(seat, 2)
            assert seat.top == "DeskScreen"  # asked once


async def test_a_folder_that_takes_no_writer_says_why(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        written(desk)
    reason = ReadOnlyError("The folder {folder} cannot be written.", folder="/đâu")
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        app = ToasoanApp(reader, Settings(), only_reading=reason)
        async with app.run_test(size=NARROW) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            await look(seat)
            assert seat.top == "DeskScreen"
            assert "for reading only" in seat.lines[0]


# ---------------------------------------------------------------- a full disk


class FullDisk:
    """A disk on which nothing more can be put into the journal."""

    def __init__(self, monkeypatch):
        self._write = os.pwrite
        self._is_full = False
        self.tries = 0
        """How often something was to be written while it was full."""
        monkeypatch.setattr(os, "pwrite", self._refuse)

    def _refuse(self, handle, data, place):
        if self._is_full:
            self.tries += 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._write(handle, data, place)

    def begins(self):
        self._is_full = True

    def ends(self):
        self._is_full = False


@pytest.fixture
def full_disk(monkeypatch):
    return FullDisk(monkeypatch)


async def test_on_a_full_disk_the_text_stays_and_is_saved_later(
    desk, desk_path, full_disk, monkeypatch
):
    monkeypatch.setattr("tui.panes.autosave.AUTOSAVE_SECONDS", 0.05)
    monkeypatch.setattr("tui.panes.autosave.RETRY_SECONDS", 0.1)
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Câu chưa lưu.")
        await seat.sees("NOT SAVED: No space left on device")
        await type_in_body(seat, " Thêm nữa.")
        tries = full_disk.tries
        await seat.until(lambda: full_disk.tries > tries + 1, "saving will be tried again")
        assert "NOT SAVED" in seat.lines[0]
        assert seat.body.body.endswith("Câu chưa lưu. Thêm nữa.")
        assert desk.articles[article.id].body == article.body
        with open_desk(desk_path, read_only=True) as other:
            assert other.articles[article.id].body == article.body
        full_disk.ends()
        await seat.until(lambda: "saved 09:00:00" in seat.lines[0], "the save")
        assert "NOT SAVED" not in seat.lines[0]
        assert desk.articles[article.id].body.endswith("Câu chưa lưu. Thêm nữa.")
        with open_desk(desk_path, read_only=True) as other:
            assert other.articles[article.id].body.endswith("Câu chưa lưu. Thêm nữa.")


async def test_on_a_full_disk_a_copy_elsewhere_holds_what_is_not_saved(
    desk, full_disk, tmp_path, clock
):
    article = written(desk)
    plan(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Câu chưa lưu.")
        seat.field("byline").focus()
        await seat.press("end")
        await seat.type(" và Lê Thu")
        await seat.press(REGISTRY["save-copy"].key)
        await seat.comes("SaveCopyScreen")
        assert "What could not be saved is in the copy" in seat.words
        (tmp_path / "thẻ nhớ").mkdir()
        await seat.press("ctrl+u")
        await seat.paste(str(tmp_path / "thẻ nhớ" / "bản sao.json"))
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.hears("Written: ")
        assert "NOT SAVED" in seat.lines[0]  # the copy is a copy
        with open_desk(tmp_path / "thẻ nhớ" / "bản sao.json", clock=clock) as copy:
            kept = copy.articles[article.id]
            assert kept.body == article.body + " Câu chưa lưu."
            assert kept.byline == "Minh Hà và Lê Thu"
            assert len(copy.tasks) == len(desk.tasks) == 4
            full_disk.ends()
            copy.records.change(kept, headline="Viết tiếp được")
        assert seat.screen.drafts.save()


async def test_leaving_with_a_full_disk_is_asked_about(desk, full_disk, tmp_path):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Câu chưa lưu.")
        for keys in (["enter"], ["down", "escape"], ["down", "down", *"bỏ", "enter"]):
            await seat.press("ctrl+q")
            await seat.comes("ConfirmLoss")
            assert "The last lines are not saved" in seat.text
            await seat.press(*keys)
            await seat.comes("DeskScreen")
        await seat.press("ctrl+q")
        await seat.comes("ConfirmLoss")
        await seat.press("down", "enter")
        await seat.comes("SaveCopyScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")  # no copy, so nobody leaves
        assert seat.body.body.endswith("Câu chưa lưu.")
        await seat.press("ctrl+q")
        await seat.comes("ConfirmLoss")
        await seat.press("down", "enter")
        await seat.comes("SaveCopyScreen")
        await seat.press("ctrl+u")
        await seat.paste(str(tmp_path / "sao.json"))
        seat.send("\n")
        await seat.ends()
    assert stock(tmp_path / "sao.json")[article.headline]["body"].endswith("Câu chưa lưu.")
    full_disk.ends()


async def test_leaving_without_the_last_lines(desk, full_disk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Bỏ.")
        await seat.press("ctrl+q")
        await seat.comes("ConfirmLoss")
        await seat.press("up")
        seat.send("\n")
        await seat.ends()
    full_disk.ends()
    assert desk.articles[article.id] == article


async def test_other_changes_are_refused_with_the_reason(desk, full_disk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f2", "down")
        full_disk.begins()
        await seat.press("space")
        await seat.hears("No space left on device")
        assert task(desk, "Gặp ban tổ chức").done is None
        full_disk.ends()
        await seat.press("space")
        assert task(desk, "Gặp ban tổ chức").done


# ---------------------------------------------------------------- where one was


async def test_after_a_crash_the_next_start_opens_where_the_editor_was(desk, clock):
    plan(desk)
    other = desk.campaigns.new_empty("Đợt khám mắt", 2027)
    article = written(desk, body="\n\n".join(f"Đoạn số {n} của bài." for n in range(80)))
    clock.wait()
    written(desk, "Bài khác")
    campaign = next(c for c in desk.campaigns if c is not other)
    async with seated(desk) as seat:
        seat.screen.show_campaign(campaign.id)
        await seat.open(article)
        seat.body.move_cursor((100, 7))
        await look(seat)
        assert session_state.load(desk.file.path) == session_state.Place(
            campaign=campaign.id, article=article.id, cursor=(100, 7), pane="drafts"
        )
        seat.body.move_cursor((102, 3))
        await look(seat)
    async with seated(desk) as seat:  # that end was none: nobody has pressed Ctrl+Q
        assert seat.article.id == article.id
        assert seat.focus == "body"
        assert seat.body.cursor_location == (102, 3)
        assert seat.body.cursor_screen_offset.y < NARROW[1] - 2  # in view
        assert "Đoạn số 51 của bài." in seat.text
        assert "Mùa quà xa quê" in seat.lines[0]
        await seat.press("escape")
        await look(seat)
    async with seated(desk) as seat:
        assert seat.article is None


async def test_a_place_that_is_no_longer_there_does_no_harm(desk):
    article = written(desk)
    session_state.save(
        desk.file.path, session_state.Place(campaign="f" * 32, article=article.id, cursor=(9000, 5))
    )
    async with seated(desk) as seat:
        assert seat.article.id == article.id
        line, _column = seat.body.cursor_location
        assert line <= article.body.count("\n")
        await seat.type("x")
        assert seat.body.body != article.body
    session_state.save(desk.file.path, session_state.Place(article="f" * 32, cursor=(1, 1)))
    async with seated(desk) as seat:
        assert seat.article is None
    (session_state._path()).write_bytes(b"[]")
    async with seated(desk) as seat:
        assert seat.article is None


async def test_a_place_that_cannot_be_kept_does_no_harm(desk, monkeypatch):
    article = written(desk)
    monkeypatch.setattr(session_state, "state_folder", lambda: Path("/dev/null/nowhere"))
    async with seated(desk) as seat:
        await seat.open(article)
        await look(seat)
        seat.send("ctrl+q")
        await seat.ends()


# ---------------------------------------------------------------- the desk file itself


async def test_in_a_pause_the_desk_file_is_brought_up_to_date(desk, desk_path, monkeypatch):
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        await seat.open(article)
        await type_in_body(seat, " Câu mới nhất.")
        assert seat.screen.drafts.save()
        await look(seat, 2)
        assert "Câu mới nhất" not in stock(desk_path)[article.headline]["body"]
        monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
        await look(seat)
        assert stock(desk_path)[article.headline]["body"].endswith("Câu mới nhất.")
        assert not desk.file.is_behind
        await type_in_body(seat, " Và một câu.")  # a checkpoint leaves nothing in disorder
        assert seat.screen.drafts.save()
        await look(seat)
        assert stock(desk_path)[article.headline]["body"].endswith("Và một câu.")


async def test_a_long_journal_is_written_out_while_work_goes_on(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "_LONG_JOURNAL", 1)
    article = written(desk)
    async with seated(desk) as seat:
        await look(seat)
        assert article.headline in stock(desk_path)


async def test_a_desk_file_that_was_deleted_comes_back(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        desk_path.unlink()
        await look(seat, 2)
        assert article.headline in stock(desk_path)


async def test_an_emptied_desk_file_is_told_and_written_again(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        desk_path.write_bytes(b"")
        await look(seat, 4)
        await seat.hears("Another program has emptied or damaged the desk file")
        assert article.headline in stock(desk_path)


async def test_the_looks_come_by_themselves(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
    article = written(desk)
    async with seated(desk) as seat:
        await seat.until(lambda: not desk.file.is_behind, "a checkpoint")
        assert article.headline in stock(desk_path)
        edit_outside(desk_path, article.headline, headline="Tít họ đặt")
        await seat.sees("Tít họ đặt")
        await seat.press(REGISTRY["get-back"].key)  # a dialog keeps nobody from looking
        await seat.comes("RecoveryScreen")
        await seat.until(lambda: not desk.file.is_behind, "what was merged is in the file")
        edit_outside(desk_path, "Tít họ đặt", headline="Tít thứ hai")
        await seat.until(lambda: desk.articles[article.id].headline == "Tít thứ hai")


async def test_no_look_after_the_end(desk, monkeypatch):
    monkeypatch.setattr(maintenance, "LOOK_SECONDS", 0.001)
    written(desk)
    for _ in range(3):
        async with seated(desk) as seat:
            seat.send("ctrl+q")
            await seat.ends()
        assert seat.app.return_code == 0


# ---------------------------------------------------------------- conflict copies


@pytest.fixture
def copy(desk, desk_path, tmp_path):
    """A conflict copy beside the desk, with an article of another machine."""
    written(desk)
    elsewhere = tmp_path / "máy khác" / "desk.json"
    elsewhere.parent.mkdir()
    desk.file.copies.save(elsewhere)
    with open_desk(elsewhere) as other:
        other.records.add(Article(headline="Tin máy khác"))
    desk.file.checkpoint()
    return shutil.copy(elsewhere, desk_path.with_name("desk (1).json"))


async def test_a_conflict_copy_is_told_and_taken_in(desk, copy):
    async with seated(desk) as seat:
        await look(seat, 3)
        await seat.hears("desk (1).json")
        await seat.press(REGISTRY["get-back"].key)
        await seat.comes("RecoveryScreen")
        assert "desk (1).json" in seat.text
        assert "merges the two" in seat.text
        assert "Tin máy khác" in seat.text  # what would come
        await seat.press("t")
        assert "Tin máy khác" in {article.headline for article in desk.articles}
        assert not copy.exists()
        assert "desk (1).json" not in seat.text
        await seat.press("ctrl+z")
        assert "Tin máy khác" not in {article.headline for article in desk.articles}


async def test_a_conflict_copy_can_be_put_aside(desk, copy):
    async with seated(desk) as seat:
        await look(seat, 3)
        await seat.press(REGISTRY["get-back"].key)
        await seat.comes("RecoveryScreen")
        await seat.press("a", "o")
        assert not copy.exists()
        assert len(desk.articles) == 1
        assert "No conflicts." in seat.text
