"""What the mixins of the entries build on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget

    class Mixin(Widget):
        """An entry, to the type checker."""

        def insert_text(self, text: str) -> None:
            """Insert `text` at the cursor, in place of the selection, as pasting it does."""

else:

    class Mixin:
        """No `DOMNode` at run time.

        Textual takes the first base that is one for the type that style sheets see, and the rules
        of `Input` and `TextArea` would no longer apply.
        """
