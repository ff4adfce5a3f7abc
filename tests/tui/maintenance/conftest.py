"""A desk that is looked after only when a test asks, and a disk that is full."""

from __future__ import annotations

import errno
import os

import pytest

from tui import maintenance


@pytest.fixture(autouse=True)
def looks_only_when_asked(monkeypatch):
    """Let the tests say when the caretaker looks."""
    monkeypatch.setattr(maintenance, "LOOK_SECONDS", 3600)


class FullDisk:
    """A disk on which nothing more can be put into the journal."""

    def __init__(self, monkeypatch):
        self._write = os.pwrite
        self._is_full = False
        self.tries = 0
        """How often something was to be written while it was full."""
        monkeypatch.setattr(os, "pwrite", self._refuse)

    def _refuse(self, handle, data, place):
        if self._is_full:
            self.tries += 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._write(handle, data, place)

    def begins(self):
        self._is_full = True

    def ends(self):
        self._is_full = False


@pytest.fixture
def full_disk(monkeypatch):
    return FullDisk(monkeypatch)
