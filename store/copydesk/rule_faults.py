"""What is wrong with a rule of a file, in plain words: which field, and what would be right."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import msgspec

from store.copydesk.manuscript import Scope
from store.copydesk.patterns import compiled
from store.copydesk.rule import Severity
from store.errors import N_, Finding, finding

_SAID: Final = N_("{field}: {reason}")
_ONE_OF: Final = N_("{field}: this cannot be “{found}”; it is one of: {known}")
_EMPTY: Final = N_("this must not be empty")
_PATTERNS: Final = ("pattern", "unless", "then")
_NO_PATTERN: Final = N_("this is no pattern; look at its brackets and backslashes")
_PLAIN: Final = (
    (r"Object missing required field `(?P<field>.*)`", N_("this is missing")),
    (
        r"Object contains unknown field `(?P<field>.*)`",
        N_("there is no such field here; it may be misspelt"),
    ),
    (r"Expected `[a-z]+` (?:of|matching).*(?:>= 1|\\S'|\\\\S')", _EMPTY),
    (r"Expected `str` matching .*", N_("only small letters, digits and dashes, a letter first")),
    (r"Expected `str.*", N_("this must be a text in quotation marks")),
    (r"Expected `int` [<>].*", N_("this number is too small")),
    (r"Expected `int.*", N_("this must be a whole number, without quotation marks")),
    (r"Expected `bool.*", N_("this must be true or false, without quotation marks")),
    (r"Expected `array.*", N_("this must be a list in square brackets")),
    (r"Expected `object.*", N_("this must be a table in braces")),
    (r"give either pattern or words", N_("give either pattern or words")),
)
"""Error messages of msgspec and of our kinds of rules, and plainer ones."""
_ENUMERATED: Final = re.compile(r"Invalid (?:enum )?value '(?P<found>.*)'")


class Fault(NamedTuple):
    """What is wrong, and where."""

    field: str
    """Empty for the whole of it."""
    said: Finding


def fault_of(error: msgspec.ValidationError, raw: object, known: dict[str, list[str]]) -> Fault:
    """Return what is wrong with a rule, or with a change of one.

    Args:
        error: of msgspec.
        raw: what was read.
        known: the values that a field may have, besides those of every rule.
    """
    reason, _, inside = str(error).partition(" - at `$")
    field = inside.strip("`.").partition("[")[0].partition(".")[0]
    if found := _ENUMERATED.fullmatch(reason):
        values = _values(field, known)
        return Fault(field, finding(_ONE_OF, field=field, found=found["found"], known=values))
    for pattern, plain in _PLAIN:
        if match := re.fullmatch(pattern, reason):
            field = field or match.groupdict().get("field", "")
            return Fault(field, _told(field or "words", plain))
    if not field and (broken := _broken_pattern(raw)):
        return Fault(broken, _told(broken, _NO_PATTERN))
    return Fault(field, _told(field, reason) if field else Finding("{reason}", {"reason": reason}))


def _told(field: str, reason: str) -> Finding:
    return finding(_SAID, field=field, reason=reason)


def _values(field: str, known: dict[str, list[str]]) -> str:
    every: dict[str, list[str]] = {"severity": [*Severity], "scope": [*Scope], **known}
    return ", ".join(every.get(field, ()))


def _broken_pattern(raw: Any) -> str:
    """Return the field whose pattern is none."""
    for name in _PATTERNS:
        pattern = raw.get(name) if isinstance(raw, dict) else None
        try:
            compiled(pattern if isinstance(pattern, str) else "")
        except ValueError:
            return name
    return ""
