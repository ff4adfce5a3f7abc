"""Checks that are programs, by the names under which rules call them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from store.copydesk import syllables, tone_marks
from store.copydesk.rule import Found, Sheets
from store.copydesk.scripts import (
    abbreviations,
    capitals,
    cards,
    characters,
    days,
    list_ends,
    names,
    pairing,
    photos,
    sheet,
    units,
    versions,
)

SCRIPTS: Final[dict[str, Callable[[Sheets, frozenset[str]], Iterable[Found]]]] = {
    "abbreviations": abbreviations.unexplained,
    "brackets": pairing.brackets,
    "bylines": names.other_signoff,
    "capitals": capitals.disagreeing,
    "cards": cards.unrelated,
    "days-of-master": versions.other_days,
    "decomposed": characters.decomposed,
    "documents-of-master": versions.other_documents,
    "fact-changed": sheet.changed_since,
    "fact-edited": sheet.edited_since,
    "fact-sheet-days": sheet.other_days,
    "fact-sheet-people": sheet.other_people,
    "impossible-days": days.impossible,
    "list-ends": list_ends.disagreeing,
    "look-alikes": characters.look_alikes,
    "names": names.spelled_two_ways,
    "new-tone-marks": tone_marks.new_style,
    "old-tone-marks": tone_marks.old_style,
    "other-language": syllables.other_language,
    "people-of-master": versions.other_people,
    "photo-alt": photos.without_alt,
    "photo-caption": photos.without_caption,
    "photo-credit": photos.without_credit,
    "photo-expired": photos.expired,
    "photo-headline": photos.caption_is_headline,
    "photo-missing": photos.missing,
    "photo-none": photos.no_picture,
    "photo-twice": photos.twice,
    "quotes": pairing.quotes,
    "slogan": sheet.misquoted,
    "titles": names.other_titles,
    "units": units.two_ways,
    "weekdays": days.wrong_weekdays,
}
