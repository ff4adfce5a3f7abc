"""How lists and rooms are looked at: kept while the app runs, and over a restart."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final, TypeVar, cast

import msgspec

from store.records import Id

V = TypeVar("V")

WHOLE_DESK: Final = ""
"""Instead of the ID of a campaign, for what does not belong to one."""

Saved = dict[Id, dict[str, Any]]
"""Views as JSON has them, by campaign and name."""


class ViewStates:
    """The views that are kept: objects that those who show them change in place."""

    def __init__(self) -> None:
        self._views: dict[tuple[Id, str], object] = {}
        self._fresh: dict[tuple[Id, str], object] = {}
        self._last: Saved = {}
        """Those of the last session that nobody has asked for yet."""

    def begin_with(self, last: Saved) -> None:
        """Go on with the views of the last session."""
        self._last = {campaign: dict(views) for campaign, views in last.items()}

    def kept(self, name: str, fresh: V, campaign: Id = WHOLE_DESK) -> V:
        """Return the view of a name; later calls return the same object.

        Args:
            name: of what is looked at.
            fresh: the view at first, also where that of the last session cannot be read.
            campaign: whose view it is.
        """
        key = (campaign, name)
        if key not in self._views:
            self._views[key], self._fresh[key] = fresh, msgspec.to_builtins(fresh)
            with suppress(msgspec.ValidationError, KeyError):
                last = self._last[campaign].pop(name)
                self._views[key] = msgspec.convert(last, type(fresh))
        return cast("V", self._views[key])

    def saved(self) -> Saved:
        """Return the views for the next session, without those that are as they were at first."""
        found: Saved = {campaign: dict(views) for campaign, views in self._last.items()}
        for (campaign, name), view in self._views.items():
            plain = msgspec.to_builtins(view)
            if plain != self._fresh[campaign, name]:
                found.setdefault(campaign, {})[name] = plain
        return {campaign: views for campaign, views in found.items() if views}
