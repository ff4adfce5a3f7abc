"""How large things may become: files, classes and faces that one can still read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import store
import tui

LONGEST_FILE = 500
MOST_METHODS = 40
MOST_PUBLIC_NAMES = 20

STORE = Path(next(iter(store.__path__)))
APP = Path(next(iter(tui.__path__)))
FILES = {
    path.relative_to(root.parent).as_posix(): path
    for root in (STORE, APP)
    for path in sorted(root.rglob("*.py"))
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def classes_in(path: Path) -> list[ast.ClassDef]:
    """The classes of a file, also those within others."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes if isinstance(node, ast.ClassDef)]


@cache
def faces() -> dict[str, ast.ClassDef]:
    """The classes of the store, by name; records and other values are data, and no faces.

    Of several with one name, all but the first have a number behind it.
    """
    every = [node for path in sorted(STORE.rglob("*.py")) for node in classes_in(path)]
    values = {node.name: node for node in every}
    found: dict[str, ast.ClassDef] = {}
    for node in every:
        if not is_value(node, values):
            same = sum(name.partition("#")[0] == node.name for name in found)
            found[f"{node.name}#{same}" if same else node.name] = node
    return found


def is_value(node: ast.ClassDef, known: dict[str, ast.ClassDef]) -> bool:
    """Whether a class is a msgspec Struct, whose names are its fields."""
    bases = list(map(name_of, node.bases))
    return "Struct" in bases or any(is_value(known[base], known) for base in bases if base in known)


def name_of(node: ast.expr) -> str:
    """The last name of a base class: `Table[Task]` is `Table`."""
    node = node.value if isinstance(node, ast.Subscript) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def names(node: ast.ClassDef, known: dict[str, ast.ClassDef]) -> Iterator[str]:
    """What can be asked of a class: its methods, and what its constructor sets; bases included."""
    for base in map(name_of, node.bases):
        if base in known:
            yield from names(known[base], known)
    for part in node.body:
        if isinstance(part, FUNCTIONS):
            yield part.name
            yield from set_in(part) if part.name == "__init__" else ()
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id


def set_in(constructor: ast.AST) -> Iterator[str]:
    """What a constructor sets on the object."""
    for inner in ast.walk(constructor):
        targets = getattr(inner, "targets", [getattr(inner, "target", None)])
        for target in targets if isinstance(inner, ast.Assign | ast.AnnAssign) else ():
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self":
                yield target.attr


def test_no_file_is_long():
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in FILES.items()}
    assert lengths
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FILE}


def test_no_class_has_many_methods():
    """Properties are methods too; those of the bases are not counted."""
    counts = {
        f"{name}:{node.name}": sum(isinstance(part, FUNCTIONS) for part in node.body)
        for name, path in FILES.items()
        for node in classes_in(path)
    }
    assert counts
    assert not {name: count for name, count in counts.items() if count > MOST_METHODS}


def test_no_class_of_the_store_has_a_large_face():
    known = faces()
    public = {
        name: {one for one in names(node, known) if not one.startswith("_")}
        for name, node in known.items()
    }
    assert public
    assert not {name: face for name, face in public.items() if len(face) > MOST_PUBLIC_NAMES}


def test_the_desk_is_what_it_holds():
    known = faces()
    assert {one for one in names(known["Desk"], known) if not one.startswith("_")} == {
        *("articles", "tasks", "campaigns", "units", "facts", "ledger", "rumours", "rights"),
        *("links", "news", "search", "calendar", "reports", "undo", "trash", "revisions"),
        *("file", "records", "db", "close"),
    }
