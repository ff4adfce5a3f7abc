"""The text goes to $EDITOR and comes back."""

import stat
import sys
from contextlib import nullcontext
from pathlib import Path
from unicodedata import normalize

import pytest

from store.errors import DeskError
from tests.tui.helpers import LEAD, SECOND, seated, written
from tui import external_editor

from .samples import NFD


def script(folder, code):
    """Make an editor of a few lines of Python."""
    path = folder / "fake editor"
    path.write_text(
        f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n"
        f"file = Path(sys.argv[-1])\n{code}\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}' --wait"


@pytest.fixture
def hand_over(monkeypatch, tmp_path):
    """Set $EDITOR to a program."""

    def choose(code):
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", script(tmp_path, code))

    return choose


REPLACE = "file.write_text(file.read_text().replace('thợ hàn', 'thợ sơn'))"


async def test_editor_there_and_back_is_one_step_of_undo(desk, article, hand_over, monkeypatch):
    hand_over(REPLACE)
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.type("A")
        typed = seat.body.body
        await seat.press("ctrl+g")
        mended = typed.replace("thợ hàn", "thợ sơn")
        assert mended.count("thợ sơn") == 2
        assert seat.body.body == mended
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == mended
        await seat.press("ctrl+z")
        assert seat.body.body == typed
        await seat.press("ctrl+y", "ctrl+s")
        assert desk.articles[article.id].body == mended


async def test_an_editor_that_changes_nothing_changes_nothing(
    desk, desk_path, hand_over, monkeypatch
):
    hand_over("pass")
    article = written(desk, NFD, body=normalize("NFD", f"{LEAD}\n\n{SECOND}"))
    before = desk_path.read_bytes()
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.press("ctrl+g", "ctrl+s", "escape")
    assert desk_path.read_bytes() == before


async def test_an_editor_that_fails_is_told_and_the_text_stays(
    desk, article, hand_over, monkeypatch
):
    hand_over("sys.exit(3)")
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.press("ctrl+g")
        await seat.hears("ended with an error (3)")
        assert seat.body.body == article.body


async def test_an_editor_that_is_not_there(desk, article, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor -w")
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.press("ctrl+g")
        await seat.hears("“no-such-editor” cannot be started")
        assert seat.body.body == article.body


async def test_an_editor_setting_that_makes_no_sense(desk, article, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "'vim")
    with pytest.raises(DeskError):
        external_editor.edit("Lời.")


async def test_a_terminal_that_cannot_be_lent(desk, article, hand_over):
    hand_over("pass")
    async with seated(desk) as seat:  # headless: it cannot be lent here either
        await seat.open(article)
        await seat.press("ctrl+g")
        assert seat.notices


def kept_in(error: external_editor.EditorError) -> Path:
    path = error.values["path"]
    assert isinstance(path, Path)
    return path


def test_what_is_not_utf8_is_kept(hand_over, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    hand_over("file.write_bytes(b'h\\xe0n')")
    with pytest.raises(external_editor.EditorError, match="not UTF-8") as caught:
        external_editor.edit("Lời.")
    assert kept_in(caught.value).read_bytes() == b"h\xe0n"


def test_what_a_failing_editor_left_is_kept(hand_over, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    hand_over("file.write_text('Lời mới.'); sys.exit(1)")
    with pytest.raises(external_editor.EditorError) as caught:
        external_editor.edit("Lời.")
    assert kept_in(caught.value).read_text() == "Lời mới."


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (b"M\xe1\xbb\x9bi.\n", "Mới."),
        (b"M\xe1\xbb\x9bi.", "Mới."),
        (b"\xef\xbb\xbfM\xe1\xbb\x9bi.\r\n\r\nHai.\r\n", "Mới.\n\nHai."),
        (b"", ""),
    ],
)
def test_what_came_back(hand_over, tmp_path, monkeypatch, left, text):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    hand_over(f"assert file.read_bytes() == 'Lời.\\n'.encode(); file.write_bytes({left!r})")
    assert external_editor.edit("Lời.") == text
    assert list((tmp_path / "t").iterdir()) == []  # no copy of the text is left behind


def test_visual_comes_before_editor(monkeypatch):
    monkeypatch.setenv("EDITOR", "ed")
    monkeypatch.setenv("VISUAL", "code --wait")
    assert external_editor.command() == ["code", "--wait"]
    monkeypatch.setenv("VISUAL", "")
    assert external_editor.command() == ["ed"]
    monkeypatch.delenv("EDITOR")
    assert external_editor.command() == ["vi"]
