"""The kinds of rules that need all of a text: what is long, frequent, missing or inconsistent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Final, Literal

from msgspec import Meta

from store.copydesk.paragraph import Paragraph
from store.copydesk.patterns import compiled, matches
from store.copydesk.rule import Filled, Found, Rule, Sheets
from store.copydesk.tone_marks import without_style
from store.text import count_characters, count_words

_DASHES: Final = re.compile(r"[\s\u00a0]*[-–—][\s\u00a0]*")


class Length(Rule, frozen=True, kw_only=True, tag="length"):
    """A part, or a sentence in it, that is too long; says {count} and {most}."""

    MEASURES = True

    most: Annotated[int, Meta(ge=1)]
    unit: Literal["words", "characters"] = "words"
    of: Literal["paragraph", "sentence"] = "paragraph"

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield what is longer."""
        for sheet in sheets:
            for start, end, count in sheet.paragraph.keep(self.id, self._long):
                words = " ".join(sheet.paragraph.text[start:end].split()[:6])
                values = {"count": count, "most": self.most}
                yield Found(((sheet.at, start, end, None),), values, f"{words} …")

    def _long(self, paragraph: Paragraph) -> list[tuple[int, int, int]]:
        count = count_words if self.unit == "words" else count_characters
        whole = [(0, len(paragraph.text))]
        spans = whole if self.of == "paragraph" else paragraph.sentences
        sizes = ((start, end, count(paragraph.text[start:end])) for start, end in spans)
        return [(start, end, size) for start, end, size in sizes if size > self.most]


class _Matching(Rule, frozen=True, kw_only=True):
    """What rules with a pattern share."""

    pattern: Filled

    def __post_init__(self) -> None:
        compiled(self.pattern)

    def places(self, sheets: Sheets) -> list[tuple[int, int, int, str]]:
        """Return where the pattern matches, and what stands there."""
        return [
            (sheet.at, *span, words)
            for sheet in sheets
            for span, words in sheet.paragraph.keep(self.id, self._matches)
        ]

    def _matches(self, paragraph: Paragraph) -> list[tuple[tuple[int, int], str]]:
        return [(match.span(), match[0]) for match in matches(self.pattern, paragraph.text)]


class Occurrence(_Matching, frozen=True, kw_only=True, tag="occurrence"):
    """Something that stands in a text too often; says {most}."""

    most: Annotated[int, Meta(ge=0)]

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield all places, if there are too many."""
        places = self.places(sheets)
        if len(places) > self.most:
            where = tuple((index, start, end, None) for index, start, end, _words in places)
            yield Found(where, {"most": self.most})


class Conditional(_Matching, frozen=True, kw_only=True, tag="conditional"):
    """Something that may stand in a text only where something else does."""

    then: Filled
    """The pattern of what must stand somewhere in the same text."""

    def __post_init__(self) -> None:
        compiled(self.pattern)
        compiled(self.then)

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield the first place, where the other thing stands nowhere."""
        for index, start, end, _words in self.places(sheets)[:1]:
            if not any(sheet.paragraph.keep((self.id, 0), self._has) for sheet in sheets):
                yield Found(((index, start, end, None),))

    def _has(self, paragraph: Paragraph) -> bool:
        return any(True for _ in matches(self.then, paragraph.text))


class Consistency(_Matching, frozen=True, kw_only=True, tag="consistency"):
    """The same thing written in two ways; says the {other} way."""

    ignore: Literal["case", "dashes", "tone-style"]
    """What two ways differ in."""

    def found(self, sheets: Sheets) -> Iterable[Found]:
        """Yield the rarer way with its places; of two as frequent, the later."""
        ways: dict[str, dict[str, list[tuple[int, int, int, str]]]] = defaultdict(dict)
        for place in self.places(sheets):
            ways[self._key(place[3])].setdefault(place[3], []).append(place)
        for forms in ways.values():
            usual = max(forms, key=lambda form: len(forms[form]))
            for form, places in forms.items():
                if form != usual:
                    where = tuple((index, start, end, usual) for index, start, end, _ in places)
                    yield Found(where, {"other": usual})

    def _key(self, words: str) -> str:
        if self.ignore == "dashes":
            return _DASHES.sub("-", words)
        return words.lower() if self.ignore == "case" else without_style(words)
