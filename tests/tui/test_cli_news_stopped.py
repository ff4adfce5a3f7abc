"""An import of news that ends early says what of it is on the desk."""

from __future__ import annotations

import resource
import signal
import subprocess
import time

import pytest

from store import open_desk
from tests.tui.cli import command, running

ROWS = 4_000


@pytest.fixture
def table(tmp_path):
    """A table of as many different items as take a while."""
    rows = (f"Tổ may số {number} nhận {number} suất quà,{'Ca ' * 200}" for number in range(ROWS))
    path = tmp_path / "tin.csv"
    path.write_text("tiêu đề,nội dung\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def on(desk_path):
    with open_desk(desk_path) as desk:
        return len(desk.news)


def test_ctrl_c_tells_what_was_taken(table, desk_path):
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with running("--desk", desk_path, "news", "import", table, **streams) as importing:
        while sum(path.stat().st_size for path in desk_path.parent.glob("*.j-*")) < 300_000:
            assert importing.poll() is None
            time.sleep(0.01)
        importing.send_signal(signal.SIGINT)
        out, err = importing.communicate(timeout=120)
    assert importing.returncode == 130
    taken = on(desk_path)
    assert 0 < taken < ROWS
    assert out.startswith(f"Taken: {taken:,}, folded: 0")
    assert err.endswith("Stopped; what had been taken by then is on the desk.\n")


def test_a_disk_that_fills_up_is_no_reason_to_say_that_nothing_has_changed(table, desk_path):
    most = 2_000_000

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        command("--desk", desk_path, "news", "import", table),
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=limited,
    )
    assert done.returncode == 2
    taken = on(desk_path)
    assert 0 < taken < ROWS
    assert f"{taken:,}" in done.stdout
    (told,) = [line for line in done.stderr.splitlines() if "could not be written" in line]
    assert told.endswith(
        "It is as it was before this change. What had been taken by then is on the desk."
    )
