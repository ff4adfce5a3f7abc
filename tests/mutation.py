"""Change the store in a fixed sample of places, and see whether the tests notice.

    python -m tests.mutation [--size 150]

mutmut makes every mutant of `store/` and knows which tests reach it; this picks the sample, leaves
out what changes no behaviour (`ALIKE`), and prints what survived with its difference. It exits
with 1 when fewer than nine in ten were noticed. Half an hour on two quiet cores; what was run
already is not run again (`mutants/`, delete it for a fresh start).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MADE: Final = ROOT / "mutants"
MUTMUT: Final = (sys.executable, "-m", "mutmut")

WANTED: Final = 0.9
"""The share of the sample that the tests must notice."""

ALIKE: Final = frozenset(
    {
        "store.desk.search.xǁSearchǁnewest__mutmut_17",  # SQL in small letters
        "store.search.index_writer.x__next_place__mutmut_11",  # the same
        "store.lineage.xǁLineageǁanew__mutmut_7",  # `marks` is never empty there
    }
)
"""Mutants that do what the original does, each looked at: they are no fault of the tests."""

SURVIVED: Final = (0, 33)
"""mutmut's exit codes of a mutant that no test noticed, or that no test reaches."""

NOT_RUN: Final = (None, 34)
"""Not run yet, or not to be run."""


def results() -> dict[str, int | None]:
    """Return the exit code of every mutant, by its name."""
    found: dict[str, int | None] = {}
    for meta in MADE.rglob("*.meta"):
        found |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def sample(names: Iterable[str], size: int) -> list[str]:
    """Return `size` of the names: the same ones for the same code, and mostly so for new code."""
    there = sorted(set(names) - ALIKE, key=lambda name: hashlib.sha256(name.encode()).digest())
    return sorted(there[:size])


def run(names: Iterable[str]) -> None:
    """Let mutmut run some mutants; it tells what it does on standard output."""
    # The order of sets is in the names of some parametrised tests.
    subprocess.run([*MUTMUT, "run", *names], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"})


def differences(names: Iterable[str]) -> Iterator[str]:
    """Return what some mutants change, as unified differences."""
    for name in names:
        shown = subprocess.run([*MUTMUT, "show", name], cwd=ROOT, capture_output=True, text=True)
        yield shown.stdout


def main() -> int:
    """Run the sample, and return 1 where too much of it survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--size", type=int, default=150, metavar="N", help="how many (150)")
    size = parser.parse_args().size
    if find_spec("mutmut") is None:
        sys.exit("mutmut is missing: pip install -e '.[dev,mutation]'")
    if not MADE.is_dir():  # any mutant will do: all are made, and what reaches them is learnt
        run(["store.text.x_fold__mutmut_1"])
    names = sample(results(), size)
    if len(names) < size:
        sys.exit(f"mutmut has made {len(names)} mutants, not {size}: see what it said above.")
    run(name for name in names if results()[name] in NOT_RUN)
    found = results()
    survivors = [name for name in names if found[name] in SURVIVED]
    killed = sum(found[name] not in (*SURVIVED, *NOT_RUN) for name in names)
    for difference in differences(survivors):
        print(difference)
    print(f"{killed} noticed, {len(survivors)} not, of {len(names)}")
    return killed < WANTED * len(names)


if __name__ == "__main__":
    sys.exit(main())
