"""Corrections (đính chính) of something wrong that went out.

The notice says what article 42 of the press law (Luật Báo chí, 103/2016/QH13) asks for: the title
it names; the piece, its place, its number and its day; what was wrong and what is right; and the
apology after that. It is Vietnamese, whatever the language of the screens.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from store.campaign_records import Campaign
from store.errors import N_, InvalidValueError
from store.ledger import LedgerEntry
from store.records import Article
from store.text import show_day

HEADLINE: Final = "Thông tin cải chính, xin lỗi"
"""The title that the law names."""


class Notice(Struct, frozen=True, kw_only=True):
    """What somebody typed for a notice."""

    wrong: str
    """What was wrong, as it went out."""
    right: str
    number: str = ""
    """The number of the newspaper (số báo)."""
    section: str = ""
    """The page or section (chuyên mục)."""


def correction_of(
    entry: LedgerEntry, day: date, piece: Article | None, campaign: Campaign | None, notice: Notice
) -> Article:
    """Return a new article that corrects what went out.

    Args:
        entry: what went out.
        day: the day on which it did, where the desk is.
        piece: the article that went out; None where it is gone.
        campaign: its campaign.
        notice: what was typed.

    Raises:
        InvalidValueError: it is not said what was wrong, or what is right.
    """
    wrong, right = notice.wrong.strip(), notice.right.strip()
    if not wrong or not right:
        raise InvalidValueError(N_("Say what was wrong, and what is right."))
    number = f"số {notice.number.strip()}" if notice.number.strip() else ""
    channel = entry.called or entry.channel  # as readers knew it
    places = filter(None, (channel, notice.section.strip(), number, entry.where))
    where = ", ".join((*places, f"ngày {show_day(day)}"))
    sorry = (campaign.organisation if campaign else "") or "Chúng tôi"
    paragraphs = (
        f"“{entry.headline}” ({where}) có thông tin sai.",
        f"Thông tin sai đã đăng, phát: {wrong}",
        f"Thông tin được cải chính: {right}",
        f"{sorry} xin lỗi bạn đọc và những người có liên quan.",
    )
    return Article(
        campaign=campaign.id if campaign else None,
        headline=HEADLINE,
        body="\n\n".join(paragraphs),
        channels=(entry.channel,) if entry.channel else (),
        unit=piece.unit if piece else "",
        corrects=entry.id,
    )
