"""The command line in tests: as a call, as a program of its own, and what a refusal looks like."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from store import open_desk

PROGRAM = Path(__file__).with_name("program.py")

HEADLINE = "Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê"
SHORT = "Tít hai\n\nAn |\n\nMột đoạn văn.\n\nAn"


class Result(NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.decode().split("\n")[:-1]

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def id(self) -> str:
        """The ID in the only line."""
        (line,) = self.lines
        return line.partition("\t")[0]


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(PROGRAM), *map(str, arguments)]


def toasoan(*arguments: object, stdin: bytes | None = None, **options) -> Result:
    """Run a command as a program of its own."""
    done = subprocess.run(
        command(*arguments), input=stdin or b"", capture_output=True, timeout=120, **options
    )
    return Result(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


@contextmanager
def running(*arguments: object, **streams):
    """Start a command as a program of its own; it ends with the test, however that ends."""
    with subprocess.Popen(command(*arguments), **streams) as program:
        try:
            yield program
        finally:
            program.kill()


def refused(result: Result, *words: str) -> str:
    """See that a command was refused as all are: exit 2, one sentence on standard error."""
    assert result.code == 2
    assert result.err.startswith("toasoan: ")
    assert result.err.count("\n") == 1
    assert result.err.endswith("\n")
    assert "Traceback" not in result.err
    assert harmless(result.err)
    for word in words:
        assert word in result.err
    return result.err


def harmless(text: str) -> bool:
    """Tell whether a text has nothing that a terminal would obey or turn around."""
    return all(
        char in "\n\t" or category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text
    )


def put(desk_path, *records):
    with open_desk(desk_path) as desk:
        for record in records:
            desk.records.add(record)


def articles(desk_path):
    with open_desk(desk_path, read_only=True) as desk:
        return list(desk.articles)


def names(folder):
    return sorted(path.name for path in folder.iterdir())
