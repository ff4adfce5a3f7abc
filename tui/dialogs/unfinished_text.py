"""The text of a form that cannot be opened again, to copy from."""

from __future__ import annotations

from tui.dialogs.passage import PassageScreen
from tui.i18n import _


class UnfinishedText(PassageScreen):
    """Show what was typed into a form, by its title, whose record is gone."""

    def __init__(self, form: str, text: str) -> None:
        title = _("Not saved, and it cannot be opened again: {form}").format(form=form)
        super().__init__(title, text)
        self._form = form

    @property
    def heading(self) -> str:
        """The title of the form it was typed in."""
        return self._form

    @property
    def is_filled_in(self) -> bool:
        """Always True: it is kept until it is left with Esc."""
        return True

    @property
    def typed_texts(self) -> dict[str, str]:
        """Everything that was typed, as one text."""
        return {"passage": self._text}
