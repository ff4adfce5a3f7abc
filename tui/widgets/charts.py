"""Charts drawn with plotext, which is imported with the first chart (90 ms)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from textwrap import wrap
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.app import RenderResult
from textual.color import Color
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from store.campaigns.burndown import Pace
from store.text import show_day_short
from tui.i18n import _
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import fitted, headed

SMALLEST: Final = (24, 4)
"""Columns and lines below which no chart is drawn."""

_MIDDLE: Final = 0.179
"""The relative luminance on which black and white have the same contrast."""


class Heat(NamedTuple):
    """A table of numbers, with the names of its rows and columns."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]


class Chart(Widget):
    """A widget filled by one chart."""

    def colour(self, name: str) -> tuple[int, int, int]:
        """Return a colour of the theme for plotext."""
        return Color.parse(self.app.theme_variables[name]).rgb

    def drawn(self, draw: Callable[[Any], None], height: int | None = None) -> Text:
        """Draw on plotext's figure, as high as the widget or less, and return the result."""
        width, height = self.size.width, self.size.height if height is None else height
        if width < SMALLEST[0] or height < SMALLEST[1]:
            return Text()
        import plotext  # type: ignore[import-untyped]

        plotext.terminal.limit(False, False)  # not to the size of the real terminal
        figure = plotext.figure
        figure.clear()
        figure.theme("colorless")
        figure.canvas("default")
        figure.plot_size(width, height)
        draw(figure)
        drawn = Text.from_ansi(str(figure.build()), no_wrap=True)
        drawn.rstrip()
        return drawn


class BurnDown(Chart):
    """The remaining tasks, day by day, and the planned line."""

    pace: reactive[Pace] = reactive(Pace())

    def render(self) -> RenderResult:
        """Draw both lines."""
        if not self.pace.days:
            return _("Nothing in the campaign has a day yet.")
        return self.drawn(self._draw)

    def _draw(self, figure: Any) -> None:
        import plotext

        pace = self.pace
        for numbers, colour in ((pace.planned, "secondary"), (pace.left, "primary")):
            if numbers:
                marker = plotext.marker("braille", self.colour(colour))
                signal = figure.signal(list(range(len(numbers))), list(numbers), marker=marker)
                signal.lines()
                figure.draw(signal)
        most = max(*pace.planned, *pace.left, 1)
        steps = [*range(0, most, max(most // 4, 1)), most]
        figure.ruler("y").lim(0, most)
        figure.ruler("y").ticks(steps, list(map(str, steps)))
        places, names = day_ticks(pace.days, self.size.width)
        figure.ruler("x").ticks(places, names)


def scale_width(pace: Pace) -> int:
    """Return how many columns the numbers and the axis take at the left of a burn-down."""
    return len(str(max((*pace.planned, *pace.left), default=1))) + 1


def day_ticks(days: Sequence[date], width: int) -> tuple[list[int], list[str]]:
    """Return the positions of the days named below a chart, and their names, of 12 cells each."""
    count = max(min(width // 12, len(days)), 1)
    places = sorted({n * (len(days) - 1) // max(count - 1, 1) for n in range(count)})
    return places, [show_day_short(days[n], days[0]) for n in places]


NO_BREAK: Final = "\u00a0"

HEAD: Final = 4
"""The least width of a column of the heat map: initials of three words, and a blank."""


class HeatMap(Chart):
    """A table of numbers, with brighter cells for greater ones.

    Below it stand the names of the columns that have room for their initials only.
    """

    heat: reactive[Heat] = reactive(Heat((), (), ()), layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of the cells, the names of the columns, and what they stand for."""
        return self._high + len(self._legend(width))

    @property
    def _high(self) -> int:
        return max(len(self.heat.rows) + 2, SMALLEST[1])

    def render(self) -> RenderResult:
        """Draw the cells."""
        if not (self.heat.rows and self.heat.columns):
            return _("The campaign has no such list yet.")
        width, height = self.size
        legend = self._legend(width)
        chart = self.drawn(self._draw, max(height - len(legend), 0))
        return Text("\n").join([chart, *(Text(line, "dim") for line in legend)])

    def _legend(self, width: int) -> list[str]:
        """Return what the names stand for that are not shown whole, in lines of some width."""
        columns = self.heat.columns
        if not (self.heat.rows and columns):
            return []
        _room, each = self._widths(width)
        shown = ((headed(name, each - 1).strip(), one_line(name)) for name in columns)
        told = [f"{head} {name}" for head, name in shown if head != name and " " in name]
        return wrap(f"{NO_BREAK}· ".join(text.replace(" ", NO_BREAK) for text in told), width)

    def _widths(self, width: int) -> tuple[int, int]:
        """Return the widths of the names of the rows and of each column, without the axes."""
        width -= 2
        count, longest = len(self.heat.columns), max(map(cell_len, self.heat.rows))
        room = min(max(min(width // 3, width - HEAD * count), 8), longest)
        each = max((width - room) // count, 2)
        return max(min(width - each * count, longest), 1), each  # names take what cells leave

    def _draw(self, figure: Any) -> None:
        heat = self.heat
        shades = self._shades()
        if not self.app.no_color:  # the numbers are enough
            # A cell ends where the next begins, so the last one needs another, invisible, after it.
            cells = [[shade.rgb for shade in (*row, row[-1])] for row in shades]
            figure.draw(figure.heatmap(cells, fill=True))
        self._write_numbers(figure, shades)
        figure.axes(active=False, axis="x", side="upper")
        width, count = self.size.width - 2, len(heat.columns)
        room, each = self._widths(self.size.width)
        names = [fitted(name, room) for name in heat.rows]
        figure.ruler("y").lim(-0.5, len(names) - 0.5)
        figure.ruler("y").ticks(list(range(len(names))), names[::-1])
        heads = [headed(name, each - 1) for name in heat.columns]
        # Both ends are columns of the canvas: so each cell is as wide as the others.
        is_even = width - room == each * count
        figure.ruler("x").lim(0, (width - room - 1) / each if is_even else count)
        figure.ruler("x").ticks([place + 0.5 for place in range(len(heads))], heads)

    def _shades(self) -> list[list[Color]]:
        """Return the colour of each cell; even 1 differs clearly from 0."""
        most = max(max(row) for row in self.heat.numbers) or 1
        cold, warm = Color(*self.colour("surface")), Color(*self.colour("primary"))
        return [
            [cold.blend(warm, 0.25 + 0.75 * n / most if n else 0.0) for n in row]
            for row in self.heat.numbers
        ]

    def _write_numbers(self, figure: Any, shades: list[list[Color]]) -> None:
        import plotext

        last = len(self.heat.rows) - 1
        for y, (numbers, colours) in enumerate(zip(self.heat.numbers, shades, strict=True)):
            for x, (number, shade) in enumerate(zip(numbers, colours, strict=True)):
                if number:
                    pixel = (_legible_on(shade).rgb, shade.rgb)
                    label = plotext.colorize(str(number), pixel)
                    figure.draw(figure.text(x + 0.5, last - y, label, alignment="center"))


def _legible_on(shade: Color) -> Color:
    """Return black or white, whichever has the greater contrast (Textual goes by brightness)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shade.normalized]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return Color(0, 0, 0) if luminance > _MIDDLE else Color(255, 255, 255)
