"""The clipboard of the system, beside that of the terminal (OSC 52), which many terminals lack."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from typing import Final

_SECONDS: Final = 3.0
_PROGRAMS: Final = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""What must be set, and the command that takes the clipboard from its standard input."""


def copy_to_system(text: str) -> None:
    """Copy a text, where there is a program for it; call it in a worker thread.

    Over SSH the system is another machine, whose clipboard is left alone.
    """
    if (command := _command()) is None:
        return
    with suppress(OSError, subprocess.TimeoutExpired):  # the terminal has it, as far as it can
        subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            start_new_session=True,
        )


def _command() -> tuple[str, ...] | None:
    if os.environ.get("SSH_CONNECTION"):
        return None
    known = (command for name, command in _PROGRAMS if not name or os.environ.get(name))
    return next((command for command in known if shutil.which(command[0])), None)
