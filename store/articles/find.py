"""Finding words in a text, typed with or without diacritics."""

from __future__ import annotations

from functools import lru_cache

from store.text import fold, fold_with_map, same_text


def find_all(
    text: str,
    needle: str,
    *,
    within_lines: bool = False,
    whole: bool = False,
    marks: bool | None = None,
) -> list[tuple[int, int]]:
    """Return the spans of `needle` in `text`; case is ignored.

    Args:
        text: where it is looked for.
        needle: the words.
        within_lines: whether a blank is not found at the end of a line.
        whole: whether only whole words (chữ) are found.
        marks: whether diacritics must be the same; None: if `needle` has some.
    """
    short = fold(needle)
    if not short:
        return []
    exact = not same_text(short, needle) if marks is None else marks
    folded, where = _folded(text)
    places: list[tuple[int, int]] = []
    found = folded.find(short)
    while found >= 0:
        end = found + len(short)
        place = where[found], where[end]
        match = text[slice(*place)]
        fits = not exact or same_text(match, needle)
        if fits and within_lines:
            fits = "\n" not in match
        if fits and whole:
            fits = not (
                text[place[0] - 1 : place[0]].isalnum() or text[place[1] : place[1] + 1].isalnum()
            )
        if fits:
            places.append(place)
        found = folded.find(short, end if fits else found + 1)
    return places


@lru_cache(1)  # each letter typed searches the same text
def _folded(text: str) -> tuple[str, list[int]]:
    folded, where = fold_with_map(text)
    return folded, [*where, len(text)]
