"""All that a session leaves is its owner's, from the first byte."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PAGE
from tests.faults.replay import why_not
from tests.tui.helpers import seated, written
from tui import crash, session_state, settings
from tui.cli import main

from .modes import mode, modes


def session(folder: Path) -> None:
    """All that the command line does, on a desk in a folder that is not there yet; then out."""
    desk = folder / "báo" / "tổ" / "desk.json"
    page = folder / "trang.txt"
    page.write_text(PAGE, encoding="utf-8")
    out = folder / "ra"

    def run(*arguments):
        assert main(["--desk", str(desk), *map(str, arguments)]) in (0, None)

    run("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    run("import", page)
    run("search", "quà")
    run("backup")
    run("backup", "--to", folder / "bản sao.json")
    run("compact")
    desk.write_bytes(desk.read_bytes().replace("quà".encode(), b"q"))  # another program
    run("import", page)
    desk.write_bytes(b"{")
    run("doctor", "--repair")
    run("export", "--to", out / "bài")
    run("campaign", "save-template", out / "mẫu.toml")
    run("units", "export", out / "đơn vị.csv")
    run("report", "--to", out / "báo cáo")


def of_the_desk(folder: Path) -> dict[str, str]:
    found = modes(folder)
    return {
        name: mode for name, mode in found.items() if name.split("/")[0] not in ("ra", "trang.txt")
    }


KINDS = (".lock", ".prev", ".index", ".backups", ".damaged-", ".outside-", ".j-")


@pytest.mark.parametrize("mask", [0o022, 0o002, 0o077, 0o000], ids=oct)
def test_all_that_a_session_leaves_is_its_owners(tmp_path, umask, mask, capsys):
    umask(mask)
    session(tmp_path)
    found = of_the_desk(tmp_path)
    assert all(any(kind in name for name in found) for kind in KINDS), found
    for name, given in found.items():
        assert given == ("0o700" if (tmp_path / name).is_dir() else "0o600"), name
    for name, given in modes(tmp_path / "ra").items():  # what goes out is the umask's affair
        usual = 0o777 if (tmp_path / "ra" / name).is_dir() else 0o666
        assert given == oct(usual & ~mask), name


MADE = re.compile(r'"([^"]*)".*O_CREAT.*, (0[0-7]+)\) = \d|"([^"]*)", (0[0-7]+)\) = 0')


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_nothing_is_wider_for_a_moment(tmp_path):
    """As the system is asked: what is made, with what mode, and what is given another one."""
    trace = tmp_path / "trace"
    script = (
        "import sys; from pathlib import Path;"
        "from tests.tui.who_may_read.test_session import session; session(Path(sys.argv[1]))"
    )
    work = tmp_path / "work"
    work.mkdir()
    calls = "trace=open,openat,creat,mkdir,mkdirat,chmod,fchmod,fchmodat"
    strace = ["strace", "-f", "-s", "4096", "-e", calls, "-o", trace]
    done = subprocess.run(
        [*strace, sys.executable, "-c", script, work],
        umask=0,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made, wide = set(), []
    for line in trace.read_text(encoding="utf-8").splitlines():
        assert not re.search(r"\b(fchmodat|chmod)\(", line) or str(work) not in line
        found = MADE.search(line)
        name = (found[1] or found[3]).encode().decode("unicode_escape") if found else ""
        name = name.encode("latin-1", "replace").decode("utf-8", "replace")
        if not name.startswith(f"{work}/") or name.startswith((f"{work}/ra", f"{work}/trang")):
            continue
        assert found
        # SQLite asks for what is there already; and the other program above writes in place.
        if "O_TRUNC" in line or (name in made and "O_EXCL" not in line):
            continue
        made.add(name)
        if int(found[2] or found[4], 8) & 0o077:
            wide.append(line)
    assert len(made) > 20
    assert wide == []


async def test_what_the_app_keeps_is_its_owners(desk, home, umask):
    umask(0o002)
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+q")
    report = crash.write_report(ValueError("x"), settings.state_folder())
    session_state.save(desk.file.path, session_state.Place(article=article.id))
    assert report.parent == settings.state_folder()
    made = [settings.settings_path(), report, settings.state_folder() / "places.json"]
    made += (settings.state_folder() / "texts").iterdir()
    assert [oct(mode(path)) for path in made] == ["0o600"] * 4
    assert {oct(mode(path.parent)) for path in made} == {"0o700"}
    assert not [name for name, given in modes(home).items() if int(given, 8) & 0o077]


def test_settings_of_an_older_version_are_narrowed_when_they_are_saved(umask):
    path = settings.settings_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"{}")
    path.chmod(0o644)
    settings.save(settings.Settings(theme="x"))
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o755  # whoever made it


def test_two_crashes_of_one_second_are_two_reports():
    reports = {crash.write_report(ValueError("x"), settings.state_folder()) for _ in range(3)}
    assert len(reports) == 3
    assert None not in reports
