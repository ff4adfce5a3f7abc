"""The base class of the mixins of the entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget

    class Mixin(Widget):
        """An entry, to the type checker."""

        def insert_text(self, text: str) -> None:
            """Insert `text` at the cursor like a paste, replacing the selection."""

else:

    class Mixin:
        """Not a `DOMNode` at run time.

        Textual matches style sheets against the first base class that is one, so the rules of
        `Input` and `TextArea` would no longer apply.
        """
