"""Memory that was freed between things that stay, given back to the system."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui import gc_tuning

PIECE = 3_000
MANY = 20_000


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists() or "CS_GNU_LIBC_VERSION" not in os.confstr_names,
    reason="needs Linux and glibc",
)
def test_what_was_freed_between_things_that_stay_is_given_back():
    pieces = [bytearray(PIECE) for _ in range(MANY)]
    stay = pieces[::100]
    pieces.clear()
    before = resident()
    gc_tuning.give_back()
    assert before - resident() > PIECE * MANY / 2
    assert len(stay) == MANY // 100


def test_a_system_that_cannot_is_left_alone(monkeypatch):
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    gc_tuning.give_back()
