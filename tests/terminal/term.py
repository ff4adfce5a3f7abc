"""A program in a real terminal: a pty, and pyte to say what its screen shows.

Textual draws on standard error, so nothing is redirected: all three streams are the pty.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyte
from ptyprocess.ptyprocess import PtyProcess

PATIENCE: Final = 60.0
"""Seconds that a busy machine gets; what is waited for comes in milliseconds as a rule."""

CHECKOUT: Final = Path(__file__).resolve().parents[2]

_SCRIPT: Final = Path(sys.executable).with_name("toasoan")
TOASOAN: Final = (str(_SCRIPT),) if _SCRIPT.exists() else (sys.executable, "-m", "tui")
"""The command that the installation has put beside Python; without one, the checkout's."""

KEYS: Final = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "alt+g": "\x1bg",
    "alt+l": "\x1bl",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
    **{f"ctrl+{chr(96 + code)}": chr(code) for code in range(1, 27)},
}
"""What an xterm sends for a key."""

ESCAPE_PAUSE: Final = 0.25
"""Seconds after a lone Escape: what follows at once would be read as Alt and that key."""

PRESS_PAUSE: Final = 0.04
"""Seconds between two keys of `press`: 25 a second."""

_PRIVATE_CSI: Final = re.compile(rb"\x1b\[[<=][0-9;]*[A-Za-z]")
"""Sequences that pyte does not know and would print (`CSI < u`, the end of Kitty's keyboard)."""
_MODES: Final = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")


class Timeout(AssertionError):
    """What was waited for has not come; the message holds the screen."""


class Terminal:
    """A program in a terminal of its own.

    Args:
        command: the program and its arguments.
        home: the folder that is its HOME; configuration, data and state go below it.
        columns: the width.
        lines: the height.
        env: more of the environment; only PATH is taken from ours.
        emulate: whether pyte follows along; without it there is no screen, only `output`.
    """

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str] | None = None,
        emulate: bool = True,
    ) -> None:
        self.output = bytearray()
        """Everything that the program has sent."""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen) if emulate else None
        self._exit: int | None = None
        self._closed = False
        self.read_at = 0.0
        """When the last piece of it came, by `time.perf_counter`."""
        self.started = time.perf_counter()
        """Just before the program was executed."""
        self._process = PtyProcess.spawn(
            list(command), cwd=str(home), env=environment(home, env), dimensions=(lines, columns)
        )
        self.pid: int = self._process.pid
        self._fd: int = self._process.fd

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    # ------------------------------------------------------------------ in

    def send(self, *keys: str | bytes) -> None:
        """Send keys: a name of `KEYS`, or else text (bytes) as it is, each in one write."""
        for key in keys:
            data = key if isinstance(key, bytes) else KEYS.get(key, key).encode()
            while data:
                data = data[os.write(self._fd, data[:512]) :]
                self.pump(0)
            if key == "escape":
                self.pump(ESCAPE_PAUSE)

    def type_blindly(self, *keys: str) -> None:
        """Send keys and read nothing: as into a window that is frozen, and shows nothing."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def press(self, *keys: str | bytes) -> None:
        """Send keys as fast as fingers do, not all at once."""
        for key in keys:
            self.send(key)
            self.pump(PRESS_PAUSE)

    def resize(self, columns: int, lines: int) -> None:
        """Make the window larger or smaller."""
        self._screen.resize(lines, columns)
        self._process.setwinsize(lines, columns)

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    # ------------------------------------------------------------------ out

    def pump(self, seconds: float) -> bytes:
        """Take what the program sends, for so many seconds; return it."""
        until = time.perf_counter() + seconds
        got = bytearray()
        while True:
            piece = self.read(max(until - time.perf_counter(), 0))
            if piece is None or (not piece and time.perf_counter() >= until):
                return bytes(got)
            got += piece

    def read(self, timeout: float) -> bytes | None:
        """Take what the program has sent, or sends next; None when it has closed the terminal."""
        data = self.receive(timeout)
        if data:
            self.draw(data)
        return data

    def receive(self, timeout: float) -> bytes | None:
        """Take it without showing it: pyte takes longer to draw a screen than many a program."""
        if not select.select([self._fd], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # EIO: nobody has the other end open any more
            data = b""
        if not data:
            return None
        self.read_at = time.perf_counter()
        self.output += data
        return data

    def draw(self, data: bytes) -> None:
        """Show what was received."""
        if self._stream:
            self._stream.feed(_PRIVATE_CSI.sub(b"", data))

    def screen(self) -> list[str]:
        """Return the lines that the terminal shows."""
        return [line.rstrip() for line in self._screen.display]

    def text(self) -> str:
        """Return the same in one piece."""
        return "\n".join(self.screen())

    def line_with(self, text: str) -> str:
        """Return the first line that holds a text; fails where there is none."""
        found = next((line for line in self.screen() if text in line), None)
        assert found is not None, f"no {text!r} on the screen:\n{self.text()}"
        return found

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the terminal's own cursor."""
        return self._screen.cursor.x, self._screen.cursor.y

    def modes(self) -> dict[int, bool]:
        """Return the private modes that the program has touched, and whether each is set now."""
        return {
            int(number): switch == b"h"
            for numbers, switch in _MODES.findall(self.output)
            for number in numbers.split(b";")
        }

    # ------------------------------------------------------------------ waiting

    def wait_for(
        self,
        wanted: str | Callable[[str], object],
        timeout: float = PATIENCE,
        *,
        gone: bool = False,
    ) -> str:
        """Wait until the screen holds a text, or a predicate of it is true; return the screen.

        Args:
            wanted: the text, or the predicate.
            timeout: seconds.
            gone: wait until it holds it no more.
        """
        until = time.perf_counter() + timeout
        while True:
            text = self.text()
            met = wanted in text if isinstance(wanted, str) else bool(wanted(text))
            if met != gone:
                return text
            left = until - time.perf_counter()
            if left <= 0 or self.read(min(left, 0.2)) is None:
                what = repr(wanted) if isinstance(wanted, str) else "what was waited for"
                state = "" if left <= 0 else f" (the program has ended, {self.wait_end()})"
                raise Timeout(f"{what} {'stayed' if gone else 'not shown'}{state}:\n{text}")

    def settle(self, quiet: float = 0.3, timeout: float = PATIENCE) -> None:
        """Wait until the program has sent nothing for a while, and waits for something itself."""
        until = time.perf_counter() + timeout
        while time.perf_counter() < until and (self.read(quiet) or self._is_working()):
            pass

    def _is_working(self) -> bool:
        """Tell whether a thread of the program runs, or would if the processors were not busy."""
        try:
            states = [
                status.read_text().rpartition(")")[2].split()[0]
                for status in Path(f"/proc/{self.pid}/task").glob("*/stat")
            ]
        except OSError:  # it has ended, or a system without /proc
            return False
        return not {"R", "D"}.isdisjoint(states)

    def wait_end(self, timeout: float = PATIENCE, *, blindly: bool = False) -> int:
        """Wait until the program has ended; return its exit code, negative for a signal.

        Args:
            timeout: seconds.
            blindly: read nothing meanwhile.
        """
        until = time.perf_counter() + timeout
        while not self._reap():
            if time.perf_counter() > until:
                raise Timeout(f"it still runs:\n{self.text()}")
            if blindly or self._closed or self.read(0.05) is None:
                time.sleep(0.01)
        while not blindly and not self._closed and self.read(0):
            pass
        assert self._exit is not None
        return self._exit

    def _reap(self) -> bool:
        if self._exit is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._exit = os.waitstatus_to_exitcode(status)
        return self._exit is not None

    @property
    def is_stopped(self) -> bool:
        """Whether the program is stopped, as by SIGSTOP."""
        state = subprocess.run(
            ["ps", "-o", "state=", "-p", str(self.pid)], capture_output=True, text=True, check=False
        )
        return state.stdout.strip().startswith("T")

    def wait_stopped(self, timeout: float = 10.0) -> None:
        """Wait until the program is stopped, and take what it sent until then."""
        until = time.perf_counter() + timeout
        while not self.is_stopped:
            if time.perf_counter() > until:
                raise Timeout(f"it is not stopped:\n{self.text()}")
            self.pump(0.05)
        while self.read(0):  # what it sent last, before it stopped
            pass

    def attributes(self) -> list[Any]:
        """Return the terminal's settings, as `termios` has them."""
        return termios.tcgetattr(self._fd)

    def hang_up(self) -> None:
        """Close the terminal over the program's head, as a window that is closed does."""
        # Not os.close: the file object would close the number again when it is collected.
        self._process.fileobj.close()
        self._closed = True

    def kill(self) -> None:
        """End the program at once, if it has not ended; leave nothing behind."""
        with suppress(ProcessLookupError, ChildProcessError):
            if not self._reap():
                os.kill(self.pid, signal.SIGKILL)
                self._exit = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if not self._closed:
            self.hang_up()
        self._process.closed = True
        self._process.terminated = True


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which a program meets nothing of this machine but its PATH."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        **({} if _SCRIPT.exists() else {"PYTHONPATH": str(CHECKOUT)}),
        **(more or {}),
    }
