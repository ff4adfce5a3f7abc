"""When something goes wrong: the text is saved, one sentence is said, the report tells no text."""

import threading

import pytest

from tests.tui.helpers import plan, seated, task, written
from tui import settings
from tui.screens.desk.screen import DeskScreen

SECRET = "bí-mật-4217"


class Broken(Exception):
    """What nobody expected."""


def broken(*_):
    text = f"Đã gõ {SECRET}"  # as a local variable, and in the error's own words
    raise Broken(text)


def reports():
    return [path.read_text() for path in settings.state_folder().glob("crash-*.txt")]


@pytest.fixture
def article(desk):
    return written(desk, f"Tít {SECRET}")


async def typed_and_fallen(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type(f"{SECRET} Đừng mất. ")
        seat.send("f5")
        await seat.ends()


async def fall(desk, article):
    with pytest.raises(Broken):  # Pilot tells the test what the app does not tell the editor
        await typed_and_fallen(desk, article)


async def test_an_error_in_a_handler(desk, article, monkeypatch, capsys):
    monkeypatch.setattr(DeskScreen, "action_zoom", broken)
    await fall(desk, article)
    assert desk.articles[article.id].body.startswith(f"{SECRET} Đừng mất. Đà Nẵng")
    (report,) = reports()
    assert "Broken" in report
    assert "in broken" in report or " broken" in report
    assert "textual" in report
    said = capsys.readouterr()
    assert "had to close; your text is saved." in said.err
    assert "A report without any article text:" in said.err
    for text in (report, said.err, said.out):
        assert SECRET not in text
        assert "Đừng mất" not in text
        assert "Traceback" not in text


async def test_an_error_in_a_handler_while_nothing_can_be_saved(
    desk, article, disk, monkeypatch, capsys
):
    monkeypatch.setattr(DeskScreen, "action_zoom", broken)
    disk.full = True
    await fall(desk, article)
    said = capsys.readouterr().err
    assert "had to close." in said
    assert "your text is saved" not in said


async def test_an_error_while_saving(desk, article, monkeypatch, capsys):
    monkeypatch.setattr(DeskScreen, "action_zoom", broken)
    monkeypatch.setattr(type(desk.records), "change", broken)
    await fall(desk, article)
    said = capsys.readouterr().err
    assert "had to close." in said
    assert SECRET not in said
    assert len(reports()) == 1


async def test_no_place_for_a_report(desk, article, monkeypatch, capsys, home):
    (home / "no-folder").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "no-folder"))
    monkeypatch.setattr(DeskScreen, "action_zoom", broken)
    await fall(desk, article)
    said = capsys.readouterr().err
    assert "your text is saved." in said
    assert "A report" not in said
    assert desk.articles[article.id].body.startswith(SECRET)


async def test_an_error_in_a_worker_does_not_close_the_app(desk, article, monkeypatch, capsys):
    monkeypatch.setattr(type(desk.search), "index", broken)
    async with seated(desk, may_fail=True) as seat:
        await seat.open(article)
        await seat.hears("goes on; your text stays")
        await seat.type("Gõ tiếp. ")
        assert seat.editor.save()
    (report,) = reports()
    assert "Broken" in report
    assert " broken" in report
    assert SECRET not in report + capsys.readouterr().err
    assert desk.articles[article.id].body.startswith("Gõ tiếp. ")


@pytest.mark.drawn
async def test_an_error_in_drawing(desk, article, monkeypatch, capsys):
    from tui.panes.article_rows import ArticleRows

    async def drawn():
        async with seated(desk) as seat:
            monkeypatch.setattr(ArticleRows, "row_lines", broken)
            seat.screen.drafts.list.rows.refresh()
            await seat.ends()

    with pytest.raises(Broken):
        await drawn()
    assert SECRET not in capsys.readouterr().err
    assert SECRET not in reports()[0]


async def test_leaving_while_the_index_is_built(desk, article, monkeypatch, capsys):
    go_on, begun = threading.Event(), threading.Event()
    real = type(desk.search).index

    def slow(self, progress, rest):
        begun.set()
        go_on.wait(60)
        return real(self, progress, rest)

    monkeypatch.setattr(type(desk.search), "index", slow)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.until(begun.is_set, "the index")
        seat.send("ctrl+q")
        await seat.until(lambda: seat.app._exit, "the end begun")
        go_on.set()
        await seat.ends()
    assert "had to close" not in capsys.readouterr().err


async def test_the_desk_can_be_changed_after_the_app_has_ended(desk):
    plan(desk)
    written(desk)
    async with seated(desk) as seat:  # as with F9: the same desk, another app
        seat.send("f9")
        await seat.ends()
    async with seated(desk) as seat:
        await seat.press("f2", "down", "space")
        assert task(desk, "Gặp ban tổ chức").done
