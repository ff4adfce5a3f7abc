"""The list below a path: its completions, or the recent folders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.i18n import _, number
from tui.widgets.terminal_safe import one_line

MOST_LINES: Final = 5


class PathChoice(NamedTuple):
    """A path to choose."""

    name: str
    """What is shown."""
    text: str
    """What is put into the field."""


class PathChoices(Static):
    """A short list that never has the focus: the entry above controls it."""

    DEFAULT_CSS = """
    PathChoices {
        height: auto; display: none; background: $boost; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    class Taken(Message):
        """A line was clicked."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._choices: Sequence[PathChoice] = ()
        self._at: int | None = None
        self._is_cut = False

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return bool(self._choices)

    @property
    def chosen(self) -> str | None:
        """The text of the highlighted line."""
        return None if self._at is None else self._choices[self._at].text

    def show(
        self, choices: Sequence[PathChoice], *, at: int | None = None, is_cut: bool = False
    ) -> None:
        """Show some choices, the one at `at` highlighted; none closes the list.

        `is_cut` says that there are more.
        """
        self._choices, self._at, self._is_cut = choices, at, is_cut
        self.display = bool(choices)
        self._draw()

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is highlighted."""
        return self._at == len(self._choices) - 1

    def move(self, by: int) -> None:
        """Highlight another line; above the first one, none."""
        last = len(self._choices) - 1
        at = (-1 if self._at is None else self._at) + by
        self._at = min(at, last) if at >= 0 else None
        self._draw()

    @property
    def _shown(self) -> range:
        """The visible choices; if not all fit, the last line shows their number."""
        count = len(self._choices)
        if count <= MOST_LINES and not self._is_cut:
            return range(count)
        lines = MOST_LINES - 1
        first = max(0, min((self._at or 0) - lines + 1, count - lines))
        return range(first, min(first + lines, count))

    def _draw(self) -> None:
        lines = [
            Content.styled(one_line(self._choices[at].name), "reverse" if at == self._at else "")
            for at in self._shown
        ]
        if len(lines) < len(self._choices) or self._is_cut:
            told = _("… more than {count}; type on") if self._is_cut else _("… {count} in all")
            lines.append(Content.styled(told.format(count=number(len(self._choices))), "dim"))
        self.update(Content("\n").join(lines))

    def on_click(self, event: events.Click) -> None:
        """Take the line under the mouse."""
        place = event.get_content_offset(self)
        if place and place.y < len(self._shown):
            self.post_message(self.Taken(self._choices[self._shown[place.y]].text))
