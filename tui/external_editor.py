"""Editing the text in $EDITOR. Whatever the editor does, no text is lost."""

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
"""The maximum number of bytes read back; a book has 1 MB."""

LOOK_SECONDS: Final = 0.02
"""Seconds between checks whether the editor has ended."""

LAST_SECONDS: Final = 1.5
"""Seconds that the editor has to end after a signal to us."""


class EditorError(DeskError):
    """The editor could not be run, or its file cannot be read."""


def command() -> list[str]:
    """Return the command of the editor: $VISUAL, else $EDITOR, else vi; raises EditorError."""
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
    """Edit a text in the editor, and return the result.

    Args:
        text: what is edited.
        lend: lends the terminal to the editor while the context lasts.
        is_asked_to_leave: returns whether a signal has asked us to end; then no editor is started.

    Raises:
        EditorError: the editor cannot be started, failed, or left something other than text. The
            sentence names the file, which is kept if the editor has changed it.
    """
    program = command()
    given = (text if text.endswith("\n") else text + "\n").encode()  # most editors expect it
    path = _put_down(given)
    with ExitStack() as unused:  # if the terminal cannot be lent
        unused.callback(path.unlink, missing_ok=True)
        with lend():
            end = _run([*program, str(path)], is_asked_to_leave)
        unused.pop_all()
    changed = _take_up(path, given, program[0], end)
    return changed if text.endswith("\n") else changed.removesuffix("\n")


def _put_down(data: bytes) -> Path:
    """Write the text to a temporary file."""
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
    """Return the text of the file, and delete it; raises EditorError."""
    try:
        left: bytes | None = _read(path)
        wrong = None
    except EditorError as error:
        left, wrong = None, error
    if end.code != 0:
        if left == given and not end.goes_on:
            _remove(path)
        is_kept = left != given and path.exists()
        if is_kept and left and end.was_told:  # nobody reads the sentence: shown at next start
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
    """Return the content of a file; raises EditorError if it is gone, too large or not regular."""
    try:
        refuse_unless_replaceable(path)  # not through a link
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
    """Its exit code, negative for a signal; None if it could not be started, or goes on."""
    error: OSError | None = None
    """Why it could not be started."""
    was_told: bool = False
    """Whether it was sent a signal to end, like us."""

    @property
    def goes_on(self) -> bool:
        """Whether it still runs, though it was sent a signal to end."""
        return self.code is None and self.error is None


def _run(program: list[str], is_asked_to_leave: Callable[[], bool]) -> _End:
    """Run a program in the terminal until it ends; never raises."""
    asked: list[int] = []
    with _signals_of_a_shell(asked):
        if is_asked_to_leave():  # before our handlers: the editor would not be signalled
            return _End(code=0)
        try:
            child = subprocess.Popen(program)
        except OSError as error:
            return _End(error=error)
        code = _wait(child, asked)
    for number in asked:  # now for the App
        os.kill(os.getpid(), number)
    return _End(code, was_told=bool(asked))


@contextmanager
def _signals_of_a_shell(asked: list[int]) -> Iterator[None]:
    """Handle signals like a shell waiting for a program: those of keys are for the program.

    Signals to end are noted in `asked`. Stopping stops us together with the program.
    """

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    def ignore(_number: int, _frame: FrameType | None) -> None:
        """Do nothing; unlike SIG_IGN, a function is not inherited by the program."""

    meanwhile: dict[int, Callable[[int, FrameType | None], None] | signal.Handlers] = {
        signal.SIGINT: ignore,
        signal.SIGQUIT: ignore,
        signal.SIGHUP: note,
        signal.SIGTERM: note,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    loop = signal.set_wakeup_fd(-1)  # or the event loop would handle all of them afterwards
    before = {number: signal.signal(number, handler) for number, handler in meanwhile.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(loop, warn_on_full_buffer=False)


def _wait(child: subprocess.Popen[bytes], asked: list[int]) -> int | None:
    """Wait until a program ends. Pass on signals to end, and stop when it is stopped."""
    told_at = None
    while True:
        try:
            pid, status = os.waitpid(child.pid, os.WNOHANG | os.WUNTRACED)
        except ChildProcessError:  # our parent has set SIGCHLD to be ignored
            child.returncode = 0
            return 0
        if pid and not os.WIFSTOPPED(status):
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode
        if pid:
            # Or our parent would wait for ever. If nobody could continue us, nothing stops.
            os.kill(os.getpid(), signal.SIGTSTP)
            child.send_signal(signal.SIGCONT)
        if asked and told_at is None:
            told_at = monotonic()
            child.send_signal(asked[0])
            child.send_signal(signal.SIGCONT)
        if told_at and monotonic() - told_at > LAST_SECONDS:
            child.returncode = -1  # or the garbage collector would warn
            return None
        sleep(LOOK_SECONDS)
