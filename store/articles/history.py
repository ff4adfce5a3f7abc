"""The revisions of an article: which states are kept, how they are packed, and for how long.

A state is the JSON of the article. The first revision holds it compressed. Each later one leaves
out the beginning and the end that it shares with the state before, and holds the rest, compressed
with the part it replaces as the dictionary. A checksum guards against a lost revision: without it,
the history would restore a text that nobody has written.
"""

from __future__ import annotations

import binascii
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

import msgspec
from msgspec import Struct

from store.articles.diff import size
from store.errors import N_, FileError
from store.records import Article, Id, encode

TEXT: Final = ("headline", "byline", "body", "signoff")
"""The fields that hold the text of an article."""

WRITING_MINUTES: Final = 5
"""How often a revision is kept while an article is being written."""

_ALL: Final = timedelta(days=1)
_HOURLY: Final = timedelta(days=7)
_DAILY: Final = timedelta(days=90)
_NOT_KEPT: Final = (
    *("id", "created", "updated", "sources", "master", "made_of", "ignored"),
    *("fixed", "comments", "taken", "photos"),
)
"""The fields that a revision leaves out: those of the record itself and of what it is a version of,
what is ignored of the checks, comments and steps, the photo sheet, whose files have no history, and
the source sheet, since a contact deleted there must not survive in the history."""
_WINDOW: Final = 32 * 1024
"""The window of zlib."""


class Why(StrEnum):
    """Why a revision was kept."""

    SAVE = "save"
    STATUS = "status"
    IMPORT = "import"
    NEW = "new"
    OUTSIDE = "outside"
    """Another program changed the desk file."""
    EXPORT = "export"
    WRITING = "writing"
    BEFORE = "before"
    """The state before a day's first edit, or before a change that replaced it."""
    RESTORE = "restore"


_FOR_GOOD: Final = frozenset({Why.EXPORT, Why.IMPORT, Why.OUTSIDE})
"""Revisions that are never dropped."""


class Revision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A state of an article, and why it was kept."""

    at: datetime
    who: str
    why: Why
    added: int = 0
    """How many words (chữ) were added since the revision before."""
    removed: int = 0
    data: str
    """The state, packed and in base64."""


class History(Struct, frozen=True, dict=True):
    """The revisions of one article, the oldest first. Immutable: changes return a new history."""

    article: Id
    revisions: tuple[Revision, ...] = ()

    def state(self, place: int) -> Article:
        """Return the article as it was at a revision.

        Raises:
            FileError: the revision, or one that it builds on, is damaged.
        """
        revision = self.revisions[place]
        article = self.states()[place]
        if article is None:
            raise FileError(
                N_(
                    "The revision of {at} is damaged in the desk file and cannot be read; "
                    "choose another one, or look into a copy of the desk file from before."
                ),
                at=revision.at.isoformat(sep=" ", timespec="minutes"),
            )
        return article

    def states(self) -> list[Article | None]:
        """Return the article as it was at each revision; None for one that is damaged."""
        found: list[Article | None] = []
        for revision, state in zip(self.revisions, self._states(), strict=True):
            article = _article(state)
            if article is not None:
                article = msgspec.structs.replace(article, id=self.article, updated=revision.at)
            found.append(article)
        return found

    def added(self, article: Article, *, why: Why, who: str, at: datetime) -> History:
        """Return the history with this state of the article added at its end."""
        revision = _revision(_state(article), self._last, at=at, who=who, why=why)
        return History(self.article, (*self.revisions, revision))

    def is_last(self, article: Article) -> bool:
        """Tell whether the last revision is this state of the article."""
        return self._last == _state(article)

    def holds(self, article: Article) -> bool:
        """Tell whether any revision is this state of the article."""
        return _state(article) in self._states()

    def thinned(self, now: datetime) -> History:
        """Return the history with fewer old revisions.

        All of the last day stay, then the last of each hour for a week, of each day for 90 days,
        and of each week after that. The first, the last, and exports and imports always stay. A
        damaged history is left unchanged.
        """
        left = self._left(now)
        if all(left):
            return self
        states = list(self._states())
        if None in states:
            return self
        kept: list[Revision] = []
        last = last_kept = None
        for revision, state, stays in zip(self.revisions, states, left, strict=True):
            if stays and state is not None:
                if last is not last_kept:  # the state it was packed against is dropped
                    revision = _revision(
                        state, last_kept, at=revision.at, who=revision.who, why=revision.why
                    )
                kept.append(revision)
                last_kept = state
            last = state
        return History(self.article, tuple(kept))

    def _left(self, now: datetime) -> list[bool]:
        """Tell for each revision whether it stays: the last one of each slot does."""
        left = [True] * len(self.revisions)
        met: set[tuple[object, ...]] = set()
        for place in reversed(range(1, len(left))):
            revision = self.revisions[place]
            slot = _slot(revision.at.astimezone(now.tzinfo), now)
            left[place] = slot is None or slot not in met or revision.why in _FOR_GOOD
            if slot:
                met.add(slot)
        return left

    def _states(self) -> Iterator[bytes | None]:
        """Yield the state of each revision; None for one that is damaged."""
        state: bytes | None = None
        for revision in self.revisions:
            state = _unpacked(revision.data, state)
            yield state

    @cached_property
    def _last(self) -> bytes | None:
        state = None
        for state in self._states():  # noqa: B007
            pass
        return state


def concerns_text(before: Article | None, after: Article) -> bool:
    """Tell whether a change is one of the text or its status, of which revisions are kept."""
    return _reason(before, after) is not None


def noted(
    history: History | None,
    before: Article | None,
    after: Article,
    *,
    why: Why | None,
    who: str,
    now: datetime,
    trusted: datetime | None = None,
) -> History | None:
    """Decide which revisions a change of an article adds to its history.

    Args:
        history: the revisions so far, if there are any.
        before: the article before the change; None if it is new.
        after: the article now.
        why: what was done to it; None for a passing change, such as typing.
        who: who did it.
        now: when.
        trusted: the time from which the age of revisions counts; None for `now`.

    Returns:
        the history to write, thinned; None if the change adds no revision.
    """
    reason = why or _reason(before, after)
    if reason is None or (before is None and not _text(after)):
        return None
    so_far = history or History(after.id)
    then = so_far
    if before and _is_kept_first(so_far, before, after, why, now):
        then = then.added(before, why=Why.BEFORE, who=who, at=before.updated or now)
    is_due = why or reason is not Why.WRITING or _is_due(then, now)
    if is_due and (then.revisions or _text(after)) and not then.is_last(after):
        then = then.added(after, why=reason, who=who, at=now)
    return None if then is so_far else then.thinned(trusted or now)


# ---------------------------------------------------------------------- the rule


def _reason(before: Article | None, after: Article) -> Why | None:
    """Derive from a change why it is kept; None if it does not concern the text."""
    if before is None:
        return Why.NEW
    if after.exported not in (None, before.exported):
        return Why.EXPORT
    if after.status != before.status:
        return Why.STATUS
    return Why.WRITING if is_rewritten(before, after) else None


def _is_kept_first(
    history: History, before: Article, after: Article, why: Why | None, now: datetime
) -> bool:
    """Tell whether the state before a change must be kept first, so that it can be restored."""
    if why and why is not Why.EXPORT:  # what goes out is the same text
        is_asked = _state(before) != _state(after)
    elif _reason(before, after) is Why.WRITING:
        day = before.updated.astimezone(now.tzinfo).date() if before.updated else None
        is_asked = not history.revisions or day is None or day < now.date()
    else:  # a new status: usually the text is the same, and is kept with it
        is_asked = is_rewritten(before, after)
    return is_asked and bool(_text(before)) and not history.is_last(before)


def _is_due(history: History, now: datetime) -> bool:
    """Tell whether another revision is due; a clock that was set back does not delay it."""
    if not history.revisions:
        return True
    last = history.revisions[-1].at.astimezone(now.tzinfo)
    return abs(now - last) >= timedelta(minutes=WRITING_MINUTES)


def is_rewritten(before: Article, after: Article) -> bool:
    """Tell whether two states of an article read differently."""
    return any(getattr(before, name) != getattr(after, name) for name in TEXT)


def _text(article: Article) -> str:
    """Return the whole text, stripped."""
    return "\n".join(getattr(article, name) for name in TEXT).strip()


def _slot(at: datetime, now: datetime) -> tuple[object, ...] | None:
    """Return the hour, day or week of which one revision stays; None if all stay."""
    age = now - at
    if age <= _ALL:
        return None
    if age <= _HOURLY:
        return at.date(), at.hour
    if age <= _DAILY:
        return (at.date(),)
    return at.isocalendar()[:2]


# ---------------------------------------------------------------------- packing


class _Text(Struct, frozen=True):
    """The text in a state."""

    headline: str = ""
    byline: str = ""
    body: str = ""
    signoff: str = ""

    @property
    def whole(self) -> str:
        return "\n".join(msgspec.structs.astuple(self))


class _Packed(Struct, frozen=True, array_like=True):
    """A state, as its difference from the one before."""

    start: int
    """How many bytes at the beginning are shared; 0 only for a state that stands alone.

    Two states always share a beginning, since both are JSON objects.
    """
    end: int
    check: int
    middle: bytes


_PACKED: Final = msgspec.msgpack.Decoder(_Packed)


def _state(article: Article) -> bytes:
    document = encode(article)
    for name in _NOT_KEPT:
        document.pop(name, None)
    return msgspec.json.encode(document)


def _article(state: bytes | None) -> Article | None:
    """Read a state; None if it is damaged or this version cannot read it."""
    try:
        return None if state is None else msgspec.json.decode(state, type=Article)
    except (msgspec.MsgspecError, ValueError):
        return None


def _revision(state: bytes, last: bytes | None, *, at: datetime, who: str, why: Why) -> Revision:
    """Make a revision of a state that follows another one; None if that one is unknown."""
    old, new = (msgspec.json.decode(of or b"{}", type=_Text) for of in (last, state))
    added, removed = size(old.whole, new.whole)
    packed = _packed(state, last or b"")
    return Revision(at=at, who=who, why=why, added=added, removed=removed, data=packed)


def _packed(state: bytes, last: bytes) -> str:
    start = _common(last, state, min(len(last), len(state)))
    end = _common(last[::-1], state[::-1], min(len(last), len(state)) - start)
    dictionary = last[start : len(last) - end][-_WINDOW:]
    packer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS, zdict=dictionary)
    middle = packer.compress(state[start : len(state) - end]) + packer.flush()
    packed = msgspec.msgpack.encode(_Packed(start, end, zlib.crc32(state), middle))
    return binascii.b2a_base64(packed, newline=False).decode("ascii")


def _unpacked(data: str, last: bytes | None) -> bytes | None:
    """Return the state that `data` holds, given the one before; None if it is damaged."""
    try:
        packed = _PACKED.decode(binascii.a2b_base64(data, strict_mode=True))
        base = last if packed.start else b""
        if base is None:
            return None
        behind = len(base) - packed.end
        dictionary = base[packed.start : behind][-_WINDOW:]
        unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=dictionary)
        middle = unpacker.decompress(packed.middle) + unpacker.flush()
    except (ValueError, zlib.error, msgspec.MsgspecError):
        return None
    state = base[: packed.start] + middle + base[behind:]
    return state if zlib.crc32(state) == packed.check else None


def _common(old: bytes, new: bytes, most: int) -> int:
    """Count the bytes that both have in common at the start, up to `most`."""
    return bisect_left(range(most), True, key=lambda place: old[: place + 1] != new[: place + 1])
