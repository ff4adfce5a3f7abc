"""What an editor of the editor's own choice can do wrong, without a terminal."""

import errno
import os
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import DeskError
from tests.tui.helpers import seated
from tui import external_editor

TEXT = "Lời đầu.\n\nLời hai."


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The temporary folder."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Make a shell script the editor; `$1` is the file."""

    def make(script):
        path = tmp_path / "editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", str(path))

    return make


class Lent:
    """A terminal that is lent, and whether it came back."""

    def __init__(self):
        self.times = 0
        self.is_lent = False

    @contextmanager
    def __call__(self):
        self.times += 1
        self.is_lent = True
        yield  # as Textual does it: after an error it would not come back
        self.is_lent = False


WRONG = {
    "fails": ("exit 1", "ended with an error (1); the text is as it was", None),
    "fails with a change": ("echo a >$1; exit 2", "(2); its text is kept in", b"a\n"),
    "dies": ("kill -TERM $$", "(SIGTERM); the text is as it was", None),
    "removes the file": ("rm $1", "has removed its file", None),
    "not UTF-8": (r"printf 'h\340n' >$1", "is not UTF-8", b"h\xe0n"),
    "far too large": ("truncate -s 3G $1", "has more than 8 MB", ...),
    "a folder": ("rm $1; mkdir $1", "is no file that can be read", ...),
    "a pipe": ("rm $1; mkfifo $1", "is no file that can be read", ...),
    "a link": ("mv $1 $1.b; ln -s $1.b $1", "is no file that can be read", ...),
    "fails and removes": ("rm $1; exit 1", "(1); the text is as it was", None),
}


@pytest.mark.parametrize(("script", "told", "kept"), WRONG.values(), ids=WRONG)
def test_what_goes_wrong_is_one_sentence_and_the_terminal_comes_back(
    editor, folder, script, told, kept
):
    editor(script)
    lend = Lent()
    with pytest.raises(external_editor.EditorError) as caught:
        external_editor.edit(TEXT, lend)
    sentence = str(caught.value)
    assert told in sentence
    assert lend.times == 1
    assert not lend.is_lent
    if kept is None:
        assert list(folder.iterdir()) == []
    else:
        path = caught.value.values["path"]
        assert isinstance(path, Path)
        assert str(path) in sentence
        assert kept is ... or path.read_bytes() == kept


@pytest.mark.parametrize("command", ["/no/such", "''", "'vim", "./"])
def test_a_command_that_is_none_is_told_and_nothing_is_left(monkeypatch, folder, command):
    monkeypatch.setenv("VISUAL", command)
    lend = Lent()
    with pytest.raises(DeskError):
        external_editor.edit(TEXT, lend)
    assert not lend.is_lent
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("said", ["", "  "])
def test_blanks_are_no_command(monkeypatch, said):
    monkeypatch.setenv("VISUAL", said)
    monkeypatch.setenv("EDITOR", said)
    assert external_editor.command() == ["vi"]


def test_without_a_temporary_folder_the_terminal_is_not_lent(editor, folder):
    editor("exit 0")
    folder.rmdir()
    lend = Lent()
    with pytest.raises(external_editor.EditorError, match="set TMPDIR"):
        external_editor.edit(TEXT, lend)
    assert lend.times == 0


def test_a_full_temporary_folder_keeps_no_half_file(editor, folder, monkeypatch):
    editor("exit 0")
    real = os.fdopen

    class Full:
        def __init__(self, handle):
            self._file = real(handle, "wb")

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self._file.close()

        def write(self, data):
            self._file.write(data[:3])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fdopen", lambda handle, _mode: Full(handle))
    with pytest.raises(external_editor.EditorError, match="No space left on device"):
        external_editor.edit(TEXT, Lent())
    assert list(folder.iterdir()) == []


def test_a_signal_that_came_while_the_terminal_was_lent_starts_no_editor(editor, tmp_path):
    editor(f"touch {tmp_path}/started; sleep 60")
    asked = []

    @contextmanager
    def lent():
        asked.append("to leave")
        yield

    assert external_editor.edit(TEXT, lent, lambda: bool(asked)) == TEXT
    assert not (tmp_path / "started").exists()


async def test_the_app_knows_of_a_signal_before_it_has_its_turn(desk):
    async with seated(desk) as seat:
        assert not seat.app.is_asked_to_leave
        os.kill(os.getpid(), signal.SIGTERM)
        assert seat.app.is_asked_to_leave
        await seat.ends()
