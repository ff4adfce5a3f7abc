"""Looking at how a plain text is read, before it is taken: what each paragraph is on the page."""

from __future__ import annotations

from textwrap import wrap
from typing import Final, NamedTuple

from textual import on, work
from textual.app import ComposeResult

from store.articles.plain_text import (
    Block,
    Role,
    is_wrapped,
    joined,
    read_plain_text,
    with_role,
)
from store.text import nfc
from tui.commands import bindings
from tui.commands.plain_text import (
    BlockByline,
    BlockDateline,
    BlockHeadline,
    BlockOmitted,
    BlockParagraph,
    BlockSignoff,
    JoinAbove,
    JoinLines,
    KeepWhole,
    TakeAllTexts,
    TakeText,
)
from tui.dialogs.dialog import ConfirmLoss, Dialog
from tui.dialogs.fitting import fit_height
from tui.i18n import _
from tui.widgets.labels import role_name
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

_NAME_WIDTH: Final = 13
_MOST_LINES: Final = 3
"""Lines of a paragraph that are shown."""
_TONES: Final = {
    Role.DATELINE: "good",
    Role.HEADLINE: "title",
    Role.OMITTED: "dim",
    Role.RELATED: "dim",
}


class PlainText(NamedTuple):
    """How a text is to be taken."""

    blocks: tuple[Block, ...]
    """None to keep it whole."""
    all_that_follow: bool = False
    """Whether the texts after it are to be taken as they are guessed."""


class _Row(NamedTuple):
    place: int
    name: str
    block: Block


class BlockRows(Rows[_Row]):
    """The paragraphs, each with its name."""

    def row_key(self, item: _Row) -> str:
        """Name a paragraph by its place."""
        return str(item.place)

    def row_height(self, item: _Row, width: int) -> int:
        """Count the lines of a paragraph that are shown."""
        return len(_shown(item.block.text, width))

    def row_lines(self, item: _Row, width: int) -> list[Line]:
        """Draw a paragraph beside its name."""
        tone = _TONES.get(item.block.role, "")
        first, *others = _shown(item.block.text, width)
        return [
            [(fitted(item.name, _NAME_WIDTH), "accent"), (first, tone)],
            *([(" " * _NAME_WIDTH, ""), (line, tone)] for line in others),
        ]


class PlainTextScreen(Dialog[PlainText]):
    """Show how a text is read, and let it be corrected; answers how it is to be taken.

    Args:
        name: what the text is called, already translated.
        text: what it says.
        follow: how many other texts come after it.
        blocks: how it was divided before; None for nothing but the guess.
    """

    CHANGES = True
    BINDINGS = bindings(
        TakeText,
        TakeAllTexts,
        BlockHeadline,
        BlockByline,
        BlockDateline,
        BlockParagraph,
        BlockSignoff,
        BlockOmitted,
        JoinAbove,
        JoinLines,
        KeepWhole,
    )
    DEFAULT_CSS = """
    PlainTextScreen {
        & > #box { width: 100%; max-width: 110; height: 100%; }
        &.short #title { margin-bottom: 0; }
    }
    """

    def __init__(
        self, name: str, text: str, follow: int = 0, blocks: tuple[Block, ...] | None = None
    ) -> None:
        super().__init__(_("How is {name} to be read?").format(name=name))
        self._text = text
        self._follow = follow
        self._wrapped = is_wrapped(text)
        self._given = blocks or read_plain_text(text, wrapped=self._wrapped)
        self.blocks = self._given

    def compose_body(self) -> ComposeResult:
        """Yield the paragraphs."""
        yield BlockRows(id="blocks")

    def on_mount(self) -> None:
        """Begin at the top."""
        self._show()
        self.rows.focus()
        self.say(
            _("It does not have the page layout; this is a guess. Letters correct it."),
            is_wrong=False,
        )
        fit_height(self, self.rows)

    @property
    def rows(self) -> BlockRows:
        """The list."""
        return self.query_one(BlockRows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        if action == "take_all_texts":
            return self._follow > 0
        if action == "join_above":
            return bool(self.query(BlockRows)) and self.rows.cursor_place > 0
        if action == "set_role" and self.query(BlockRows):
            return self._would_show(*parameters)
        return True

    @property
    def has_unsaved(self) -> bool:
        """Whether it was corrected here."""
        return self.blocks != self._given

    def _would_show(self, role: object) -> bool:
        """Tell whether giving the paragraph a role changes it, or goes on to another one."""
        place = self.rows.cursor_place
        return place + 1 < len(self.blocks) or self.blocks[place].role != role

    @on(Rows.Highlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    def _show(self) -> None:
        lead = next((n for n, b in enumerate(self.blocks) if b.role is Role.PARAGRAPH), None)
        self.rows.show(
            [
                _Row(n, _("lead") if n == lead else role_name(block.role), block)
                for n, block in enumerate(self.blocks)
            ]
        )
        self.refresh_bindings()  # the cursor may stay where it is

    def action_set_role(self, role: str) -> None:
        """Say what the paragraph under the cursor is, and go on to the next one."""
        place = self.rows.cursor_place
        self.blocks = with_role(self.blocks, place, Role(role))
        self._show()
        self.rows.move_to(place + 1)

    def action_join_above(self) -> None:
        """Join the paragraph under the cursor to the one above it."""
        place = self.rows.cursor_place
        self.blocks = joined(self.blocks, place)
        self._show()
        self.rows.move_to(place - 1)

    @work
    async def action_join_lines(self) -> None:
        """Read the text anew, with its lines joined or each by itself; that drops corrections."""
        if self.has_unsaved:
            question = ConfirmLoss(
                _("Read the lines anew, and drop what was corrected here?"), _("Drop it")
            )
            if not await self.app.push_screen_wait(question):
                return
        self._wrapped = not self._wrapped
        self.blocks = self._given = read_plain_text(self._text, wrapped=self._wrapped)
        self._show()
        told = (
            _("Lines are joined to paragraphs.")
            if self._wrapped
            else _("Each line is a paragraph.")
        )
        self.say(told, is_wrong=False)

    def action_take_text(self) -> None:
        """Answer with the paragraphs as they are shown."""
        self.dismiss(PlainText(self.blocks))

    def action_take_all_texts(self) -> None:
        """Answer so, and for all that follow."""
        self.dismiss(PlainText(self.blocks, all_that_follow=True))

    def action_keep_whole(self) -> None:
        """Answer that the text is to stay in one piece."""
        self.dismiss(PlainText(()))


def _shown(text: str, width: int) -> list[str]:
    room = max(width - _NAME_WIDTH, 20)
    return wrap(nfc(one_line(text)), room, max_lines=_MOST_LINES, placeholder=" …") or [""]
