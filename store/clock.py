"""The time. Nothing else in the program reads the clock of the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def of_the_machine() -> datetime:
    """Return the time, with its offset."""
    return datetime.now().astimezone()


source: Clock = of_the_machine
"""The source of the time; tests set a clock of their own."""


def now() -> datetime:
    """Return the time, with its offset."""
    return source()
