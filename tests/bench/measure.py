"""What the parts of the bench share: numbers to rows of Markdown, and where they were measured."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Final

from tests.terminal.term import TOASOAN

BARE: Final = Path(__file__).with_name("bare.py")
"""The apps to compare with."""


def bare(name: str, *arguments: object) -> list[str]:
    """Return the command of an app to compare with."""
    return [sys.executable, str(BARE), name, *map(str, arguments)]


def toasoan(desk: Path) -> list[str]:
    """Return the command of the app on a desk."""
    return [*TOASOAN, "--lang", "en", "--desk", str(desk)]


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def spread(values: Sequence[float], digits: int = 0) -> list[str]:
    """Return minimum, median and p95 of some values."""
    return [f"{value:.{digits}f}" for value in (min(values), median(values), p95(values))]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; all columns but the first are numbers."""
    return "\n".join(_lines(head, rows))


def print_rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print such a table, each row as soon as it has been measured."""
    for line in _lines(head, rows):
        print(line, flush=True)


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for line in chain([head, ["---", *["---:"] * (len(head) - 1)]], rows):
        yield f"| {' | '.join(line)} |"


def conditions() -> str:
    """Say where it was measured."""
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return (
        f"Python {platform.python_version()}, Textual {version('textual')}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, load average {load}"
    )


def disk(folder: Path) -> str:
    """Say what a folder lies on: the kind of file system, and the device (Linux only)."""
    mounts = [line.split()[:3] for line in Path("/proc/mounts").read_text().splitlines()]
    over = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    device, _, kind = max(over, key=lambda mount: len(mount[1]))
    return f"{kind} on {device}"


def mebibytes(pid: int) -> tuple[float, float, float]:
    """Return the resident, the proportional and the peak memory of a process (Linux only)."""
    return (
        _field(Path(f"/proc/{pid}/status"), "VmRSS:"),
        _field(Path(f"/proc/{pid}/smaps_rollup"), "Pss:"),
        _field(Path(f"/proc/{pid}/status"), "VmHWM:"),
    )


def _field(file: Path, name: str) -> float:
    for line in file.read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return float("nan")
