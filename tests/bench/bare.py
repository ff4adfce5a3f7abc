"""The apps to compare with: as little as Textual lets one write. `python bare.py NAME [FILE]`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # as toasoan does

from textual.app import App, ComposeResult

SHOWN = "hello, desk"
"""What each of the apps shows at first."""


class Hello(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        from textual.widgets import Static

        yield Static(SHOWN)


class Panes(App[None]):
    """Two lists, and a text between them."""

    CSS = "OptionList, TextArea { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        from textual.containers import Horizontal
        from textual.widgets import OptionList, TextArea

        with Horizontal():
            yield OptionList(SHOWN)
            yield TextArea(SHOWN)
            yield OptionList(SHOWN)


class Text(App[None]):
    """A text, the cursor at its start, or at its end where `at_end`."""

    def __init__(self, text: str, at_end: bool) -> None:
        super().__init__()
        self._text, self._at_end = text, at_end

    def compose(self) -> ComposeResult:
        from textual.widgets import TextArea

        yield TextArea(self._text, soft_wrap=True, compact=True)

    def on_mount(self) -> None:
        from textual.widgets import TextArea

        if self._at_end:
            area = self.query_one(TextArea)
            area.call_after_refresh(lambda: area.move_cursor(area.document.end))


def main() -> None:
    name, *rest = sys.argv[1:]
    if name == "hello":
        Hello().run()
    elif name == "panes":
        Panes().run()
    else:
        Text(Path(rest[0]).read_text(encoding="utf-8"), at_end=name == "text-end").run()


if __name__ == "__main__":
    main()
