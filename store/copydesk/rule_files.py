"""Files of rules, in TOML: ours, and those of a desk, which add to them and change them.

    [[rules]]
    id = "our-name"           # and the fields of its kind
    …

    [change.no-break-spaces]  # a rule that is there already
    severity = "reminder"     # or: off = true

A rule that is wrong is left out and told with its line; the others work.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from store.copydesk.kinds import Capitalisation, Existence, Repetition, Substitution
from store.copydesk.pairs import Pair
from store.copydesk.rule import Rule, Severity
from store.copydesk.rule_faults import fault_of
from store.copydesk.script_kinds import Citation, Figures, Script, Syllable
from store.copydesk.slips import Slip
from store.copydesk.text_kinds import Conditional, Consistency, Length, Occurrence
from store.errors import N_, DeskError, Finding, finding
from store.paths import read_file
from store.text import nfc
from store.toml_source import Place, line_of, parsed

Kind = (
    Existence
    | Substitution
    | Capitalisation
    | Repetition
    | Length
    | Occurrence
    | Conditional
    | Consistency
    | Pair
    | Figures
    | Citation
    | Script
    | Syllable
    | Slip
)
OF_ANYBODY: Final = (
    *(Existence, Substitution, Capitalisation, Repetition),
    *(Length, Occurrence, Conditional, Consistency, Pair),
)
"""The kinds that a desk may write rules of."""

_UNKNOWN: Final = N_(
    "{file}, line {line}: a file of rules has no “{name}”; it has [[rules]] and [change.…]."
)
_TWICE: Final = N_("{file}, line {line}: another rule has the id “{name}” already.")
_OURS: Final = N_(
    "{file}, line {line}: rules of this kind are part of the program; choose another kind."
)
CHOSEN: Final = "chosen-in-the-app.toml"
"""The file of what is changed of rules in the app."""
_FOLDER: Final = Path(__file__).parent / "rules"


class Changed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a desk changes of a rule."""

    severity: Severity | None = None
    off: bool | None = None


class RuleFile(msgspec.Struct, frozen=True):
    """What a file says."""

    rules: tuple[Rule, ...] = ()
    changes: dict[str, Changed] = {}
    faults: tuple[Finding, ...] = ()
    """Its faults, each with the line."""


@cache
def built_in() -> tuple[Rule, ...]:
    """Return our rules, those that are off included."""
    return tuple(rule for path in sorted(_FOLDER.glob("*.toml")) for rule in read(path).rules)


@cache
def of_agreement() -> frozenset[str]:
    """Return the ids of our rules that hold what texts say against each other."""
    return frozenset(rule.id for rule in read(_FOLDER / "agreement.toml").rules)


def of_folder(folder: Path) -> tuple[list[Rule], list[Finding]]:
    """Return our rules with what the files of a folder add and change, and what is wrong there."""
    return combined(built_in(), map(read, files_of(folder)))


def files_of(folder: Path) -> list[Path]:
    """Return the files of rules in a folder as they are read: what was chosen in the app last."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:  # no such folder yet
        return []
    return sorted(paths, key=lambda path: path.name == CHOSEN)


def combined(rules: Iterable[Rule], files: Iterable[RuleFile]) -> tuple[list[Rule], list[Finding]]:
    """Return rules with what files add and change, and the faults of the files."""
    known = {rule.id: rule for rule in rules}
    faults: list[Finding] = []
    for file in files:
        faults += file.faults
        known |= {rule.id: rule for rule in file.rules}
        for name, change in file.changes.items():
            if name not in known:
                faults.append(finding(N_("There is no rule “{rule}” to change."), rule=name))
                continue
            fields = msgspec.structs.asdict(change)
            chosen = {key: value for key, value in fields.items() if value is not None}
            known[name] = msgspec.structs.replace(known[name], **chosen)
    return list(known.values()), faults


def read(path: Path) -> RuleFile:
    """Read a file of rules; what is wrong in it is in its faults."""
    try:
        text = nfc(read_file(path).decode("utf-8-sig"))
        raw = parsed(text, path)
    except DeskError as error:
        return RuleFile(faults=(Finding(error.message, error.values),))
    except UnicodeDecodeError:
        message = N_("{where} is not UTF-8 text; save it as UTF-8 in your editor.")
        return RuleFile(faults=(finding(message, where=path),))
    return _File(path, text).checked(raw)


class _File:
    """The checks of one file."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._faults: list[Finding] = []

    def checked(self, raw: dict[str, Any]) -> RuleFile:
        """Return what is right in the file, and what is wrong."""
        for name in raw.keys() - {"rules", "change"}:
            self._wrong((name,), _UNKNOWN, name=name)
        rules: dict[str, Rule] = {}
        entries, changes = raw.get("rules"), raw.get("change")
        for number, one in enumerate(entries if isinstance(entries, list) else ()):
            rule = self._rule(number, one)
            if rule is not None and rule.id in rules:
                self._wrong(("rules", number, "id"), _TWICE, name=rule.id)
            elif rule is not None:
                rules[rule.id] = rule
        named = changes.items() if isinstance(changes, dict) else ()
        kept = {name: change for name, one in named if (change := self._change(name, one))}
        return RuleFile(tuple(rules.values()), kept, tuple(self._faults))

    def _rule(self, number: int, raw: object) -> Rule | None:
        place: Place = ("rules", number)
        try:
            rule: Rule = msgspec.convert(raw, Kind)
        except msgspec.ValidationError as error:
            self._invalid(place, error)
            return None
        if not isinstance(rule, OF_ANYBODY) and self._path.parent != _FOLDER:
            self._wrong((*place, "kind"), _OURS)
            return None
        return rule

    def _change(self, name: str, raw: object) -> Changed | None:
        try:
            return msgspec.convert(raw, Changed)
        except msgspec.ValidationError as error:
            self._invalid(("change", name), error)
            return None

    def _invalid(self, place: Place, error: msgspec.ValidationError) -> None:
        wrong = fault_of(error, OF_ANYBODY)
        self._wrong((*place, wrong.field) if wrong.field else place, wrong.message, **wrong.values)

    def _wrong(self, place: Place, message: str, **values: object) -> None:
        line = line_of(self._text, place)
        self._faults.append(finding(message, file=self._path, line=line, **values))
