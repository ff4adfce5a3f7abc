"""Handing the text to $EDITOR and taking it back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from store.errors import N_, DeskError


class EditorError(DeskError):
    """The editor could not be run, or what it left cannot be read."""


def command() -> list[str]:
    """Give the command of the editor: $VISUAL, else $EDITOR, else vi."""
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")


def edit(text: str) -> str:
    """Let the editor change `text`, and give what it left; the terminal is the editor's meanwhile.

    Raises:
        EditorError: the editor cannot be started, failed, or left something that is not UTF-8;
            the sentence names the file with the text, which is kept.
    """
    try:
        program = command()
    except ValueError as error:
        raise EditorError(
            N_("EDITOR says {text}, where a quotation mark is not closed; set it to a command."),
            text=os.environ.get("VISUAL") or os.environ.get("EDITOR"),
        ) from error
    handle, name = tempfile.mkstemp(prefix="toasoan-", suffix=".txt")
    path = Path(name)
    with os.fdopen(handle, "wb") as file:
        file.write(_with_final_newline(text).encode())
    try:
        code = subprocess.call([*program, name])
    except OSError as error:
        path.unlink()
        raise EditorError(
            N_("The editor “{program}” cannot be started ({reason}); set EDITOR to another."),
            program=program[0],
            reason=error.strerror,
        ) from error
    if code:
        raise EditorError(
            N_("The editor “{program}” ended with an error ({code}); its text is kept in {path}."),
            program=program[0],
            code=code,
            path=path,
        )
    try:
        changed = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EditorError(
            N_("What the editor left in {path} is not UTF-8 text; it is kept there."), path=path
        ) from error
    path.unlink()
    return changed if text.endswith("\n") else changed.removesuffix("\n")


def _with_final_newline(text: str) -> str:
    """Most editors put a newline at the end and complain where there is none."""
    return text if text.endswith("\n") else text + "\n"
