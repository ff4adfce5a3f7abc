"""The steps of an article in words: who takes them, and who has taken them when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from store import Article
from store.article_parts import Taken
from store.dates.zone import on_wall
from store.text import show_day_short
from tui.i18n import N_, _
from tui.widgets.labels import STATUS_NAMES

if TYPE_CHECKING:
    from store.workflow import Role

ROLE_NAMES: Final = {
    "writer": N_("by the writer"),
    "editor": N_("by the editor"),
    "approver": N_("by the approver"),
    "ledger": N_("by the ledger, not by hand"),
}
"""Who takes a step by the rules of the house; message ids."""

_SHOWN: Final = 3
"""The last steps that are shown in a line."""


def role_told(role: Role) -> str:
    """Return who takes a step."""
    return _(ROLE_NAMES[role])


def step_told(step: Taken, now: datetime) -> str:
    """Return a step that was taken: the status, who has set it, and when."""
    at = on_wall(step.at, now)
    when = f"{at:%H:%M}"
    if at.date() != now.date():
        when = f"{show_day_short(at.date(), now.date())} {when}"
    # Another program may have written the status.
    names = (_(name) for status, name in STATUS_NAMES.items() if status == step.status)
    return f"{next(names, step.status)} · {step.who} {when}"


def steps_told(article: Article, now: datetime) -> str:
    """Return the last steps of an article, the latest first; empty if none is known."""
    return " ← ".join(step_told(one, now) for one in article.taken[: -_SHOWN - 1 : -1])
