"""The clipboard of the system: a program that takes it, where there is one."""

from __future__ import annotations

import pytest

from tui.terminal.clipboard import copy_to_system


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program in the place of xclip; returns the file to which it writes what it is given."""
    made = tmp_path / "xclip"
    made.write_text(f"#!/bin/sh\ncat > {tmp_path}/copied\n", encoding="utf-8")
    made.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    for name in ("WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    return tmp_path / "copied"


def test_a_text_is_given_to_the_program(program):
    copy_to_system("Bữa cơm ca")
    assert program.read_text(encoding="utf-8") == "Bữa cơm ca"


def test_over_ssh_the_clipboard_of_the_other_machine_is_left_alone(program, monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    copy_to_system("Bữa cơm ca")
    assert not program.exists()


def test_without_a_program_nothing_happens(program, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    copy_to_system("Bữa cơm ca")
    assert not program.exists()


def test_a_program_that_fails_is_no_error(program, tmp_path):
    (tmp_path / "xclip").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    copy_to_system("Bữa cơm ca")
    assert not program.exists()
