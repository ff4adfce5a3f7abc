"""Patterns of rules: with a time limit, as one that anybody has written may never end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import regex

MOST_SECONDS: Final = 0.2
"""How long a pattern may take for a paragraph; ours take a hundredth of that …"""
_FOR_A_CHARACTER: Final = 2e-6
"""… and so much longer for each character of it: a text may be one paragraph of a megabyte."""


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern.

    Raises:
        ValueError: it is no pattern.
    """
    import regex  # 0.03 s, which the start of the app does not pay

    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError) as error:
        raise ValueError(str(error)) from error


def matches(pattern: str, text: str) -> Iterator[regex.Match[str]]:
    """Yield the matches of a pattern in a text; empty ones are left out.

    Raises:
        TimeoutError: it takes too long.
    """
    limit = MOST_SECONDS + len(text) * _FOR_A_CHARACTER
    found: Any = compiled(pattern).finditer(text, timeout=limit)
    return (match for match in found if match.end() > match.start())
