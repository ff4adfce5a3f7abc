"""The statuses to choose from, each with what stands in the way there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Article, Status
from tui.dialogs.picker import Option, Picker
from tui.i18n import _, share
from tui.late_messages import while_there
from tui.widgets.labels import SEVERITY_SIGNS, stop_told, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Rows

if TYPE_CHECKING:
    from store.workflow import Ready, Stop


MOST_NAMED: Final = 2
"""The most articles that are named: there are four lines."""


class Stops(NamedTuple):
    """What stands in the way of an article to a status."""

    article: Article
    stops: list[Stop]

    @property
    def severities(self) -> set[str]:
        """How much it weighs."""
        return {str(stop.severity) for stop in self.stops}


class StatusPicker(Picker):
    """The statuses; what the gates say of an article is there before one is taken.

    Args:
        title: already translated.
        options: a line for each status, whose key is its value.
        chosen: the status that is offered.
        looks: each returns what the gates look at in one article; called in a thread. Without them
            nothing is said.
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
        looks: Sequence[Callable[[], Ready]],
    ) -> None:
        super().__init__(title, options, chosen=chosen)
        self._looks = looks
        self._stops: dict[str, list[Stops]] = {}
        """What stands in the way of each article to each status."""

    def compose_body(self) -> ComposeResult:
        """Yield the list, and what stands in the way to the status under the cursor."""
        yield from super().compose_body()
        if self._looks:
            yield Static(id="stops", markup=False)

    def on_mount(self) -> None:
        """Ask the gates."""
        if self._looks:
            self._ask()

    @work(thread=True)
    def _ask(self) -> None:
        from store.workflow import stops

        worker, found = get_current_worker(), defaultdict(list)
        for look in self._looks:
            if worker.is_cancelled:
                return
            ready = look()
            for status in Status:
                found[status.value].append(Stops(ready.article, stops(ready, status)))
        self.app.call_from_thread(while_there(self, self._show_stops), found)

    def _show_stops(self, found: dict[str, list[Stops]]) -> None:
        self._stops = found
        self.offer([self._with_stops(option) for option in self.options])
        self._explain()

    def _with_stops(self, option: Option) -> Option:
        ways = self._stops.get(option.key or "", [])
        counts: Counter[str] = Counter()
        if len(ways) == 1:
            for stop in ways[0].stops:
                counts[str(stop.severity)] += stop.count
        else:  # in how many of them something stands in the way
            counts = Counter(one for way in ways for one in way.severities)
        told = (f"{sign}{counts[name]}" for name, sign in SEVERITY_SIGNS.items() if counts[name])
        return option._replace(hint="  ".join(filter(None, (option.hint, " ".join(told)))))

    @on(Rows.Highlighted)
    def _explain(self) -> None:
        """Say what stands in the way to the status under the cursor, the firmest first."""
        if self._looks and (option := self.rows.current):
            ways = self._stops.get(option.key or "", [])
            told = _told_of_one(ways[0]) if len(ways) == 1 else _told_of_many(ways)
            self.query_one("#stops", Static).update(one_line(" · ".join(told)))


def _told_of_one(way: Stops) -> Iterator[str]:
    """Yield what stands in the way of an article."""
    for stop in way.stops:
        yield f"{SEVERITY_SIGNS[stop.severity]} {stop_told(stop)}"


def _told_of_many(ways: Sequence[Stops]) -> Iterator[str]:
    """Yield which articles are blocked, which were let pass, and how many are warned of."""
    held = [one for one in ways if "block" in one.severities]
    passed = [one for one in ways if one not in held and any(s.let_pass for s in one.stops)]
    warned = [one for one in ways if "warning" in one.severities]
    for found, sign, message in (
        (held, "block", _("held back {count}: {titles}")),
        (passed, "reminder", _("let pass before {count}: {titles}")),
        (warned, "warning", _("with warnings {count}")),
    ):
        if found:
            named = [title_of(one.article) for one in found[:MOST_NAMED]]
            titles = "; ".join([*named, "…"] if len(found) > MOST_NAMED else named)
            told = message.format(count=share(len(found), len(ways)), titles=titles)
            yield f"{SEVERITY_SIGNS[sign]} {told}"
