"""The form of the administrative document in which a campaign reports (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from msgspec import Struct


class Letter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the head and the foot of a report say; what is empty is left as dots to fill in."""

    symbol: str = ""
    """The symbol behind the number: "BC-LĐLĐ"."""
    place: str = ""
    """Where it is signed: "Hà Nội"."""
    to: str = ""
    """The addressee; empty for the organisation above."""
    on_behalf: str = ""
    """On whose behalf it is signed: "TM. BAN THƯỜNG VỤ"."""
    position: str = ""
    """Of who signs: "CHỦ TỊCH"."""
    signer: str = ""
    """The full name of who signs."""
    recipients: str = ""
    """Who else receives it, separated by semicolons."""
