"""What the three panes have in common: the desk, a frame, and refusals as notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical

from store import Desk
from store.errors import DeskError
from tui.i18n import sentence

if TYPE_CHECKING:
    from tui.app import ToasoanApp


class Pane(Vertical):
    """One of the three panes."""

    @property
    def desk(self) -> Desk:
        """The desk the app has open."""
        return cast("ToasoanApp", self.app).desk

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal of the desk as a notice; what was asked for has not happened then."""
        try:
            yield
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
