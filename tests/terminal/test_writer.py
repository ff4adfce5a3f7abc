"""Writing to a terminal that takes it, takes nothing, or is gone: nobody waits for it."""

import os
import threading
import tty

import pytest

from tui.terminal.writer import BEHIND, MOST, Writer

LONG = 20.0


class Watched:
    """A writer on a pty of its own, and what it told."""

    def __init__(self):
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.caught_up, self.gone = threading.Event(), threading.Event()
        self.writer = Writer(self.slave, caught_up=self.caught_up.set, gone=self.gone.set)

    def read(self, size):
        """Read so many bytes from the terminal's other end."""
        got = b""
        while len(got) < size:
            got += os.read(self.master, 65536)
        return got

    def read_until(self, event):
        """Read until something is told; give how much it was."""
        size = 0
        while not event.is_set():
            size += len(os.read(self.master, 65536))
        return size


@pytest.fixture
def watched():
    """Yield a writer; close its pty."""
    watched = Watched()
    yield watched
    os.close(watched.slave)
    if watched.master >= 0:
        os.close(watched.master)


def test_what_is_written_comes_in_order(watched):
    pieces = [str(number).encode() * 500 for number in range(20)]
    for piece in pieces:
        watched.writer.write(piece)
    assert watched.read(sum(map(len, pieces))) == b"".join(pieces)
    assert watched.caught_up.wait(LONG)
    assert not watched.writer.takes_nothing


def test_a_terminal_that_takes_nothing_holds_nobody_up_and_no_memory(watched):
    piece = b"x" * 10_000
    for _ in range(3 * MOST // len(piece)):  # would never end if it waited
        watched.writer.write(piece)
    assert watched.writer.is_behind
    watched.caught_up.clear()
    end = threading.Event()

    def close():
        watched.writer.close()
        end.set()

    threading.Thread(target=close).start()
    assert end.wait(LONG)
    assert watched.writer.takes_nothing


def test_one_that_takes_output_again_gets_what_waited_and_tells_it(watched):
    watched.writer.write(b"x" * 2 * BEHIND)
    assert watched.writer.is_behind
    watched.caught_up.clear()
    reader = threading.Thread(target=lambda: watched.read(2 * BEHIND))
    reader.start()
    assert watched.caught_up.wait(LONG)
    assert not watched.writer.is_behind
    reader.join(LONG)


def test_one_that_is_gone_is_told_once_and_takes_no_more(watched):
    os.close(watched.master)
    watched.master = -1
    watched.writer.write(b"x")
    assert watched.gone.wait(LONG)
    assert watched.writer.takes_nothing
    for _ in range(100):
        watched.writer.write(b"x" * BEHIND)
    assert not watched.writer.is_behind
    watched.writer.close()


def test_one_that_was_left_without_waiting_gets_all(watched):
    os.set_blocking(watched.slave, False)
    watched.writer.write(b"x" * 300_000)
    assert len(watched.read(300_000)) == 300_000
