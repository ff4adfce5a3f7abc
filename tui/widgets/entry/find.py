"""Finding words in a text, typed with or without diacritics."""

from __future__ import annotations

from functools import lru_cache

from store.text import fold, fold_with_map, same_text


def find_all(text: str, needle: str, *, within_lines: bool = False) -> list[tuple[int, int]]:
    """Return the spans of `needle` in `text`.

    Case is ignored, and so are diacritics unless `needle` has some. A blank is found at the end of
    a line too, except with `within_lines`.
    """
    short = fold(needle)
    if not short:
        return []
    exact = not same_text(short, needle)
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
        if fits:
            places.append(place)
        found = folded.find(short, end if fits else found + 1)
    return places


@lru_cache(1)  # each letter typed searches the same text
def _folded(text: str) -> tuple[str, list[int]]:
    folded, where = fold_with_map(text)
    return folded, [*where, len(text)]
