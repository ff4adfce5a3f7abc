"""What the copy desk has found in an article, in numbers: what is kept of it, and what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from store.article_parts import Block
from store.copydesk.checker import Flag
from store.copydesk.rule import Severity


class Grade(StrEnum):
    """How an article stands with the copy desk, the gravest first."""

    BLOCKED = "blocked"
    WARNED = "warned"
    CLEAN = "clean"


class Result(Struct, frozen=True, omit_defaults=True):
    """What is kept of a check."""

    blocks: tuple[Block, ...] = ()
    """What blocks the article, as it is kept where somebody lets it pass."""
    warnings: dict[str, int] = {}
    """How many things each rule warns of, …"""
    reminders: dict[str, int] = {}
    """… and reminds of."""


class Verdict(Struct, frozen=True, gc=False):
    """How many things stand open in an article."""

    blocks: int = 0
    """Those that nobody has let pass."""
    warnings: int = 0
    reminders: int = 0
    """With what was let pass."""
    let_pass: int = 0
    """How much blocks it and was let pass."""
    is_held: bool = False
    """Whether what blocks it keeps it from its next step: it is with an editor."""

    @property
    def grade(self) -> Grade:
        """Return how the article stands; reminders leave it clean."""
        if self.blocks:
            return Grade.BLOCKED
        return Grade.WARNED if self.warnings else Grade.CLEAN

    @property
    def gravity(self) -> tuple[int, int, int]:
        """Return by what the gravest comes last."""
        return self.blocks, self.warnings, self.reminders


def result_of(flags: Iterable[Flag]) -> Result:
    """Return what is kept of a check."""
    flags = list(flags)
    return Result(
        tuple(flag.block for flag in flags if flag.severity is Severity.BLOCK),
        Counter(flag.rule for flag in flags if flag.severity is Severity.WARNING),
        Counter(flag.rule for flag in flags if flag.severity is Severity.REMINDER),
    )
