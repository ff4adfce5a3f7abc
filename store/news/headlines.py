"""Headlines with the name of a paper or a site behind them: “Headline - Paper”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from store.text import fold, identity, says, syllables

_BETWEEN: Final = re.compile(r"\s+[-–—|·•»›:«]+\s+|\s*[|│｜]\s*")
_FEWEST_BEFORE: Final = 4
_MOST_BEHIND: Final = 6
"""In syllables: “Bóng đá - Việt Nam vô địch” names no paper, nor does a clause behind a dash."""
_NAMING: Final = ("báo", "tạp chí", "đài", "thông tấn xã", "trang tin", "cổng thông tin")
"""With what the name of a paper begins; “bão số 3” and “Đại hội” do not."""
_PAPER: Final = re.compile(
    r".+ (?:online|news|newspaper|times|post|tv|magazine)|\S+\.(?:vn|com|net|org|info|example)"
)


def headline_and_paper(headline: str) -> tuple[str, str]:
    """Return a headline without what stands behind its last dash or bar, and that; else empty."""
    marks = list(_BETWEEN.finditer(headline))
    if not marks:
        return headline, ""
    before, behind = headline[: marks[-1].start()], headline[marks[-1].end() :]
    if len(syllables(before)) < _FEWEST_BEFORE or len(syllables(behind)) > _MOST_BEHIND:
        return headline, ""
    return before, behind


def parts_of(headline: str) -> list[str]:
    """Return what stands between the dashes and bars of a headline."""
    return [part for part in _BETWEEN.split(headline) if part.strip()]


def looks_like_a_paper(name: str) -> bool:
    """Tell whether words behind a headline name a paper: “Báo Lao Động”, “tuoitre.vn”."""
    known = " ".join(name.split())
    begun = any(says(" ".join(known.split()[: len(w.split())]), w) for w in _NAMING)
    return (begun and " " in known) or _PAPER.fullmatch(fold(known)) is not None


def without_sites(headline: str, names: Iterable[str]) -> str:
    """Return a headline without the names of its paper or site, at the end or the beginning."""
    known = {identity(name) for name in names if name.strip()} - {""}
    while known:
        for mark in _BETWEEN.finditer(headline):
            before, behind = headline[: mark.start()].strip(), headline[mark.end() :].strip()
            if before and identity(behind) in known:
                headline = before
                break
            if behind and identity(before) in known:
                headline = behind
                break
        else:
            return headline
    return headline
