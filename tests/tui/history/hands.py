"""A text that changed, and how its history is opened and read."""

from types import SimpleNamespace

from tests.tui.helpers import LEAD
from tui.widgets.difference import Difference

LATER = LEAD.replace("320 thợ hàn", "340 thợ hàn")


async def history(seat, article):
    """Open the history of an article from the editor."""
    await seat.open(article)
    await seat.press("ctrl+l")
    await seat.comes("HistoryScreen")


def drawn(seat):
    """What the difference draws: the text that went, and the text that came."""
    shown = seat.app.screen.query_one(Difference)
    region = shown.region
    strips = seat.app.screen._compositor.render_strips()[region.y : region.bottom]
    segments = [s for strip in strips for s in strip.crop(region.x, region.right)]
    struck = "".join(s.text for s in segments if s.style and s.style.strike)
    lined = "".join(s.text for s in segments if s.style and s.style.underline)
    return SimpleNamespace(went=struck, came=lined, segments=segments)
