"""Check a text by rules. What is known of a paragraph is kept, so that an edit costs little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct

from store.article_parts import Block, Override
from store.copydesk.echoes import without_echoes
from store.copydesk.manuscript import Archive, Known, Location, Manuscript, Scope
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Rule, Severity, Sheet, Sheets
from store.copydesk.touching import Touched
from store.errors import N_, Finding, InBothLanguages, finding
from store.text import nfc_with_map, show_number

_MOST_KEPT: Final = 2_000
"""The most paragraphs of which something is kept, of texts that are being edited."""


class Flag(Struct, frozen=True):
    """What a rule has found in a text: one matter, at one place or at several."""

    rule: str
    severity: Severity
    vi: str
    """The message in Vietnamese."""
    en: str
    words: str
    """What is flagged, at the first place."""
    places: tuple[Location, ...]
    let_pass: Override | None = None
    """Who has let it pass although it blocks, which makes it a reminder."""

    @property
    def block(self) -> Block:
        """Return what is kept of it where somebody lets it pass."""
        return Block(rule=self.rule, words=self.words, places=len(self.places))

    @property
    def fix(self) -> str | None:
        """Return what would stand at the first place, where that is certain."""
        return self.places[0].fix

    def message(self, language: str) -> str:
        """Return the message in a language: Vietnamese for "vi", English for any other."""
        return self.vi if language == "vi" else self.en

    @property
    def said(self) -> InBothLanguages:
        """The message, as a value in a sentence."""
        return InBothLanguages(self.vi, self.en)


class Checker:
    """Checks texts by rules.

    Args:
        rules: those that are off are left out.
        rest: called before each rule: a long text may take seconds.
        most_kept: the most paragraphs of which something is kept.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        rest: Callable[[], None] = lambda: None,
        *,
        most_kept: int = _MOST_KEPT,
    ) -> None:
        self._rules = [rule for rule in rules if not rule.off]
        self._rest = rest
        self._most_kept = most_kept
        self._kept: dict[str, Paragraph] = {}
        self.faults: list[Finding] = []
        """The rules that took too long, and are not used any more."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are used."""
        return tuple(self._rules)

    def growth(self, archive: Archive) -> int:
        """Return a number that another archive has once it has doubled: what was found is out of
        date then. It is 0 where nothing but reminders depends on the archive.
        """
        asked = (
            rule.ASKS_ARCHIVE and rule.severity is not Severity.REMINDER for rule in self.rules
        )
        return archive.size.bit_length() if any(asked) else 0

    def check(self, manuscript: Manuscript) -> list[Flag]:
        """Return what the rules find, in the order of the text."""
        sheets, maps = self.sheets(manuscript)
        views = _Views(sheets, manuscript.known)
        flags = [
            _flag(rule, matter, manuscript, sheets, maps)
            for rule in self.rules
            for matter in _as_one(rule, self._found(rule, views), sheets)
        ]
        return sorted(self._once(self._told(flags), manuscript), key=_order)

    def _once(self, flags: list[Flag], manuscript: Manuscript) -> list[Flag]:
        """Return the flags, what is found in the words alone once for each slip.

        What contradicts other texts is told for each of these: it may be mended there.
        """
        of_wording = {rule.id for rule in self._rules if rule.OF_WORDS}
        alone = [flag for flag in flags if flag.rule in of_wording]
        others = [flag for flag in flags if flag.rule not in of_wording]
        return [*without_echoes(alone, manuscript), *others]

    def _told(self, flags: list[Flag]) -> list[Flag]:
        """Return the flags without those of rules that give way to others at all their places.

        Of rules that give way, the later one does to the earlier.
        """
        yielding = [rule.id for rule in self._rules if rule.GIVES_WAY]
        told = [flag for flag in flags if flag.rule not in yielding]
        for rule in yielding:
            others = self.touched(told)
            mine = (flag for flag in flags if flag.rule == rule)
            told += [flag for flag in mine if not all(place in others for place in flag.places)]
        return told

    def touched(self, flags: Iterable[Flag]) -> Touched:
        """Return the places of whose words flags say something, not only how many they are."""
        measuring = {rule.id for rule in self._rules if rule.MEASURES}
        return Touched(
            place for flag in flags if flag.rule not in measuring for place in flag.places
        )

    def sheets(self, manuscript: Manuscript) -> tuple[list[Sheet], list[list[int] | range]]:
        """Return the paragraphs of a text in NFC, and where their characters stand in the text."""
        sheets, maps = [], []
        for index, part in enumerate(manuscript.parts):
            composed, where = nfc_with_map(part.text)
            sheets.append(Sheet(index, part, self._paragraph(composed)))
            maps.append(where)
        return sheets, maps

    def _paragraph(self, text: str) -> Paragraph:
        known = self._kept.pop(text, None) or Paragraph(text)
        self._kept[text] = known  # the last one used is the last one to go
        if len(self._kept) > self._most_kept:
            del self._kept[next(iter(self._kept))]
        return known

    def _found(self, rule: Rule, views: _Views) -> list[Found]:
        self._rest()
        try:
            return list(rule.found(views.of(rule)))
        except TimeoutError:
            self._rules.remove(rule)
            message = N_("The rule “{rule}” takes too long and is left out; simplify its pattern.")
            self.faults.append(finding(message, rule=rule.id))
            return []


class _Views:
    """The parts of a text that rules look at: many rules look at the same."""

    def __init__(self, sheets: list[Sheet], known: Known) -> None:
        self._sheets = sheets
        self._known = known
        self._views: dict[tuple[Scope, ...], Sheets] = {}

    def of(self, rule: Rule) -> Sheets:
        """Return the parts that a rule looks at."""
        if rule.scope not in self._views:
            mine = Sheets(sheet for sheet in self._sheets if rule.looks_at(sheet.part.scope))
            mine.known = self._known
            self._views[rule.scope] = mine
        return self._views[rule.scope]


def _order(flag: Flag) -> tuple[int, int, int]:
    """Return what flags are sorted by: those of photos come last."""
    place = flag.places[0]
    return place.photo, place.line, place.column


def _as_one(rule: Rule, found: list[Found], sheets: list[Sheet]) -> Iterator[Found]:
    """Yield what is found, the same words together; all of it, where the rule says so."""
    matters: dict[object, list[Found]] = {}
    for number, one in enumerate(found):
        index, start, end, fix = one.places[0]
        words = one.words or sheets[index].paragraph.text[start:end]
        same = number if len(one.places) > 1 else (words, fix, *one.values.items())
        matters.setdefault(None if rule.together else same, []).append(one)
    for together in matters.values():
        places = tuple(place for one in together for place in one.places)
        yield together[0]._replace(places=places)


def _flag(
    rule: Rule,
    matter: Found,
    manuscript: Manuscript,
    sheets: list[Sheet],
    maps: list[list[int] | range],
) -> Flag:
    index, start, end, fix = matter.places[0]
    words = matter.words or sheets[index].paragraph.text[start:end]
    values = {"words": words, "fix": fix or "", **matter.values}
    return Flag(
        rule=rule.id,
        severity=rule.severity,
        vi=filled(rule.vi, values, "."),
        en=filled(rule.en, values, ","),
        words=words,
        places=tuple(
            manuscript.location(index, maps[index][start], maps[index][end], fix)
            for index, start, end, fix in matter.places
        ),
    )


def filled(message: str, values: dict[str, str | int], mark: str) -> str:
    """Return a message with its values; anything else in braces is left as it is.

    Args:
        message: of a rule.
        values: by their names; numbers are shown with the mark of thousands.
        mark: that of the language.
    """
    for name, value in values.items():
        said = show_number(value, mark) if isinstance(value, int) else str(value)
        message = message.replace(f"{{{name}}}", said)
    return message
