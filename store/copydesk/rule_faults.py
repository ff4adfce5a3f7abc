"""What msgspec says of a wrong rule, in sentences of ours that can be translated."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from store.copydesk.manuscript import Scope
from store.copydesk.rule import Severity
from store.errors import N_

_OTHER: Final = N_("{file}, line {line}: {reason}.")
_SENTENCES: Final = (
    (
        re.compile(r"Object missing required field `(?P<field>.*)`"),
        N_("{file}, line {line}: the field “{field}” is missing."),
    ),
    (
        re.compile(r"Object contains unknown field `(?P<field>.*)`", re.DOTALL),
        N_("{file}, line {line}: there is no field “{field}” here; is it misspelt?"),
    ),
    (
        re.compile(r"Invalid (?:enum )?value '?(?P<found>.*?)'?", re.DOTALL),
        N_("{file}, line {line}: “{field}” cannot be “{found}”."),
    ),
    (
        re.compile(r"Expected `str`, got .*"),
        N_("{file}, line {line}: “{field}” must be a text in quotation marks."),
    ),
    (
        re.compile(r"Expected `array`, got .*"),
        N_("{file}, line {line}: “{field}” must be a list in square brackets."),
    ),
    (
        re.compile(r"Expected `int`, got .*"),
        N_("{file}, line {line}: “{field}” must be a whole number, without quotation marks."),
    ),
    (
        re.compile(r"Expected `bool`, got .*"),
        N_("{file}, line {line}: “{field}” must be true or false, without quotation marks."),
    ),
    (
        re.compile(r"Expected `object`, got .*"),
        N_("{file}, line {line}: “{field}” must be a table, such as [rules.{field}]."),
    ),
)
_ONE_OF: Final = N_("{file}, line {line}: “{field}” cannot be “{found}”; it is one of: {known}.")


class Fault(NamedTuple):
    """A sentence, the field it is about (empty for the whole rule), and what fills it."""

    message: str
    field: str
    values: dict[str, str]


def fault_of(error: Exception, kinds: tuple[type, ...]) -> Fault:
    """Return what is wrong with a rule.

    Args:
        error: what msgspec says.
        kinds: the kinds that a rule of a desk may have, named where a rule has none of them.
    """
    reason, _, inside = str(error).partition(" - at `$")
    field = inside.strip("`.").partition("[")[0].partition(".")[0]
    for pattern, message in _SENTENCES:
        if found := pattern.fullmatch(reason):
            values = {"field": field, **found.groupdict()}
            known = _known(values["field"], kinds) if "found" in values else ""
            return Fault(_ONE_OF if known else message, field, {**values, "known": known})
    return Fault(_OTHER, field, {"reason": f"{field}: {reason}" if field else reason})


def _known(field: str, kinds: tuple[type, ...]) -> str:
    """Return what a field may be; empty where that differs by kind."""
    choices: dict[str, list[str]] = {
        "kind": [kind.__name__.lower() for kind in kinds],
        "severity": [str(one) for one in Severity],
        "scope": [str(one) for one in Scope],
    }
    return ", ".join(choices.get(field, []))
