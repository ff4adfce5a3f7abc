"""What is wrong with the photos of an article: their files, credits, captions and rights."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from store.articles.photos import Sighting
from store.copydesk.manuscript import Scope
from store.copydesk.rule import Found, Sheet, Sheets
from store.text import show_day, syllables

Check = Callable[[Sheets, frozenset[str]], Iterator[Found]]


def _photos(sheets: Sheets) -> Iterator[tuple[Sheet, Sighting]]:
    """Yield the photos, each with the part that is its file."""
    for sheet in sheets:
        if sheet.part.scope is Scope.PHOTO:
            yield sheet, sheets.known.photos[int(sheet.part.field.split(".")[1])]


def _where(is_wrong: Callable[[Sighting], bool]) -> Check:
    """Return the check that yields the photos of which something is so."""

    def check(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
        for sheet, seen in _photos(sheets):
            if is_wrong(seen):
                yield _of(sheet)

    return check


def _of(sheet: Sheet, **values: str | int) -> Found:
    return Found(((sheet.at, 0, len(sheet.paragraph.text), None),), values)


missing = _where(lambda seen: seen.fault in ("missing", "unreadable"))
no_picture = _where(lambda seen: seen.fault == "no-picture")
without_credit = _where(lambda seen: not seen.photo.credit.strip())
without_caption = _where(lambda seen: not seen.photo.caption.strip())
without_alt = _where(lambda seen: not seen.photo.alt.strip())


def expired(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield photos that may not be used any more; says the last {day}."""
    for sheet, seen in _photos(sheets):
        if seen.is_expired and seen.photo.until:
            yield _of(sheet, day=show_day(seen.photo.until))


def twice(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield photos that are the same picture as an earlier one; says its {number}."""
    for sheet, seen in _photos(sheets):
        if seen.twin:
            yield _of(sheet, number=seen.twin)


def caption_is_headline(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield captions that say the same words as the headline."""
    headlines = {
        tuple(syllables(sheet.paragraph.text))
        for sheet in sheets
        if sheet.part.scope is Scope.HEADLINE
    }
    for sheet in sheets:
        words = tuple(syllables(sheet.paragraph.text))
        if sheet.part.scope is Scope.CAPTION and words and words in headlines:
            yield _of(sheet)
