"""A desk in a folder that the test opens to others, and no test that waits for ever."""

from __future__ import annotations

import os
import signal

import pytest


@pytest.fixture(autouse=True)
def no_waiting():
    """End a test that would wait for ever."""

    def late(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def umask():
    """Set the umask, until the test ends."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.fixture
def place(home):
    """The folder of the desk: the home folder, which the editor has made."""
    home.chmod(0o755)
    return home


@pytest.fixture
def desk_path(place):
    return place / "desk.json"
