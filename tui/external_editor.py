"""Handing the text to $EDITOR and taking it back. Whatever the editor does, no word is lost."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import Final, NamedTuple

from store.errors import N_, DeskError
from store.safe_open import open_to_read, refuse_unless_replaceable
from tui import emergency_save

LARGEST: Final = 8 * 1024 * 1024
"""Bytes that are taken back: a book has one."""

LOOK_SECONDS: Final = 0.02
"""How often is looked whether the editor has ended."""

LAST_SECONDS: Final = 1.5
"""Seconds that an editor gets to end when we are asked to."""


class EditorError(DeskError):
    """The editor could not be run, or what it left cannot be read."""


def command() -> list[str]:
    """Return the command of the editor: $VISUAL, else $EDITOR, else vi.

    Raises:
        EditorError: a quotation mark is not closed.
    """
    said = next((s for name in ("VISUAL", "EDITOR") if (s := os.environ.get(name, "").strip())), "")
    try:
        return shlex.split(said) or ["vi"]
    except ValueError as error:
        raise EditorError(
            N_("EDITOR says {text}, where a quotation mark is not closed; set it to a command."),
            text=said,
        ) from error


def edit(
    text: str,
    lend: Callable[[], AbstractContextManager[None]] = nullcontext,
    is_asked_to_leave: Callable[[], bool] = lambda: False,
) -> str:
    """Let the editor change `text`, and return what it left.

    Args:
        text: the text.
        lend: gives the terminal to the editor, for as long as the context lasts.
        is_asked_to_leave: tells whether a signal has asked us to end; then no editor is started.

    Raises:
        EditorError: the editor cannot be started, failed, or left what is no text; the sentence
            names the file with the text, which is kept where the editor has changed it.
    """
    program = command()
    given = (text if text.endswith("\n") else text + "\n").encode()  # most editors want an end
    path = _put_down(given)
    with ExitStack() as unused:  # where the terminal cannot be lent, or no editor starts
        unused.callback(path.unlink, missing_ok=True)
        with lend():
            end = _run([*program, str(path)], is_asked_to_leave)
        unused.pop_all()
    changed = _take_up(path, given, program[0], end)
    return changed if text.endswith("\n") else changed.removesuffix("\n")


def _put_down(data: bytes) -> Path:
    """Write what the editor is to change into a file of its own."""
    path = None
    try:
        handle, name = tempfile.mkstemp(prefix="toasoan-", suffix=".txt")
        path = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        if path:
            path.unlink(missing_ok=True)
        raise EditorError(
            N_(
                "The text cannot be put into a temporary file for the editor ({reason}); "
                "make room, or set TMPDIR to another folder."
            ),
            reason=error.strerror,
        ) from error
    return path


def _take_up(path: Path, given: bytes, program: str, end: _End) -> str:
    """Return what the editor left in the file, which goes; else say what is wrong."""
    try:
        left: bytes | None = _read(path)
        wrong = None
    except EditorError as error:
        left, wrong = None, error
    if end.code != 0:
        if left == given and not end.goes_on:
            _remove(path)
        is_kept = left != given and path.exists()
        if is_kept and left and end.was_told:  # nobody will read the sentence: told at next start
            kept = emergency_save.keep_text(left)
            if kept and not end.goes_on:
                _remove(path)
            path = kept or path
        raise _failure(path, program, end, is_kept=is_kept)
    if wrong:
        raise wrong
    assert left is not None
    try:
        changed = left.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditorError(
            N_("What the editor left in {path} is not UTF-8 text; it is kept there."), path=path
        ) from error
    _remove(path)
    return changed


def _read(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        EditorError: it is gone, no file any more, or too large for a text.
    """
    try:
        refuse_unless_replaceable(path)  # a link: who knows where to
        with open_to_read(path) as file:
            data = file.read(LARGEST + 1)
            if len(data) > LARGEST:
                raise EditorError(
                    N_(
                        "What the editor left in {path} has more than {limit} MB, too much for a "
                        "text; it is kept there."
                    ),
                    path=path,
                    limit=LARGEST // 1_000_000,
                )
            return data
    except FileNotFoundError as error:
        raise EditorError(
            N_("The editor has removed its file {path}; the text is as it was."), path=path
        ) from error
    except OSError as error:
        raise EditorError(
            N_(
                "What the editor left in {path} is no file that can be read; the text is as it was."
            ),
            path=path,
        ) from error


def _failure(path: Path, program: str, end: _End, *, is_kept: bool) -> EditorError:
    if end.error:
        return EditorError(
            N_("The editor “{program}” cannot be started ({reason}); set EDITOR to another."),
            program=program,
            reason=end.error.strerror,
        )
    code = end.code or 0
    return EditorError(
        N_("The editor “{program}” ended with an error ({code}); its text is kept in {path}.")
        if is_kept
        else N_("The editor “{program}” ended with an error ({code}); the text is as it was."),
        program=program,
        code=_signal_name(-code) if code < 0 else code,
        path=path,
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


# ---------------------------------------------------------------- running it


class _End(NamedTuple):
    """How a program ended."""

    code: int | None = None
    """Its exit code, negative for a signal; None where it could not be started, or goes on."""
    error: OSError | None = None
    """Why it could not be started."""
    was_told: bool = False
    """Whether it was told to end, as we were."""

    @property
    def goes_on(self) -> bool:
        """Return whether it runs on, though it was told to end."""
        return self.code is None and self.error is None


def _run(program: list[str], is_asked_to_leave: Callable[[], bool]) -> _End:
    """Run a program in the terminal until it ends; raise nothing."""
    asked: list[int] = []
    with _signals_of_a_shell(asked):
        if is_asked_to_leave():  # before we took the signals, so the program would not be told
            return _End(code=0)
        try:
            child = subprocess.Popen(program)
        except OSError as error:
            return _End(error=error)
        code = _wait(child, asked)
    for number in asked:  # now the App may hear it
        os.kill(os.getpid(), number)
    return _End(code, was_told=bool(asked))


@contextmanager
def _signals_of_a_shell(asked: list[int]) -> Iterator[None]:
    """Take signals as a shell does that waits for a program: what the keys send is for that.

    The wish to end is noted in `asked`. Stopping stops us with the program.
    """

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    def ignore(_number: int, _frame: FrameType | None) -> None:
        """Do nothing: unlike SIG_IGN, a function is not handed on to the program."""

    meanwhile: dict[int, Callable[[int, FrameType | None], None] | signal.Handlers] = {
        signal.SIGINT: ignore,
        signal.SIGQUIT: ignore,
        signal.SIGHUP: note,
        signal.SIGTERM: note,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    loop = signal.set_wakeup_fd(-1)  # or the event loop would hear all of them afterwards
    before = {number: signal.signal(number, handler) for number, handler in meanwhile.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(loop, warn_on_full_buffer=False)


def _wait(child: subprocess.Popen[bytes], asked: list[int]) -> int | None:
    """Wait until a program ends. It is told when we are to end, and stops us where it stops."""
    told_at = None
    while True:
        try:
            pid, status = os.waitpid(child.pid, os.WNOHANG | os.WUNTRACED)
        except ChildProcessError:  # whoever started us has told the system to forget children
            child.returncode = 0
            return 0
        if pid and not os.WIFSTOPPED(status):
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode
        if pid:
            # Who started us would wait for ever. Where nobody could let us go on, nothing stops.
            os.kill(os.getpid(), signal.SIGTSTP)
            child.send_signal(signal.SIGCONT)
        if asked and told_at is None:
            told_at = monotonic()
            child.send_signal(asked[0])
            child.send_signal(signal.SIGCONT)
        if told_at and monotonic() - told_at > LAST_SECONDS:
            child.returncode = -1  # or it would be complained about when it is collected
            return None
        sleep(LOOK_SECONDS)
