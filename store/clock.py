"""The time. Nothing else in the program reads the clock of the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def of_the_machine() -> datetime:
    """Return the time, with its offset."""
    return datetime.now().astimezone()


source: Clock = of_the_machine
"""Where the time comes from; a test puts a clock of its own here."""


def now() -> datetime:
    """Return the time, with its offset."""
    return source()
