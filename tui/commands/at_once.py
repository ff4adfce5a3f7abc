"""Commands whose one key changes the desk, or answers a question."""

from __future__ import annotations

from typing import Final

from tui.commands import (
    articles,
    calendar,
    campaign_lists,
    checklist,
    dialog_keys,
    records,
    recovery,
    related,
    search,
    units,
)

AT_ONCE: Final = frozenset(
    command.id
    for command in (
        articles.DeleteArticle,
        calendar.TickEntry,
        calendar.DayLater,
        calendar.DayEarlier,
        calendar.WeekLater,
        calendar.WeekEarlier,
        campaign_lists.DeleteEntry,
        campaign_lists.MoveEntryUp,
        campaign_lists.MoveEntryDown,
        checklist.Tick,
        checklist.DeleteTask,
        checklist.Acknowledge,
        checklist.MoveTaskUp,
        checklist.MoveTaskDown,
        recovery.TakeTheirs,
        recovery.KeepOurs,
        recovery.KeepAllOurs,
        dialog_keys.Yes,
        records.DeleteRecord,
        records.NextVerdict,
        records.TickFollowUp,
        records.DropCase,
        related.RefuseNews,
        related.UnlinkNews,
        related.MoveLinkUp,
        related.MoveLinkDown,
        related.KeepCard,
        search.LinkHit,
        search.DropSearch,
        units.AcknowledgeUnit,
        units.DeleteUnit,
    )
)
"""Not taken right after Esc, when the key may have been Alt and that letter (`tui.stray_input`)."""
