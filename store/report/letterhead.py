"""The head and the foot of a report: who writes to whom, and who signs."""

from __future__ import annotations

from typing import Final

import msgspec

from store.campaign_records import Campaign, Unit
from store.report.blocks import DOTS, clean
from store.report.figures import Figures
from store.text import identity, show_day

MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


class Letterhead(msgspec.Struct, frozen=True):
    """The letterhead of a report."""

    organisation: str
    above: str
    """The organisation above; empty if it is unknown."""
    number: str
    """The number and symbol: "Số: 12/BC-LĐLĐ"."""
    day: str
    """The place and day."""
    title: str
    as_of: str
    to: str
    """The addressee; dots if it is unknown."""
    signature: tuple[str, ...]
    """On whose behalf it is signed, and the position of who signs."""
    signer: str
    recipients: tuple[str, ...]


def letterhead(figures: Figures) -> Letterhead:
    """Return the letterhead of a report."""
    campaign, today = figures.campaign, figures.today
    unit = _unit(campaign)
    month = f"{today.month:02}" if today.month < 3 else str(today.month)  # as the decree has it
    letter = campaign.letter
    above = clean(unit.parent if unit else "")
    recipients = [clean(one).strip(" .") for one in letter.recipients.split(";")]
    listed = [one for one in recipients if one] or ["Như trên"]
    on_behalf = clean(letter.on_behalf) or ("" if letter.position else f"TM. {DOTS}")
    return Letterhead(
        organisation=clean(unit.name if unit else campaign.organisation) or DOTS,
        above=above,
        number=f"Số: {clean(figures.number) or DOTS}/{clean(letter.symbol) or _symbol(unit)}",
        to=clean(letter.to) or above or DOTS,
        signature=tuple(filter(None, (on_behalf, clean(letter.position)))),
        signer=clean(letter.signer) or "(Ký, ghi rõ họ tên, đóng dấu)",
        recipients=(*(f"- {one};" for one in listed), "- Lưu: VT."),
        day=f"{clean(letter.place) or DOTS}, ngày {today.day:02} tháng {month} năm {today.year}",
        title=f"Kết quả chiến dịch “{campaign.name}”",
        as_of=f"(Số liệu tính đến ngày {show_day(today)})",
    )


def _symbol(unit: Unit | None) -> str:
    """Return the symbol of a report: "BC-LĐLĐ" of the LĐLĐ TP Hà Nội."""
    first = clean(unit.short if unit else "").partition(" ")[0]
    return f"BC-{first}" if first.isupper() else "BC"


def _unit(campaign: Campaign) -> Unit | None:
    """Return the unit that is the campaign's organisation, by its name or short name."""
    wanted = identity(campaign.organisation)
    names = ((unit, (identity(unit.name), identity(unit.short))) for unit in campaign.units)
    return next((unit for unit, known in names if wanted and wanted in known), None)
