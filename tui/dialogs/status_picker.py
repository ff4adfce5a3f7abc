"""The statuses to choose from, each with what stands in the way there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from store import Status
from tui.dialogs.picker import Option, Picker
from tui.late_messages import while_there
from tui.widgets.labels import SEVERITY_SIGNS, stop_told
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Rows

if TYPE_CHECKING:
    from store.workflow import Ready, Stop


class StatusPicker(Picker):
    """The statuses; what the gates say of an article is there before one is taken.

    Args:
        title: already translated.
        options: a line for each status, whose key is its value.
        chosen: the status that is offered.
        look: returns what the gates look at; called in a thread. Without it nothing is said.
    """

    BELOW = 4
    DEFAULT_CSS = """
    StatusPicker #box { max-height: 100%; }
    StatusPicker #stops { height: 4; color: $text-muted; }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        chosen: Sequence[str],
        look: Callable[[], Ready] | None,
    ) -> None:
        super().__init__(title, options, chosen=chosen)
        self._look = look
        self._stops: dict[str, list[Stop]] = {}

    def compose_body(self) -> ComposeResult:
        """Yield the list, and what stands in the way to the status under the cursor."""
        yield from super().compose_body()
        if self._look:
            yield Static(id="stops", markup=False)

    def on_mount(self) -> None:
        """Ask the gates."""
        if self._look:
            self._ask(self._look)

    @work(thread=True)
    def _ask(self, look: Callable[[], Ready]) -> None:
        from store.workflow import stops

        ready = look()
        found = {status.value: stops(ready, status) for status in Status}
        self.app.call_from_thread(while_there(self, self._show_stops), found)

    def _show_stops(self, found: dict[str, list[Stop]]) -> None:
        self._stops = found
        self.offer([self._with_stops(option) for option in self.options])
        self._explain()

    def _with_stops(self, option: Option) -> Option:
        counts = Counter(str(stop.severity) for stop in self._stops.get(option.key or "", ()))
        told = (f"{sign}{counts[name]}" for name, sign in SEVERITY_SIGNS.items() if counts[name])
        return option._replace(hint="  ".join(filter(None, (option.hint, " ".join(told)))))

    @on(Rows.Highlighted)
    def _explain(self) -> None:
        """Say what stands in the way to the status under the cursor, the firmest first."""
        if self._look and (option := self.rows.current):
            told = (
                f"{SEVERITY_SIGNS[stop.severity]} {stop_told(stop)}"
                for stop in self._stops.get(option.key or "", ())
            )
            self.query_one("#stops", Static).update(one_line(" · ".join(told)))
