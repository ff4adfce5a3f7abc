"""The undo histories of the entries, and how they group changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

import msgspec
from msgspec.structs import replace
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.document._history import EditHistory

_BODY_UNDO: Final = 5_000  # groups; Textual's 50 are 12 words with a backspace input method
_LINE_UNDO: Final = 500
_PAUSE: Final = 2.0  # seconds without typing that end a group; as in Textual
_WORDS: Final = 30  # characters after which the next word starts a group
_LONGEST: Final = 100  # characters of the longest group; as in Textual
_FUSED: Final = 0.03  # seconds between keys of an input method; a held key does not repeat faster
_EDIT_SIZE: Final = 240  # as many characters of text are read as fast as one edit
_RETYPED: Final = 10  # the most letters that an input method deletes; nghiêng has 7

_Kind = Literal["insert", "delete", "other"]
_Step = Literal["new", "join", "merge"]


class Change(NamedTuple):
    """What is known of the change that is being made."""

    at: float
    """The time, in seconds."""
    is_composed: bool = False
    """Whether one key of Telex or VNI makes it, which may replace several letters."""


class _Grouping:
    """Decides which changes are undone together.

    Typing forms one group until a pause, a line break or the first word after 30 characters;
    deleting forms another. What an input method deletes and types again at once (`e ⌫ê`) belongs
    to the typing, so that undo never leaves a half-composed letter.
    """

    def __init__(self) -> None:
        self._kind: _Kind = "other"
        self._last = 0.0
        self._space = False
        self._count = 0
        self._deleted = 0
        self._typing: int | None = None  # size of the group of typing before one of deleting

    def step(self, inserted: str, removed: str, change: Change, apart: bool) -> _Step:
        """Return where a change belongs: a new group, the last one, or the last two merged.

        `apart` says that it starts a group in any case, as the cursor was moved, for example.
        """
        now = change.at
        kind = "insert" if change.is_composed else _kind_of(inserted, removed)
        step = self._step(kind, inserted, now, apart)
        if step == "new":
            typing_before = kind == "delete" and self._kind == "insert" and not apart
            in_time = now - self._last <= _PAUSE
            self._typing = self._count if typing_before and in_time else None
            self._count = self._deleted = 0
        elif step == "merge":
            self._count, self._typing = self._typing or 0, None
        self._count += len(inserted)
        self._deleted = self._deleted + 1 if kind == "delete" else 0
        self._kind, self._last, self._space = kind, now, inserted.isspace()
        return step

    def _step(self, kind: _Kind, inserted: str, now: float, apart: bool) -> _Step:
        if apart or "other" in (kind, self._kind) or now - self._last > _PAUSE:
            return "new"
        if kind == "insert" and self._kind == "delete":
            if now - self._last > _FUSED or self._deleted > _RETYPED:
                return "new"
            return "join" if self._typing is None else "merge"
        if kind != self._kind:
            return "new"
        new_word = self._space and not inserted.isspace() and self._count >= _WORDS
        return "new" if new_word or self._count >= _LONGEST else "join"


def _kind_of(inserted: str, removed: str) -> _Kind:
    if len(inserted) == 1 and len(removed) <= 1 and "\n" not in inserted + removed:
        return "insert"  # with one removed: a mark was added to the letter
    return "delete" if not inserted and len(removed) == 1 and removed != "\n" else "other"


class KeptEdit(msgspec.Struct, frozen=True, array_like=True):
    """An edit of a body as it is kept in a file."""

    start: Location
    old_end: Location
    new_end: Location
    old: str
    new: str
    selection: tuple[Location, Location]
    """What was selected before."""
    moves_cursor: bool

    @classmethod
    def of(cls, edit: Edit) -> KeptEdit:
        """Return an edit that was made, to be kept."""
        assert edit._edit_result
        assert edit._original_selection
        return cls(
            edit.top,
            edit.bottom,
            edit._edit_result.end_location,
            edit._edit_result.replaced_text,
            edit.text,
            (edit._original_selection.start, edit._original_selection.end),
            not edit.maintain_selection_offset,
        )

    def made_again(self) -> Edit:
        """Return the edit, to be undone."""
        edit = Edit(self.new, self.start, self.old_end, not self.moves_cursor)
        edit._edit_result = EditResult(self.new_end, self.old)
        edit._original_selection = Selection(*self.selection)
        return edit

    def then(self, next_: KeptEdit) -> KeptEdit | None:
        """Return this edit and the next as one, if one goes on where the other has ended."""
        if next_.old_end == self.new_end and self.new.endswith(next_.old):  # typing on, or ⌫ of it
            new = self.new.removesuffix(next_.old) + next_.new
            return replace(self, new=new, new_end=next_.new_end)
        if not self.new and not next_.new and next_.old_end == self.start:  # ⌫ of what was there
            old = next_.old + self.old
            return replace(self, old=old, start=next_.start, new_end=next_.new_end)
        return None

    @property
    def size(self) -> int:
        """What it costs in a file, in characters."""
        return _EDIT_SIZE + len(self.old) + len(self.new)


def _joined(edits: Iterable[KeptEdit]) -> list[KeptEdit]:
    """Return the edits of a group, each letter not one of its own."""
    joined: list[KeptEdit] = []
    for edit in edits:
        if both := joined[-1].then(edit) if joined else None:
            joined[-1] = both
        else:
            joined.append(edit)
    return joined


class BodyHistory(EditHistory):
    """The undo history of a body.

    Textual's starts a group at each change between inserting and deleting: two to four groups a
    word with an input method that types by backspace. `change` returns what is known of the change
    that is being recorded.
    """

    def __init__(self, change: Callable[[], Change]) -> None:
        super().__init__(_BODY_UNDO, _PAUSE, _LONGEST)
        self._change = change
        self._grouping = _Grouping()

    def record(self, edit: Edit) -> None:
        """Record an edit."""
        assert edit._edit_result
        removed = edit._edit_result.replaced_text
        if not edit.text and not removed:
            return
        stack = self._undo_stack
        apart = self._force_end_batch or not stack
        step = self._grouping.step(edit.text, removed, self._change(), apart)
        if step == "merge":
            retyped = stack.pop()
            stack[-1].extend(retyped)
        if step == "new":
            stack.append([])
        stack[-1].append(edit)
        self._force_end_batch = False
        self._redo_stack.clear()

    def kept(self, most: int) -> list[list[KeptEdit]]:
        """Return the last groups, oldest first, of about the size of so many characters."""
        groups: list[list[KeptEdit]] = []
        for group in reversed(self._undo_stack):
            edits = _joined(map(KeptEdit.of, group))
            most -= sum(edit.size for edit in edits)
            if most < 0:
                break
            groups.append(edits)
        return groups[::-1]

    def restore(self, groups: Sequence[Sequence[KeptEdit]]) -> None:
        """Go on with the groups of a history that was kept, for the same text."""
        self.clear()
        self._undo_stack.extend([edit.made_again() for edit in group] for group in groups)
        self.checkpoint()

    def _pop_undo(self) -> list[Edit] | None:
        self.checkpoint()  # what is typed next must not join the group before
        return super()._pop_undo()


class Moment(NamedTuple):
    """The state of a line."""

    value: str
    cursor: int


class LineHistory:
    """The undo history of a line: its state before each group of changes.

    `change` returns what is known of the change that is being recorded.
    """

    def __init__(self, change: Callable[[], Change]) -> None:
        self._change = change
        self._grouping = _Grouping()
        self._undone: deque[Moment] = deque(maxlen=_LINE_UNDO)
        self._redone: deque[Moment] = deque()
        self._last: Moment | None = None

    def clear(self) -> None:
        """Forget everything."""
        self._undone.clear()
        self._redone.clear()

    def record(self, before: Moment, after: Moment, inserted: str, removed: str) -> None:
        """Record a change."""
        apart = not self._undone or before != self._last
        step = self._grouping.step(inserted, removed, self._change(), apart)
        if step == "merge":
            self._undone.pop()
        elif step == "new":
            self._undone.append(before)
        self._redone.clear()
        self._last = after

    def undo(self, now: Moment) -> Moment:
        """Return the state before the last group of changes, or `now` if there is none."""
        return self._swap(self._undone, now, self._redone)

    def redo(self, now: Moment) -> Moment:
        """Return the state before the last undo, or `now` if there is none."""
        return self._swap(self._redone, now, self._undone)

    def _swap(self, source: deque[Moment], now: Moment, kept: deque[Moment]) -> Moment:
        if not source:
            return now
        kept.append(now)
        self._last = None
        return source.pop()
