"""The query language of the search box, and where the matches are in a text.

Words in any order; "a phrase"; -without; `tác giả:`, `trạng thái:`, `sau:`, `trước:` (author:,
status: or state:, after:, before:). A query is parsed while it is typed: the last word may be a
prefix, the last quotation mark may be missing, and a day may be incomplete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Final

from msgspec import Struct

from store.clock import now
from store.errors import N_, InvalidValueError
from store.records import Status
from store.search.tokens import (
    TOKEN,
    has_marks,
    numbers_joined,
    spelling,
    ways_to_write,
    words_of,
)
from store.text import as_seen, fold, fold_with_map, nfc, read_day

STATUS_WORDS: Final[dict[str, tuple[str, ...]]] = {
    Status.IDEA: ("ý tưởng",),
    Status.ASSIGNED: ("đã giao",),
    Status.WRITING: ("đang viết", "being written"),
    Status.RETURNED: ("trả lại", "sent back"),
    Status.TO_EDIT: ("chờ biên tập", "to edit", "waiting for an editor"),
    Status.EDITING: ("đang biên tập", "being edited"),
    Status.TO_APPROVE: ("chờ duyệt", "to approve", "waiting for approval"),
    Status.APPROVED: ("đã duyệt",),
    Status.EXPORTED: ("đã xuất",),
    Status.WITHDRAWN: ("đã gỡ", "gỡ"),
    Status.CANCELLED: ("đã hủy", "hủy", "canceled"),
    "todo": ("chưa làm", "to do"),
    "doing": ("đang làm",),
    "done": ("đã xong", "xong"),
}
"""Names that `trạng thái:` accepts for the status of an article or task, besides the code itself.
Both languages, whatever the screens use: a saved search is used in either."""

MOST_TYPED: Final = 1_000
"""The most characters of a query: the headline and half the lead of a long piece."""

_FIELDS: Final = {
    "tac gia": "author",
    "author": "author",
    "trang thai": "status",
    "status": "status",
    "state": "status",
    "sau": "after",
    "after": "after",
    "truoc": "before",
    "before": "before",
}
_PART: Final = re.compile(
    r"""\s*(?P<minus>-?)
    (?:(?P<field>tac[ ]gia|author|trang[ ]thai|status|state|sau|after|truoc|before):)?
    (?:["“”](?P<quoted>[^"“”]*)(?P<closed>["“”]?)|(?P<bare>[^\s"“”]*))""",
    re.VERBOSE,
)
_WORD: Final = re.compile(r"\S+")
_HALF_A_DAY: Final = re.compile(
    r"(?:\d{1,2}[./-]?)?|\d{1,2}([./-])\d{1,2}\1\d{0,3}|\d{3,4}(?:-\d{0,2}){0,2}"
)


class Word(Struct, frozen=True):
    """A word of a query."""

    folded: str
    typed: str = ""
    """In lower case, if it was typed with marks: then they must agree."""


class Query(Struct, frozen=True):
    """A parsed query."""

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    """Words that must be adjacent."""
    without: tuple[tuple[Word, ...], ...] = ()
    authors: tuple[tuple[Word, ...], ...] = ()
    statuses: frozenset[str] | None = None
    """The codes of the statuses; None for any."""
    after: date | None = None
    """On this day or later."""
    before: date | None = None
    """Earlier than this day."""
    is_open: bool = False
    """Whether the last of `words` is still being typed and may be a prefix."""

    @property
    def is_empty(self) -> bool:
        """Tell whether the query is empty."""
        return self == Query() or self == Query(is_open=True)

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the words in a text, in order and without overlaps."""
        tokens = list(_tokens(text))
        found: set[tuple[int, int]] = set()
        wanted: dict[str, set[Word]] = {}
        for word in self.words:
            wanted.setdefault(word.folded, set()).add(word)
        for token in tokens:
            for word in wanted.get(token.folded, ()):
                if span := token.span_of(word, False):
                    found.add(span)
        if self.is_open and self.words:
            last = self.words[-1]
            found.update(span for token in tokens if (span := token.span_of(last, True)))
        for phrase in (*self.phrases, *self.authors, *_numbers(self.words)):
            found.update(_phrase_spans(tokens, phrase))
        return _joined(found)

    def agrees(self, text: str) -> bool:
        """Tell whether a text has each quoted phrase with the marks it was typed with."""
        tokens = list(_tokens(text))
        return all(_phrase_spans(tokens, phrase) for phrase in self.phrases)


class _Token(Struct, frozen=True):
    folded: str
    lower: str
    start: int
    end: int
    inner: tuple[int, ...]
    """Where each of its folded letters begins; empty where they are not one to one."""

    def span_of(self, word: Word, may_begin: bool) -> tuple[int, int] | None:
        """Return the part of the token that the word matches, if it does."""
        if self.folded == word.folded:
            agrees = not word.typed or spelling(self.lower) == spelling(word.typed)
            if agrees or not may_begin:
                return (self.start, self.end) if agrees else None
        if not may_begin or not self.folded.startswith(word.folded):
            return None
        if word.typed and not self.lower.startswith(word.typed):
            return None
        length = len(word.folded)
        return self.start, self.inner[length] if length < len(self.inner) else self.end


def _tokens(text: str) -> Iterator[_Token]:
    folded, where = fold_with_map(text)
    where.append(len(text))
    for match in TOKEN.finditer(folded):
        # One character may fold to several, so a match may end inside it (U+0F69).
        start = where[match.start()]
        end = max(where[match.end()], start + 1)
        token = match[0].replace(".", "")
        inner = tuple(where[match.start() : match.end()]) if token == match[0] else ()
        yield _Token(token, as_seen(text[start:end].lower()), start, end, inner)


def _phrase_spans(tokens: list[_Token], phrase: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Return the spans of a phrase, however its numbers are written."""
    typed = {word.folded: word for word in phrase}
    found = []
    for row in ways_to_write([word.folded for word in phrase]):
        words = [typed.get(word) or Word(word) for word in row.split()]
        for at in range(len(tokens) - len(words) + 1):
            met = tokens[at : at + len(words)]
            if all(t.span_of(word, False) for t, word in zip(met, words, strict=True)):
                found.append((met[0].start, met[-1].end))
    return found


def _numbers(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield the numbers among some words that can be written otherwise."""
    for group in numbers_joined([word.folded for word in words]):
        if len(ways_to_write(group)) > 1:
            yield tuple(map(Word, group))


def _joined(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def spans_of_rows(text: str, rows: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans of some phrases in a text, ignoring marks and without overlaps."""
    tokens = list(_tokens(text))
    found: set[tuple[int, int]] = set()
    for row in rows:
        phrase = tuple(Word(word) for word in words_of(row))
        found.update(_phrase_spans(tokens, phrase) if phrase else ())
    return _joined(found)


def words_typed(text: str) -> tuple[Word, ...]:
    """Return the words of a text, each with its marks where it has some."""
    lower = as_seen(text.lower())
    return tuple(
        Word(folded, token if has_marks(token) else "")
        for token in TOKEN.findall(lower)
        for folded in words_of(token)[:1]
    )


def refuse_too_long(typed: str) -> None:
    """Raise InvalidValueError where a query is too long."""
    if len(typed) > MOST_TYPED:
        raise InvalidValueError(
            N_("A search may have at most {most} characters, not {count}; keep the telling words."),
            most=MOST_TYPED,
            count=len(typed),
        )


def parse(typed: str, today: date | None = None) -> Query:
    """Parse a query; `today` is the day by which a date without a year is read.

    Raises:
        InvalidValueError: it is too long, or `sau:` or `trước:` does not name a day.
    """
    refuse_too_long(typed)
    text = nfc(typed)
    folded, where = fold_with_map(text)
    where.append(len(text))
    reader = _Reader(today or now().date())
    place = 0
    while place < len(folded):
        match = _PART.match(folded, place)
        assert match is not None
        if match.end() == place:
            place += 1
            continue
        place = reader.take(match, text, where)
    return reader.query(is_open=bool(typed) and not typed[-1].isspace())


class _Reader:
    """Takes one part of a query after the other."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._words: list[Word] = []
        self._phrases: list[tuple[Word, ...]] = []
        self._without: list[tuple[Word, ...]] = []
        self._authors: list[tuple[Word, ...]] = []
        self._statuses: set[str] | None = None
        self._days: dict[str, date] = {}
        self._ends_in_word = False

    def take(self, match: re.Match[str], text: str, where: list[int]) -> int:
        """Take a part, and return where the next one begins."""
        group = "bare" if match["quoted"] is None else "quoted"
        value = text[where[match.start(group)] : where[match.end(group)]]
        kind = _FIELDS.get(match["field"] or "")
        self._ends_in_word = False
        if kind == "status" and group == "bare":
            return self._take_status(match)
        if kind == "status":
            self._add_statuses(value)
        elif kind in ("after", "before"):
            self._take_day(kind, value, is_last=where[match.end()] == len(text))
        else:
            self._take_words(kind, group, bool(match["minus"]), value)
        return match.end()

    def _take_words(self, kind: str | None, group: str, minus: bool, value: str) -> None:
        words = words_typed(value)
        if not words:
            return
        if minus:
            self._without.append(words)
        elif kind == "author":
            self._authors.append(words)
        elif group == "quoted":
            self._phrases.append(words)
        else:
            self._words += words
            self._ends_in_word = True

    def _take_status(self, match: re.Match[str]) -> int:
        """Take as many words as begin the name of a status: đã duyệt is two."""
        folded, start = match.string, match.start("bare")
        longest = max(len(name.split()) for names in _status_names().values() for name in names)
        words = islice(_WORD.finditer(folded, start), longest)
        ends = [word.end() for word in words if word.end() >= match.end("bare")]
        good = [end for end in ends if _statuses_named(folded[start:end])]
        end = max(good, default=match.end("bare"))
        self._add_statuses(folded[start:end])
        return end

    def _add_statuses(self, name: str) -> None:
        if name.strip():
            self._statuses = (self._statuses or set()) | _statuses_named(name)

    def _take_day(self, kind: str, value: str, *, is_last: bool) -> None:
        try:
            self._days[kind] = _last(read_day(value, self._today), value, self._today)
        except InvalidValueError:
            if not (is_last and _HALF_A_DAY.fullmatch(value)):
                raise

    def query(self, *, is_open: bool) -> Query:
        """Return the query."""
        return Query(
            words=tuple(self._words),
            phrases=tuple(self._phrases),
            without=tuple(self._without),
            authors=tuple(self._authors),
            statuses=None if self._statuses is None else frozenset(self._statuses),
            after=self._days.get("after"),
            before=self._days.get("before"),
            is_open=is_open and self._ends_in_word,
        )


def _last(day: date, typed: str, today: date) -> date:
    """Return the last such day in the past, where no year was typed.

    A search looks back, a due day ahead (`read_day`).
    """
    if day <= today or re.search(r"[0-9]{4}", typed):
        return day
    if (day.day, day.month) == (29, 2):
        return day.replace(year=day.year - 4)
    return day.replace(year=today.year if day.replace(year=today.year) <= today else today.year - 1)


def read_status(name: str) -> Status:
    """Return the status of an article by its code or a name in either language, or its beginning.

    Raises:
        InvalidValueError: there is no such status, or more than one.
    """
    found = [Status(code) for code in sorted(_statuses_named(name)) if code in list(Status)]
    if len(found) == 1 and name.strip():
        return found[0]
    raise InvalidValueError(
        N_("“{name}” is no status of an article; use one of: {names}."),
        name=name,
        names=", ".join(found or list(Status)),
    )


@cache
def _status_names() -> dict[str, frozenset[str]]:
    return {code: frozenset(map(fold, (code, *words))) for code, words in STATUS_WORDS.items()}


def _statuses_named(name: str) -> set[str]:
    """Return the codes of the statuses with that name, or whose name begins with it."""
    wanted = " ".join(fold(name).split())
    names = _status_names()
    exact = {str(code) for code, known in names.items() if wanted in known}
    begun = {str(code) for code, known in names.items() if any(n.startswith(wanted) for n in known)}
    return exact or begun
