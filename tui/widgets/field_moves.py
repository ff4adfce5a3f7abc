"""Going from a field to the one above or below it on the screen."""

from __future__ import annotations

from textual.widget import Widget


def go_to_field(step: int, field: Widget) -> bool:
    """Focus the nearest field below another one (step 1) or above it (-1).

    Returns:
        whether there is any.
    """
    here = field.region

    def away(other: Widget) -> tuple[int, int]:
        """Return how far off a field is: in lines, then in columns."""
        there = other.region
        rows = there.y - here.bottom if step > 0 else here.y - there.bottom
        return rows, abs(there.x - here.x)

    fields = [other for other in field.screen.focus_chain if other is not field and other.region]
    if beyond := [other for other in fields if away(other)[0] >= 0]:
        min(beyond, key=away).focus()
    return bool(beyond)
