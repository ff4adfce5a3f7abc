"""Who may know whom: `store/` no terminal, `tui/` no database, the command line no Textual.

And no modules of `tui/` each other in a circle.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import store
import tui
from tests.conftest import PAGE

TERMINAL = {"textual", "rich", "tui"}


def modules(package):
    """The source files of a package, by their place in it."""
    root = Path(next(iter(package.__path__)))
    return {str(path.relative_to(root.parent)): path for path in sorted(root.rglob("*.py"))}


def imported(path: Path) -> set[str]:
    """The top names that a module imports, wherever in it, also for types only."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0] if not node.level else "." * node.level)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            names |= {ast.unparse(argument) for argument in node.args}
    return names


def test_the_store_imports_no_terminal():
    assert modules(store)
    assert not [name for name, path in modules(store).items() if imported(path) & TERMINAL]


def test_the_screens_import_no_database():
    assert modules(tui)
    assert not [name for name, path in modules(tui).items() if "tinydb" in imported(path)]


def test_what_a_module_imports_is_found(tmp_path):
    file = tmp_path / "m.py"
    file.write_text("import a.b, c\ndef f():\n    from d.e import g\n    from .h import i\n")
    assert imported(file) == {"a", "c", "d", "."}


def loaded_after(script: str, *arguments: object) -> set[str]:
    """Run a script in a Python of its own, and return the top names of what it has loaded."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{script}\nimport json, sys\n"
            "print('\\n' + json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))",
            *map(str, arguments),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_script_can_use_the_store_without_a_terminal(tmp_path):
    page = tmp_path / "trang.txt"
    page.write_text(PAGE, encoding="utf-8")
    loaded = loaded_after(
        """
import importlib, pkgutil, sys
from pathlib import Path
import store
for module in pkgutil.walk_packages(store.__path__, "store."):
    importlib.import_module(module.name)
page = Path(sys.argv[1])
with store.open_desk(page.with_name("desk.json")) as desk:
    desk.campaigns.new("thang-cong-nhan", 2027)
    article = desk.articles.import_page(page.read_bytes(), "page")
    desk.search.find("cong doan"), desk.search.suggestions(article)
    out = desk.articles.export(article, page.parent / "out")
assert out.read_bytes() == page.read_bytes()
""",
        page,
    )
    assert "tinydb" in loaded
    assert not loaded & TERMINAL


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["list", "articles"],
        ["list", "news", "--json"],
        ["import", "trang.txt"],
        ["export", "--to", "ra"],
        ["campaign", "new", "--template", "thang-cong-nhan", "--year", "2027"],
        ["campaign", "clone", "--year", "2027", "--dry-run"],
        ["campaign", "save-template", "mau.toml"],
        ["news", "import", "trang.txt"],
        ["show", "zz"],
        ["tasks", "--late"],
        ["task", "add", "việc", "--due", "mai"],
        ["tag", "zz", "--topic", "an toàn"],
        ["doctor"],
        ["restore", "trang.txt"],
        ["calendar"],
        ["speak", "22h ngày 30/4"],
        ["check", "trang.txt"],
        ["rules", "list"],
        ["ledger"],
        ["bulletin", "list"],
        ["versions", "zz"],
        ["fact", "table"],
        ["photos", "zz"],
    ],
    ids=" ".join,
)
def test_the_command_line_loads_no_textual(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trang.txt").write_text(PAGE, encoding="utf-8")
    loaded = loaded_after(
        """
import sys
from tui.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
""",
        *arguments,
    )
    assert "store" in loaded
    assert not loaded & {"textual", "rich"}


def test_a_desk_is_opened_without_what_reads_pages_and_mail():
    script = "import sys, store.desk; print(*(name for name in sys.modules if 'store.' in name))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    late = {"store.articles.plain_text", "store.formats.incoming", "store.mail.texts", "store.news"}
    assert "store.desk.page_import" in done.stdout.split()
    assert not late & set(done.stdout.split())


def test_the_app_loads_textual():
    assert {"textual", "rich", "tui"} <= loaded_after("import tui.app")


def test_the_editor_loads_no_checker():
    """Its rules and their patterns are read in a thread, after the first text is shown."""
    assert "regex" not in loaded_after("import tui.panes.editor")


# ---------------------------------------------------------------- no import circles


def by_dotted_name(package) -> dict[str, Path]:
    """Return the source files of a package by the names under which they are imported."""
    return {
        name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): path
        for name, path in modules(package).items()
    }


def arrows(paths: dict[str, Path]) -> dict[str, set[str]]:
    """Return which of these modules each imports, also in functions and for types only.

    What is named in a string (the rooms, the forms that are kept) is not counted.
    """
    found: dict[str, set[str]] = {}
    for module, path in paths.items():
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{module} imports by a relative name"
                inside = {f"{node.module}.{alias.name}" for alias in node.names}
                names |= inside & paths.keys()
                names |= set() if inside <= paths.keys() else {node.module}
        found[module] = names & paths.keys()
    return found


def circle(paths: dict[str, Path]) -> str:
    """Return a circle in which modules import each other; the empty text where there is none."""
    try:
        TopologicalSorter(arrows(paths)).prepare()
    except CycleError as error:
        return " → ".join(reversed(error.args[1]))
    return ""


@pytest.mark.parametrize("package", [store, tui], ids=["store", "tui"])
def test_no_modules_import_each_other_in_a_circle(package):
    assert not circle(by_dotted_name(package))


@pytest.mark.parametrize(
    ("layer", "above"),
    [
        ("tui.panes", ("tui.screens",)),
        ("tui.dialogs", ("tui.screens", "tui.panes")),
        ("tui.widgets", ("tui.screens", "tui.panes", "tui.dialogs")),
    ],
)
def test_a_layer_imports_none_above_it(layer, above):
    found = {
        module: up
        for module, names in arrows(by_dotted_name(tui)).items()
        if module.startswith(layer) and (up := {n for n in names if n.startswith(above)})
    }
    assert not found


def test_a_circle_is_found(tmp_path):
    (tmp_path / "a.py").write_text("def f():\n    from p import b\n")
    (tmp_path / "b.py").write_text("if TYPE_CHECKING:\n    from p.c import C\n")
    (tmp_path / "c.py").write_text("import p.a\n")
    paths = {f"p.{path.stem}": path for path in sorted(tmp_path.iterdir())}
    assert circle(paths) == "p.a → p.b → p.c → p.a"
    (tmp_path / "c.py").write_text("import os, p\n")
    assert not circle(paths)


# --- who opens files

BY_NAME = {
    *("open", "io.open", "os.open", "os.fdopen", "os.mkdir", "os.makedirs", "os.truncate"),
    *("os.symlink", "os.mknod", "os.mkfifo", "codecs.open"),
}
"""Functions that make, open or change a file by its name."""
BY_PATH = {
    *("read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "touch", "chmod"),
    *("symlink_to", "hardlink_to", "lchmod"),
}
"""Methods of a path that do."""
OPENERS = {
    "store/safe_open.py": {"os.open", "os.fdopen", "mkdir", "open"},
    "store/atomic.py": {"os.open"},  # a folder, to sync it
    "store/file/permissions.py": {"os.open"},  # to narrow what lies there
    "store/search/index.py": {"tempfile.TemporaryDirectory"},
    "tui/cli/__init__.py": {"os.open"},  # os.devnull
    "tui/external_editor.py": {"tempfile.mkstemp", "os.fdopen"},
    "tui/terminal/clipboard.py": {"shutil.which"},  # only looks for it
    "tui/terminal/driver.py": {"os.open"},  # os.devnull
    "tui/emergency_save.py": {"tempfile.gettempdir"},  # only its name
    # Run by hand, and when the wheel is built: nothing of an editor's is in reach.
    "tui/locale/catalogues.py": {"open", "write_bytes"},
    "tui/locale/update.py": {"read_bytes", "write_bytes"},
}
"""The modules that may, and what they use; everything else goes through `safe_open`."""


def opens(path: Path) -> set[str]:
    """What a module uses to make, open or change files by their names."""
    used = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        whole = ast.unparse(node.func)
        last = getattr(node.func, "attr", "")
        modes = [a.value for a in node.args[:1] if isinstance(a, ast.Constant)]
        if whole in BY_NAME or whole.startswith(("tempfile.", "shutil.")):
            used.add(whole)
        elif (last in BY_PATH and isinstance(node.func, ast.Attribute)) or (
            last == "open" and any(isinstance(m, str) and {*m} <= {*"rwxab+t"} for m in modes)
        ):
            used.add(last)
    return used


@pytest.mark.parametrize("package", [store, tui], ids=["store", "tui"])
def test_files_are_opened_in_one_place(package):
    found = {name: opens(path) for name, path in modules(package).items()}
    assert {name: used for name, used in found.items() if used} == {
        name: used for name, used in OPENERS.items() if name.startswith(package.__name__)
    }


def test_what_a_module_opens_is_found(tmp_path):
    file = tmp_path / "m.py"
    file.write_text(
        "import os, shutil\n"
        "open('x'); p.open('wb'); p.write_text(''); os.open(p, 1); shutil.copy2(a, b); p.mkdir()\n"
        "editor.open(article); index.write_all([]); folder.chmod(7)\n"
    )
    assert opens(file) == {"open", "write_text", "os.open", "shutil.copy2", "mkdir", "chmod"}


# ---------------------------------------------------------------- the clock, and waiting

TESTS = Path(__file__).parent
WALL_CLOCK = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"}
PAUSES = {
    "time.sleep",
    "sleep",
    "asyncio.sleep",
    "pilot.pause",
    "seat.pilot.pause",
    "self.pilot.pause",
}
MAY_PAUSE = {
    "terminal/term.py": "waits for a program in a terminal",
    "tui/helpers.py": "looks again and again for what is waited for",
    "tui/screenshot.py": "draws the picture of the README",
    "store/test_file.py": "kills a program at any moment",
    "faults/test_kill.py": "kills a program at any moment",
    "tui/test_cli_search.py": "waits until a program has written something",
    "tui/test_cli_news_stopped.py": "waits until a program has written something",
}
"""The few tests and helpers that let real time pass, and why."""


def calls(path: Path) -> list[tuple[str, list[ast.expr]]]:
    """What a module calls, as it is written, and with what."""
    return [
        (ast.unparse(node.func), node.args)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def lets_time_pass(called: str, given: list[ast.expr]) -> bool:
    """Tell whether a call waits for so long; `sleep(0)` and `pause()` only give way."""
    is_nothing = not given or (isinstance(given[0], ast.Constant) and not given[0].value)
    return called in PAUSES and not is_nothing


def test_the_program_reads_the_clock_in_one_place():
    paths = {**modules(store), **modules(tui)}
    found = {name for name, path in paths.items() if {c for c, _given in calls(path)} & WALL_CLOCK}
    assert found == {"store/clock.py"}


def test_no_test_reads_the_clock_or_lets_time_pass():
    found = []
    for path in sorted(TESTS.rglob("*.py")):
        name = path.relative_to(TESTS).as_posix()
        if name.startswith("bench/"):
            continue
        for called, given in calls(path):
            if called in WALL_CLOCK or (lets_time_pass(called, given) and name not in MAY_PAUSE):
                found.append(f"{name}: {called}")
    assert not found
