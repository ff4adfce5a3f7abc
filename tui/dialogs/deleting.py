"""The question before articles are deleted: whether at all, and what becomes of their versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App

from store import Article
from tui.dialogs.dialog import ConfirmLoss
from tui.i18n import _, ngettext
from tui.widgets.labels import title_of


async def asked_to_delete(
    app: App[Any], gone: Sequence[Article], left: Sequence[Article]
) -> bool | None:
    """Ask whether articles are deleted; return whether their versions are, None for nothing.

    `left` are the versions that would be left. No letter answers: one may have been Alt and that
    letter in the middle of a sentence.
    """
    question = _("Delete the article “{title}”?").format(title=title_of(gone[0]))
    if len(gone) > 1:
        question = _("Delete {count} articles?").format(count=len(gone))
    if not left:
        answer = await app.push_screen_wait(ConfirmLoss(question, _("Delete")))
        return False if answer else None
    along = ngettext(
        "Delete it with its {count} version", "Delete it with its {count} versions", len(left)
    )
    answer = await app.push_screen_wait(
        ConfirmLoss(
            question,
            along.format(count=len(left)),
            _("Delete it alone; its versions become articles of their own"),
        )
    )
    return answer == 1 if answer else None
