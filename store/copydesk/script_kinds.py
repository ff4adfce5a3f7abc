"""The kinds of rules that are programs: ours only, by the names under which they are known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from store.copydesk import syllables
from store.copydesk.rule import Filled, Found, Rule, Sheets
from store.copydesk.scripts import SCRIPTS
from store.copydesk.scripts.citations import CITATIONS
from store.copydesk.scripts.figures import FIGURES


class Script(Rule, frozen=True, kw_only=True, tag="script"):
    """A check that no other kind can express."""

    script: Filled
    allow: tuple[Filled, ...] = ()
    """Words that pass."""

    def __post_init__(self) -> None:
        if self.script not in SCRIPTS:
            raise ValueError(f"script is one of: {', '.join(sorted(SCRIPTS))}")

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield what the script finds."""
        return SCRIPTS[self.script](sheets, frozenset(self.allow))


class Figures(Rule, frozen=True, kw_only=True, tag="figures"):
    """Figures that do not agree with each other."""

    compare: Filled

    def __post_init__(self) -> None:
        if self.compare not in FIGURES:
            raise ValueError(f"compare is one of: {', '.join(sorted(FIGURES))}")

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield the figures."""
        return FIGURES[self.compare](sheets)


class Citation(Rule, frozen=True, kw_only=True, tag="citation"):
    """Documents that are cited incompletely, or by a number that is none."""

    lacks: Filled

    def __post_init__(self) -> None:
        if self.lacks not in CITATIONS:
            raise ValueError(f"lacks is one of: {', '.join(sorted(CITATIONS))}")

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield the citations."""
        return CITATIONS[self.lacks](sheets)


class Syllable(Rule, frozen=True, kw_only=True, tag="syllable"):
    """Words that cannot be Vietnamese and do not look foreign."""

    OF_WORDS = True

    allow: tuple[Filled, ...] = ()
    """Words that pass nevertheless: of a desk, a trade, a minority."""
    words: tuple[Filled, ...] = ()
    """Syllables that could be, but that no word has …"""
    swap: dict[Filled, Filled] = {}
    """… and those of which it is known what was meant."""

    @cached_property
    def _unused(self) -> dict[str, str | None]:
        return {**dict.fromkeys(self.words), **self.swap}

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield the words."""
        allowed = frozenset(word.lower() for word in self.allow)
        return syllables.impossible(sheets, allowed, self._unused)
