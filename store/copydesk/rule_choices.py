"""What is changed of rules in the app: a file of rules of its own, read after all others."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from msgspec.structs import asdict, replace

from store.atomic import replace_file
from store.copydesk.rule_files import CHOSEN, Changed, built_in, combined, files_of, read
from store.errors import N_, FileError, InvalidValueError, os_errors_as
from store.safe_open import PRIVATE_FOLDER, make_folder

_HEAD: Final = """\
# What was changed of rules in the app, which writes this file anew each time.
# Your own rules and changes belong in other files beside it; this one is read last.
"""


def change(folder: Path, rule: str, **changes: Any) -> None:
    """Switch a rule off or on, or change how much it weighs.

    What is as the other files have it is not written down.

    Args:
        folder: of the desk's rules; made where it is missing.
        rule: its id.
        changes: `off` or `severity`.

    Raises:
        InvalidValueError: there is no such rule.
        FileError: the file cannot be read or written; nothing has changed.
    """
    path = folder / CHOSEN
    others = (read(one) for one in files_of(folder) if one != path)
    rules, _faults = combined(built_in(), others)
    given = next((one for one in rules if one.id == rule), None)
    if given is None:
        raise InvalidValueError(N_("There is no rule “{rule}” to change."), rule=rule)
    file = read(path) if path.exists() else None
    if file and file.faults:
        fault = file.faults[0]
        raise FileError(fault.message, **fault.values)
    known = dict(file.changes) if file else {}
    wanted = asdict(replace(known.get(rule, Changed()), **changes))
    differing = {
        name: value
        for name, value in wanted.items()
        if value is not None and value != getattr(given, name)
    }
    known.pop(rule, None)
    if differing:
        known[rule] = Changed(**differing)
    refusal = N_("{path} cannot be written ({reason}); nothing has changed.")
    with os_errors_as(FileError, refusal, path=path):
        make_folder(folder, PRIVATE_FOLDER)
        replace_file(path, _written(known).encode())


def _written(changes: dict[str, Changed]) -> str:
    parts = [_HEAD]
    for rule, one in sorted(changes.items()):
        lines = [f"[change.{rule}]"]
        if one.severity is not None:
            lines.append(f'severity = "{one.severity}"')
        if one.off is not None:
            lines.append(f"off = {str(one.off).lower()}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
